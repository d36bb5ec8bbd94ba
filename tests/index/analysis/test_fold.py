"""Rows of the folding table: words that have to be one term, and words that must not be."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarabic import araby

from index.analysis.fold import compose, fold, fold_hamza
from index.analysis.letters import (
    ARABIC_LETTERS,
    COMBINING_HAMZA,
    CONTROLS,
    DIGITS,
    DROPPED,
    LETTERS,
    MARKS,
    Row,
)

SAME = {
    "hamza on alef": "أحمد=احمد إسلام=اسلام آسيا=اسيا ٱلكتاب=الكتاب أمريكا=امريكا إيران=ايران "
    "رأس=راس مسألة=مساله قرآن=قران",
    "hamza seats": "مسؤول=مسئول شؤون=شئون مسؤولية=مسئولية رؤوس=رءوس هيئة=هيءه تفاؤل=تفاءل "
    "شؤوننا=شئوننا فؤوس=فئوس",
    "decomposed hamza": "ا\u0654حمد=أحمد ا\u0655لى=إلى ا\u0653سيا=آسيا مسو\u0654ول=مسؤول "
    "شي\u0654ون=شئون هيي\u0654ة=هيئة مى\u0654ة=مئة یاي\u0654س=يائس را\u0654س=رأس",
    "teh marbuta": "مدرسة=مدرسه غزة=غزه القاهرة=القاهره لجنة=لجنه وزارة=وزاره سنة=سنه "
    "جامعة=جامعه حكومة=حكومه",
    "alef maqsura": "مستشفى=مستشفي مبنى=مبني موسى=موسي مصطفى=مصطفي ليلى=ليلي معنى=معني "
    "أعلى=اعلي يحيى=يحيي",
    "tashkeel": "مُسْتَعِدَّة=مستعدة كِتَابٌ=كتاب مستعداً=مستعدا مُحَمَّد=محمد هٰذا=هذا رحمٰن=رحمن "
    "العِراقُ=العراق سَلَامٌ=سلام",
    "Quranic signs": "رَيۡبَۛ=ريب فِيهِۖ=فيه مَجۡر۪ىٰهَا=مجريها عَلَيۡهِمۡ=عليهم ٱلۡكِتَٰبُ=الكتب لَّهُۥ=له "
    "بِهِۦ=به ءَامَنُواْ=ءامنوا",
    "tatweel": "كتـــاب=كتاب محمـد=محمد العـــراق=العراق سـلام=سلام اللـــه=الله هـذا=هذا "
    "مـصر=مصر قـطر=قطر",
    "controls": "كتا\u200fب=كتاب كتا\u200eب=كتاب كتا\u200dب=كتاب كتا\u200cب=كتاب كتا\u061cب=كتاب "
    "كت\u202bاب=كتاب كت\u202cاب=كتاب كت\u2067اب=كتاب كت\u2069اب=كتاب "
    "كت\ufeffاب=كتاب كت\u00adاب=كتاب",
    "Persian and Urdu": "لکیان=لكيان فلسطین=فلسطين ابیب=أبيب ایران=إيران پاكستان=باكستان "
    "ہند=هند گاز=كاز ڤيينا=فيينا ژاپن=جابن چاي=جاي أڭادير=أكادير ڨفصة=قفصة خاں=خان ٹی=تي "
    "ڈاکٹر=داكتر ھذا=هذا کابل=كابل",
    "presentation forms": "ﻛﺘﺎﺏ=كتاب ﻻ=لا ﷲ=الله ﺍﻹﺳﻼﻡ=الإسلام ﻷن=لأن ﻵن=لآن ﭘﺎرﻳﺲ=باريس "
    "ﻣﺴﺆول=مسؤول ﹷكتاب=كتاب",
    "digits": "٢٠٢٤=2024 ۱۳۵۷=1357 ٣١=31 ٠٦=06 ۲۰۲۴=2024 ٢٠٠٠=2000 ١٢٣٤٥٦٧٨٩=123456789 ٢=²",
    "thousands": "٢٬٠٠٠=2000 2,000=2000 ١٬٢٣٤٬٥٦٧=1234567 1,234,567=1234567 ۲٬۰۰۰=2000 "
    "10,000=10000 ١٠٠,٠٠٠=100000 999,999=999999",
    "Latin": "BBC=bbc Café=cafe São=sao Zürich=zurich Straße=strasse Ａ１=a1 İzmir=izmir "
    "naïve=naive Šibenik=sibenik",
}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(*pair.split("="), id=f"{row}: {pair}")
        for row, pairs in SAME.items()
        for pair in pairs.split()
    ],
)
def test_one_term(left: str, right: str) -> None:
    assert fold(left) == fold(right) != []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("على", "علي"),
        ("وعلى", "وعلي"),
        ("إلى", "إلي"),
        ("متى", "متي"),
        ("حتى", "حتي"),
        ("عليه", "علي"),
        ("مدرس", "مدرسة"),
        ("ولاية", "ولاي"),
        ("سأل", "سئل"),
        ("ماء", "ما"),
        ("حرب", "خرب"),
        ("ذهب", "دهب"),
        ("ضل", "ظل"),
        ("2000", "200"),
    ],
)
def test_two_terms(left: str, right: str) -> None:
    assert fold(left) != fold(right)


def test_hamza_survives_composing() -> None:
    assert compose("أَلْمَانْيَا") == "ألمانيا"
    assert fold_hamza("ألمانيا") == "المانيا"


def test_a_ligature_of_several_words() -> None:
    assert fold("ﷺ") == ["صلي", "الله", "عليه", "وسلم"]
    assert fold("ـــ") == []
    assert fold("") == []


def test_rows_do_not_contradict_each_other() -> None:
    rows = [row for group in (DROPPED, LETTERS, DIGITS) for row in group]
    characters = [char for row in rows for char in row.characters]
    assert len(characters) == len(set(characters))


@pytest.mark.parametrize("row", [*LETTERS, *DROPPED], ids=lambda row: row.reason)
def test_words_of_the_table_become_plain(row: Row) -> None:
    for folded in fold(row.word):
        assert all("\u0621" <= char <= "\u064a" and char != "\u0640" for char in folded)


def test_every_vowel_sign_of_pyarabic_is_dropped() -> None:
    for sign in (*araby.TASHKEEL, araby.TATWEEL, araby.MINI_ALEF):
        assert fold(f"كت{sign}اب") == ["كتاب"]


def test_every_plain_letter_of_pyarabic_begins_words() -> None:
    assert set(araby.ALPHABETIC_ORDER) <= set(ARABIC_LETTERS)


@given(st.text(st.characters() | st.characters(categories=["Cs"])))
def test_fold_is_idempotent(text: str) -> None:
    once = fold(text)
    assert [again for word in once for again in fold(word)] == once


def test_fold_is_idempotent_on_every_letter() -> None:
    for code in range(sys.maxunicode + 1):
        if (char := chr(code)).isalnum():
            for word in (once := fold(char)):
                assert fold(word) == [word], (hex(code), once)


@given(st.text(st.characters(categories=["L", "N", "M", "Cf", "Cs"])))
def test_terms_are_words(text: str) -> None:
    for word in fold(text):
        assert word
        assert all(char.isalnum() for char in word)


ARABIC = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ", min_size=2, max_size=12)


@given(ARABIC, st.sampled_from(MARKS + CONTROLS), st.data())
def test_marks_and_controls_inside_a_word_are_invisible(
    word: str, sign: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(1, len(word) - 1))
    if sign not in COMBINING_HAMZA:
        assert fold(word[:place] + sign + word[place:]) == fold(word)


def test_canonically_equal_spellings_are_one() -> None:
    for word in ("أحمد", "إلى", "آسيا", "مسؤول", "شئون"):
        assert fold(unicodedata.normalize("NFD", word)) == fold(word)

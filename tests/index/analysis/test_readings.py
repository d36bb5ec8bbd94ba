"""Dagger alef: (word with it; what it can be, the likeliest first)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Analyzer
from index.analysis.letters import CONTROLS, DAGGER_ALEF, MARKS
from index.analysis.readings import readings


@pytest.mark.parametrize(
    ("written", "expected", "reason"),
    [
        ("كتاب", "كتاب", "no sign, one reading"),
        ("كِتٰب", "كتاب كتب", "most words are printed with the alef"),
        ("السَّلٰم", "السلام السلم", "vowels stand beside it"),
        ("الرحمٰن", "الرحمن الرحمان", "printed without it, but seen with it"),
        ("هٰذا", "هذا", "never printed with it"),
        ("وَهٰذِهِ", "وهذه", "behind a clitic"),
        ("هـٰذا", "هذا", "on a tatweel"),
        ("لٰكنّ", "لكن", "never printed with it"),
        ("أولٰئك", "أولئك", "never printed with it"),
        ("إلٰه", "إله", "never printed with it"),
        ("اللّٰه", "الله", "never printed with it"),
        ("السمٰوٰت", "السماوات السماوت السموات السموت", "two signs, four readings"),
        ("مٰرٰسٰت", "ماراسات مرست", "three signs: all or none"),
        ("علىٰ", "على", "on a last ى it says nothing new"),
        ("عیسیٰ", "عیسی", "the same in Urdu"),
        ("التورىٰة", "التوراة التورىة", "ى is its seat"),
        ("هُدَىٰهم", "هداهم هدىهم", "ى is its seat before a pronoun"),
        ("الصلوٰة", "الصلاة الصلوة", "و is its seat before ة"),
        ("سمٰوات", "سماوات سموات", "و is a letter elsewhere"),
        ("قراٰن", "قران", "beside an alef"),
    ],
)
def test_readings(written: str, expected: str, reason: str) -> None:
    assert readings(written) == expected.split(), reason


def test_readings_share_offsets_and_place(analyzer: Analyzer) -> None:
    text = "ذٰلك الكِتٰب لا رَيب"
    tokens = analyzer.tokens(text)
    assert [(token.position, token.exact) for token in tokens] == [
        (0, "ذلك"),
        (1, "الكتاب"),
        (1, "الكتب"),
        (2, "لا"),
        (3, "ريب"),
    ]
    assert {text[token.start : token.end] for token in tokens if token.position == 1} == {"الكِتٰب"}


@given(st.text(st.sampled_from("ابتوىيةهنلأإآء1a" + DAGGER_ALEF * 3 + MARKS + CONTROLS)))
def test_few_readings_without_the_sign(written: str) -> None:
    found = readings(written)
    assert 1 <= len(found) <= 4
    assert len(found) == len(set(found))
    assert not any(DAGGER_ALEF in reading for reading in found)

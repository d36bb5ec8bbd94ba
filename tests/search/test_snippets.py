from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import default_analyzer
from search.limits import Limits
from search.marking import Marker
from search.markup import to_text
from search.parser import parse
from search.results import Slice
from search.snippets import snippet

ANALYZER = default_analyzer()
FILLER = "يكتب الناس كلاما كثيرا عن أشياء شتى دون أن يبلغوا المقصود"


def marker(query: str) -> Marker:
    return Marker(parse(query, ANALYZER, Limits()), ANALYZER)


def passage(query: str, *texts: str, rarity: tuple[float, ...] = (1.0,) * 8) -> str:
    slices = snippet(texts, marker(query), rarity)
    return "".join(f"[{s.text}]" if s.marked else s.text for s in slices)


def sentences(count: int) -> str:
    return " ".join(f"{FILLER}." for _ in range(count))


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("نهر", "نهر النيل", "[نهر] النيل"),
        ("نيل", "بالنيل والنهر", "[بالنيل] والنهر"),
        ("القمر", "«القَمَرُ»، نعم", "«[القَمَرُ]»، نعم"),
        ('"نهر النيل"', "نهر والنيل ونهر النيل", "نهر والنيل ونهر النيل"),
        ('"نهر النيل"', "النيل نهر، نهر النيل", "النيل نهر، [نهر] [النيل]"),
        ('"نهر نهر"', "نهر بحر نهر نهر نهر", "نهر بحر [نهر] [نهر] [نهر]"),
        ('"النيل"', "نيل النيل بالنيل", "نيل [النيل] بالنيل"),
        ("في القمر", "في القمر", "في [القمر]"),
        ("في", "في القمر", "[في] القمر"),
        ("ﷺ", "محمد ﷺ نبي", "محمد [ﷺ] نبي"),
        ("", "نهر النيل", "نهر النيل"),
        ("نهر", "", ""),
    ],
)
def test_marks(query: str, text: str, marked: str) -> None:
    slices = marker(query).mark(text)
    assert "".join(f"[{s.text}]" if s.marked else s.text for s in slices) == marked


def test_a_sentence_that_answers_is_shown_from_its_beginning() -> None:
    text = f"{sentences(8)} يقع البركان الكبير قرب البحر. {sentences(8)}"
    shown = passage("البركان", text)
    assert shown.startswith("… يقع [البركان] الكبير قرب البحر. ")
    assert shown.endswith(" …")
    assert 35 <= len(ANALYZER.tokens(shown)) <= 45


def test_a_passage_at_the_end_is_filled_from_before() -> None:
    shown = passage("البركان", f"{sentences(8)} ثار البركان.")
    assert shown.startswith("… يكتب")
    assert 35 <= len(ANALYZER.tokens(shown)) <= 45


def test_a_long_sentence_is_shown_from_a_little_before_the_match() -> None:
    shown = passage("البركان", f"{(FILLER + ' ') * 5} البركان {(FILLER + ' ') * 5}")
    before, _, _ = shown.partition("[البركان]")
    assert len(ANALYZER.tokens(before)) == 5


def test_words_together_beat_one_word_repeated() -> None:
    text = f"بركان بركان بركان. {sentences(8)} هنا بركان زلزال. {sentences(8)}"
    assert "[زلزال]" in passage("بركان زلزال", text)


def test_a_rare_word_beats_a_frequent_one() -> None:
    text = f"بركان هنا. {sentences(8)} زلزال هنا. {sentences(8)}"
    assert "[زلزال]" in passage("بركان زلزال", text, rarity=(1.0, 5.0))
    assert "[بركان]" in passage("بركان زلزال", text, rarity=(5.0, 1.0))


def test_the_exact_form_beats_the_stem() -> None:
    text = f"والبركان هنا. {sentences(8)} بركان هنا. {sentences(8)}"
    assert passage("بركان", text).startswith("… [بركان] هنا.")


def test_words_side_by_side_beat_words_apart() -> None:
    text = f"بركان {FILLER} زلزال. {sentences(8)} بركان زلزال. {sentences(8)}"
    assert "[بركان] [زلزال]" in passage("بركان زلزال", text)


def test_a_passage_never_crosses_from_lead_to_body() -> None:
    assert passage("بركان", "ملخص فيه بركان", "متن فيه زلزال") == "ملخص فيه [بركان]"


def test_nothing_found_shows_the_lead() -> None:
    assert passage("بركان", "ملخص قصير.", "متن") == "ملخص قصير."
    assert passage("بركان", "", "متن قصير.") == "متن قصير."
    assert passage("بركان", "", "  ") == ""


def test_a_match_far_into_a_long_article_is_found() -> None:
    assert "[البركان]" in passage("البركان", f"{sentences(2000)} وثار البركان أمس.")


def test_a_line_of_dots_takes_no_longer_than_words() -> None:
    started = process_time()
    assert "[البركان]" in passage("البركان", f"البركان {'.' * 19_000}٣")
    # Reading on from each dot took four seconds.
    assert process_time() - started < 1


def test_of_equal_passages_one_that_begins_with_a_sentence_is_shown() -> None:
    text = f"{(FILLER + ' ') * 5} بركان {(FILLER + ' ') * 5}. هنا بركان. {sentences(8)}"
    assert passage("بركان", text).startswith("… هنا [بركان].")


def test_quotation_marks_around_a_passage_stay() -> None:
    text = f"{sentences(8)} «بركان» ثار «أمس». {sentences(8)}"
    assert passage("بركان", text).startswith("… «[بركان]» ثار «أمس». ")


@pytest.mark.parametrize(
    "text",
    ["ا" * 100_000, "بركان" + "!" * 100_000 + "نهر", "بركان " + "ب" * 100_000, ". " * 100_000],
    ids=["one word", "one mark", "a word behind", "no word"],
)
def test_a_passage_is_never_long(text: str) -> None:
    assert len(passage("بركان", text)) < 700


ALPHABET = st.sampled_from([*'نهر.؟«»"ـَ \n\u200f', "ﷺ", "النيل", " نهر ", "؟ ", "لا", "\U0001f600"])
TEXTS = st.text() | st.lists(ALPHABET, max_size=200).map("".join)


@given(TEXTS)
def test_slices_join_to_the_text_and_marks_are_whole_words(text: str) -> None:
    slices = marker('نهر النيل "نهر النيل"').mark(text)
    assert to_text(slices) == text
    spans = {(token.start, token.end) for token in ANALYZER.tokens(text)}
    start = 0
    for part, is_marked in slices:
        assert part
        if is_marked:
            assert (start, start + len(part)) in spans
        start += len(part)


@given(TEXTS, TEXTS)
def test_a_passage_is_a_run_of_the_text(lead: str, body: str) -> None:
    slices = snippet((lead, body), marker("نهر النيل"), (1.0, 1.0))
    middle = [s for s in slices if s not in (Slice("… ", False), Slice(" …", False))]
    assert to_text(middle) in lead or to_text(middle) in body
    known = {part[t.start : t.end] for part in (lead, body) for t in ANALYZER.tokens(part)}
    assert {s.text for s in middle if s.marked} <= known
    assert len(ANALYZER.tokens(to_text(middle))) <= 45 * 4  # ﷺ is one written word of four
    if any(s.marked for s in marker("نهر النيل").mark(lead)):
        assert any(s.marked for s in slices)

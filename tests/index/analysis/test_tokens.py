"""Where words are, and what the analyzer makes of texts as a whole."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Analyzer
from index.analysis.analyzer import TERM_LETTERS
from index.analysis.fold import fold
from index.analysis.letters import COMBINING_HAMZA, CONTROLS, DAGGER_ALEF, MARKS
from index.analysis.readings import readings

ANYTHING = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs"]),
        st.sampled_from("ابكلوفة ىأ٢,٬0123ﷺـ" + MARKS + CONTROLS),
    )
)


def written(analyzer: Analyzer, text: str) -> list[str]:
    return [text[token.start : token.end] for token in analyzer.tokens(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("الوزير، والوزير!", ["الوزير", "والوزير"]),
        ("٠٦:٤٧", ["٠٦", "٤٧"]),
        ("31/1/2024", ["31", "1", "2024"]),
        ("٢٬٠٠٠ جندي", ["٢٬٠٠٠", "جندي"]),
        ("2,000 جندي", ["2,000", "جندي"]),
        ("1,2,3", ["1", "2", "3"]),
        ("12,34", ["12", "34"]),
        ("2024,2025", ["2024", "2025"]),
        ("1234,567", ["1234", "567"]),
        ("1,234,5", ["1", "234", "5"]),
        ("عام 2024م", ["عام", "2024", "م"]),
        ("الـiPhone", ["الـ", "iPhone"]),
        ("كوفيد-19", ["كوفيد", "19"]),
        ("F16 covid19", ["F16", "covid19"]),
        ("اسم_ملف", ["اسم", "ملف"]),
        ("\u200fكتاب\u200f.", ["كتاب"]),
        ("\u202bكتاب\u202c", ["كتاب"]),
        ("كِتَابٌ جديدٌ", ["كِتَابٌ", "جديدٌ"]),
        ("«طوفان الأقصى»", ["طوفان", "الأقصى"]),
        ("ــــ", []),
        ("ﷺ", ["ﷺ"] * 4),
        ("a\u0301b", ["a\u0301b"]),
    ],
)
def test_words(analyzer: Analyzer, text: str, words: list[str]) -> None:
    assert written(analyzer, text) == words


def test_positions_are_adjacent(analyzer: Analyzer) -> None:
    tokens = analyzer.tokens("قال النبي ﷺ. ـــ ثم قال")
    assert [token.position for token in tokens] == list(range(8))
    assert [token.exact for token in tokens[2:6]] == ["صلي", "الله", "عليه", "وسلم"]
    assert len({(token.start, token.end) for token in tokens[2:6]}) == 1


@given(ANYTHING)
def test_offsets(analyzer: Analyzer, text: str) -> None:
    tokens = analyzer.tokens(text)
    last = position = -1
    for token in tokens:
        # Readings of one word share its place; otherwise adjacent words differ by one.
        assert token.position in (position, position + 1)
        assert max(last, 0) <= token.start < token.end <= len(text)
        if token.position == position:
            assert token.start == last
            assert DAGGER_ALEF in text[token.start : token.end]
        last, position = token.start, token.position
    by_word = dict.fromkeys((token.start, token.end) for token in tokens)
    for start, end in by_word:
        # The slice is the written word: all its terms come from it, and nothing else does.
        found = [token.exact for token in tokens if (token.start, token.end) == (start, end)]
        written = readings(text[start:end])
        assert set(found) == {
            term[:TERM_LETTERS] for reading in written for term in fold(reading)[:16]
        }
        if len(written) == 1:
            assert found == [term[:TERM_LETTERS] for term in fold(written[0])[:16]]


@given(ANYTHING)
def test_terms(analyzer: Analyzer, text: str) -> None:
    for token in analyzer.tokens(text):
        for term in (token.exact, token.stem):
            assert term
            assert term.isalnum()
            assert len(term) <= TERM_LETTERS


@given(ANYTHING)
def test_explain_tells_what_tokens_does(analyzer: Analyzer, text: str) -> None:
    tokens = [(t.start, t.end, t.exact, t.stem) for t in analyzer.tokens(text)]
    traces = analyzer.explain(text)
    assert [(t.start, t.end, t.exact, t.stem) for t in traces] == tokens
    for trace in traces:
        assert trace.written == text[trace.start : trace.end]


WORD = st.text("ابتجحدرسعفقكلمنهويىةأإآؤئ", min_size=2, max_size=10)


@given(WORD, st.sampled_from(MARKS + CONTROLS), st.data())
def test_what_cannot_be_seen_changes_no_term(
    analyzer: Analyzer, word: str, sign: str, data: st.DataObject
) -> None:
    if sign in COMBINING_HAMZA + DAGGER_ALEF:
        return
    place = data.draw(st.integers(1, len(word) - 1))
    (plain,) = analyzer.tokens(word)
    (signed,) = analyzer.tokens(word[:place] + sign + word[place:])
    assert (signed.exact, signed.stem) == (plain.exact, plain.stem)
    assert signed.end == len(word) + 1


def test_repeated_analysis_is_the_same(analyzer: Analyzer) -> None:
    text = "وقال الوزير ﷺ للجنة"
    assert analyzer.tokens(text) == analyzer.tokens(text)


def test_long_words_are_cut(analyzer: Analyzer) -> None:
    text = "ب" * 100_000
    (token,) = analyzer.tokens(text)
    assert (token.start, token.end, token.exact) == (0, 100_000, "ب" * TERM_LETTERS)


@pytest.mark.parametrize(
    "text",
    [
        "1,234" * 60_000,
        "1,234," * 60_000,
        "1\u200f" * 100_000,
        "ا\u200f\u200f" * 100_000,
        "ا" + "\u200f" * 300_000,
        "\u064b" * 300_000,
        "ﷺ" * 100_000,
        "a\u0301" * 100_000,
        "ك\u0670" * 100_000,
        "ك\u0670 " * 50_000,
        "وللبكال" * 50_000,
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_hostile_texts_take_linear_time(analyzer: Analyzer, text: str) -> None:
    started = time.perf_counter()
    analyzer.tokens(text)
    assert time.perf_counter() - started < 3

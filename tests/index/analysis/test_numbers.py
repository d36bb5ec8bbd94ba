"""Number words: (words and their digits; words that are no numbers)."""

from __future__ import annotations

import pytest
from pyarabic.number_const import NUMBER_WORDS

from index.analysis import Analyzer
from index.analysis.numbers import NUMBERS
from tests.index.analysis.conftest import stem


@pytest.mark.parametrize("word", NUMBERS)
def test_every_word_has_its_digits(analyzer: Analyzer, word: str) -> None:
    assert stem(analyzer, word) == stem(analyzer, NUMBERS[word]) == NUMBERS[word]


@pytest.mark.parametrize(
    ("form", "digits"),
    [
        ("والخمسة", "5"),
        ("بسبعة", "7"),
        ("لثلاثين", "30"),
        ("وعشرون", "20"),
        ("والعشرين", "20"),
        ("فستة", "6"),
        ("وست", "6"),
        ("بألف", "1000"),
        ("وألفين", "2000"),
        ("آلاف", "1000"),
        ("ومئة", "100"),
        ("خَمْسَةٌ", "5"),
        ("خمسه", "5"),
        ("٥", "5"),
        ("۵", "5"),
        ("واحداً", "1"),
        ("وأربعمائة", "400"),
    ],
)
def test_forms_of_a_number(analyzer: Analyzer, form: str, digits: str) -> None:
    assert stem(analyzer, form) == digits


@pytest.mark.parametrize(
    ("word", "digits", "reason"),
    [
        ("الاثنين", "2", "Monday"),
        ("والإثنين", "2", "Monday"),
        ("الثلاثاء", "3", "Tuesday"),
        ("الأربعاء", "4", "Wednesday"),
        ("الخميس", "5", "Thursday"),
        ("الأحد", "1", "Sunday"),
        ("أحد", "1", "one of, anybody"),
        ("إحدى", "1", "one of"),
        ("صفر", "0", "also a month"),
        ("عشر", "10", "a part of eleven to nineteen: التاسع عشر"),
        ("عشرين", "10", "twenty"),
        ("بالمئة", "100", "per cent"),
        ("المائة", "100", "per cent: في المائة"),
        ("لست", "6", "I am not"),
        ("سبعون", "7", "seventy"),
        ("الخامس", "5", "an ordinal"),
        ("مليون", "1000000", "it counts what stands before it"),
        ("سبيل", "7", "a way"),
        ("خمسين", "5", "fifty"),
    ],
)
def test_words_that_are_another_number_or_none(
    analyzer: Analyzer, word: str, digits: str, reason: str
) -> None:
    assert stem(analyzer, word) != digits, reason


def test_exact_view_keeps_word_and_digits_apart(analyzer: Analyzer) -> None:
    word, feminine, digits = analyzer.tokens("خمسة خمس 5")
    assert len({word.exact, feminine.exact, digits.exact}) == 3


@pytest.mark.parametrize(
    ("word", "number"),
    [("ثلاثة", 3), ("ثماني", 8), ("عشرين", 20), ("مائة", 100), ("سبعمائة", 700), ("ألفين", 2000)],
)
def test_what_is_taken_from_pyarabic(word: str, number: int) -> None:
    # The table came from another project: a release that changes it has to be seen.
    assert NUMBER_WORDS[word] == number

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.bounds import word_bounds
from index.analysis.tokens import split_phrase

LETTERS = st.text(st.sampled_from("ابكتمهٔـًٌٰ12٣,٬،.·_aéẌ\u0301\u200c\ud800\n \u00a0A𝒜ﷺ"), max_size=20)


@pytest.fixture(autouse=True)
def _no_text_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.analysis.bounds._SHORT", 0)


def spans(text: str) -> list[tuple[int, int]]:
    parts = split_phrase(text)
    bounds = list(accumulate(map(len, parts)))
    return list(zip(bounds[:-1:2], bounds[1::2], strict=True))


@given(st.text(st.characters()) | LETTERS)
def test_bounds_are_those_of_the_pattern(text: str) -> None:
    bounds = word_bounds(text)
    if bounds is not None:
        assert list(zip(bounds.starts, bounds.ends, strict=True)) == spans(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "نهر",
        "«القَمَرُ»، نعم",
        "شكراً جداً",
        "ــ نهــر ــ",
        "عام 2024م، في ١٢ من مايو",
        "الـiPhone الجديد",
        "كانون الثاني",
        "snake_case, e.g. 3.5",
        "ً",
        "،,٬",
    ],
)
def test_texts_of_newspapers_are_read(text: str) -> None:
    bounds = word_bounds(text)
    assert bounds is not None
    assert list(zip(bounds.starts, bounds.ends, strict=True)) == spans(text)


@pytest.mark.parametrize(
    "text", ["1,200 ريال", "3,5", "كتا\u200cب", "كتاب\u200f", "cafe\u0301", "𝒜", "\ud800"]
)
def test_a_rare_character_is_left_to_the_pattern(text: str) -> None:
    assert word_bounds(text) is None


def test_short_texts_are_left_to_the_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert word_bounds("1,200 ريال") == ([0, 6], [5, 10])

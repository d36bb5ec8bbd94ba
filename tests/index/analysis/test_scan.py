"""The scan finds what the patterns find, and grams of many terms are those of each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.analysis.grams import gram_table, grams
from index.analysis.letters import COMBINING_HAMZA, CONTROLS, DAGGER_ALEF, MARKS
from index.analysis.scan import Items, phrase_parts, scan
from index.analysis.tokens import split_words

_PIECES = st.sampled_from(
    [
        *"كتبوذأىآ٣٢۵15aZé_ \u00a0\n.,٬،:-()",
        *MARKS[:6],
        *COMBINING_HAMZA,
        DAGGER_ALEF,
        *CONTROLS[:8],
        "\u0301",
        "𝐀",
        "😀",
        "\ud800",
        "ﷺ",
        "كانون",
        "ذو",
        "وتشرين",
        "الثاني",
        "القعدة",
        "may",
        "ماي",
        "1,234",
        "٢٠٢٤",
        "كتاب",
        "س" * 70,
    ]
)


class _Numbers:
    def __init__(self) -> None:
        self.words: list[str] = []

    def number(self, items: Items) -> NDArray[np.uint32]:
        if not len(items.starts):
            return np.zeros(0, np.uint32)
        self.words += items.written(np.arange(len(items.starts)))
        return np.arange(len(self.words) - len(items.starts), len(self.words), dtype=np.uint32)

    def phrases(self, numbers: NDArray[np.uint32]) -> NDArray[np.bool_]:
        firsts, seconds = phrase_parts([self.words[number] for number in numbers.tolist()])
        told: NDArray[np.bool_] = (np.array(firsts[:-1], int) & np.array(seconds[1:], int)) != 0
        return told


def _scanned(texts: list[str]) -> list[list[str]]:
    known = _Numbers()
    numbers, counts = scan(texts, known.number, known.phrases)
    parts = np.split(numbers, np.cumsum(counts)[:-1])
    return [[known.words[number] for number in part.tolist()] for part in parts]


@given(st.lists(st.one_of(st.lists(_PIECES).map("".join), st.text()), min_size=1, max_size=4))
def test_any_texts_are_split_as_by_the_patterns(texts: list[str]) -> None:
    assert _scanned(texts) == [split_words(text)[1::2] for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "في ١٥ كانون الثاني ٢٠٢٤",
        "قال عبد الله بن عبد العزيز_ ولعبد ربه: أبو ظبي",
        "كانون الثاني_",
        "ذو القعدة، ذي\u00a0الحجة",
        "15 ماي 2015",
        "1,234,567 دينار و2,5 و٣٬٠٠٠",
        "ال\u200fكتاب وعربيـabc م2024",
        "مُدَرِّسَة e\u0301t",
        "كانون\nالثاني",
        "س" * 65 + " كتاب",
    ],
)
def test_what_a_table_cannot_tell(text: str) -> None:
    assert _scanned([text, text]) == [split_words(text)[1::2]] * 2


@given(st.lists(st.one_of(st.text("كتابaء", min_size=1), st.text(min_size=1)), max_size=6))
def test_grams_of_many_terms(terms: list[str]) -> None:
    terms = list(dict.fromkeys(term for term in terms if "\0" not in term))
    names, counts, numbers = gram_table(terms)
    found = np.split(numbers, np.cumsum(counts)[:-1]) if terms else []
    assert [tuple(names[n] for n in part.tolist()) for part in found] == list(map(grams, terms))
    assert len(set(names)) == len(names)

"""Phrases, beside reading every document word by word."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.bits import Int64s, UInt32s
from index.columnar.impacts import Coded
from index.columnar.phrase import Word, phrase_docs
from index.columnar.textfield import TextField

# The positions of a word by document.
Places = dict[int, set[int]]


class _Field:
    """Stand in for a field: only positions are asked for."""

    def __init__(self, words: list[Places], bits: int) -> None:
        self._words = words
        self._bits = bits
        self.lengths = np.broadcast_to(np.uint8(0), 2**29)

    def position_bits(self, term: int) -> int:
        return max(self._bits, max(map(max, self._words[term].values())).bit_length())

    def positions_at(self, term: int, places: Int64s, occurrences: int) -> UInt32s:
        places_of = self._words[term]
        every = [place for doc in sorted(places_of) for place in sorted(places_of[doc])]
        assert occurrences == len(every)
        return np.array(every, np.uint32)[places]


def _word(term: int, places: Places) -> Word:
    docs = sorted(places)
    freqs = np.array([len(places[doc]) for doc in docs], np.uint16)
    few = np.zeros(0, np.int64)
    coded = Coded(np.array(docs, np.uint32), freqs << np.uint16(8), few, few.astype(np.uint32))
    return Word(term, coded)


def _docs(
    words: list[Places], slop: int, among: list[int] | None = None, bits: int = 0
) -> list[int]:
    chosen = None if among is None else np.array(among, np.uint32)
    field = cast(TextField, _Field(words, bits))
    said = [_word(term, places) for term, places in enumerate(words)]
    docs, places = phrase_docs(field, said, slop, lambda: True, chosen)
    for word, each in zip(said, places, strict=True):
        assert word.postings.docs[each].tolist() == docs.tolist()
    found: list[int] = docs.tolist()
    return found


def _has(words: list[Places], doc: int, slop: int) -> bool:
    ends = words[0].get(doc, set())
    for word in words[1:]:
        ends = {p for p in word.get(doc, set()) if any(0 < p - end <= slop for end in ends)}
    return bool(ends)


def _places(last_doc: int, last_place: int) -> st.SearchStrategy[Places]:
    places = st.sets(st.integers(0, last_place), min_size=1, max_size=6)
    return st.dictionaries(st.integers(0, last_doc), places, min_size=1, max_size=40)


# Few documents and places, so that words meet; and documents of great numbers.
_WORDS = st.lists(_places(12, 9), min_size=1, max_size=4) | st.lists(
    _places(3, 5).map(lambda found: {doc + 2**28: places for doc, places in found.items()}),
    min_size=1,
    max_size=3,
)


@given(_WORDS, st.integers(0, 4), st.sampled_from([0, 31]))
def test_words_one_behind_the_other(words: list[Places], slop: int, bits: int) -> None:
    everything = sorted(set().union(*words))
    assert _docs(words, slop, bits=bits) == [doc for doc in everything if _has(words, doc, slop)]


@given(st.lists(_places(12, 9), min_size=2, max_size=3), st.sets(st.integers(0, 12)))
def test_only_among_some_documents(words: list[Places], among: set[int]) -> None:
    wanted = [doc for doc in sorted(among) if _has(words, doc, 1)]
    assert _docs(words, 1, sorted(among)) == wanted


@pytest.mark.parametrize("slop", [1, 2**40])
def test_a_rare_word_beside_a_frequent_one(slop: int) -> None:
    rare = {500: {3}, 777: {9}}
    frequent = {doc: {0, 4, 8} for doc in range(1_000)}
    assert _docs([rare, frequent], slop) == [500]
    assert _docs([frequent, rare], slop) == ([777] if slop == 1 else [500, 777])


def test_the_last_word_of_a_text_is_not_before_the_next_text() -> None:
    assert _docs([{1: {7}}, {2: {0}}], 1) == []
    assert _docs([{1: {7}}, {2: {0}}], 9) == []


def test_no_time_for_another_word() -> None:
    words = [{1: {0}}, {1: {1}}]
    field = cast(TextField, _Field(words, 0))
    said = [_word(term, places) for term, places in enumerate(words)]
    assert phrase_docs(field, said, 1, lambda: False).docs.tolist() == []


def test_words_in_many_documents() -> None:
    rng = np.random.default_rng(2)
    words = [
        {doc: set(rng.integers(0, 40, rng.integers(1, 9)).tolist()) for doc in docs.tolist()}
        for docs in (np.arange(0, 900), np.arange(100, 1_000), np.arange(0, 1_000, 2))
    ]
    assert _docs(words[:2], 1) == [doc for doc in range(1_000) if _has(words[:2], doc, 1)]
    assert _docs(words, 2) == [doc for doc in range(1_000) if _has(words, doc, 2)]
    assert _docs([words[0], words[0]], 1) == [
        doc for doc in range(1_000) if _has([words[0], words[0]], doc, 1)
    ]

from __future__ import annotations

from random import Random
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.additions import Additions
from index.columnar.bits import Int64s, UInt8s, UInt32s
from index.columnar.impacts import Coded, Impacts, PostingCache, encode, encode_all, encode_some
from index.columnar.matches import Matches, bm25
from index.columnar.textfield import LENGTHS, TextField

DOCUMENTS = 12
K1, B, AVERAGE = 1.2, 0.75, 9.5

Frequencies = list[dict[int, int]]
# Some frequencies are greater than a byte holds.
FREQUENCIES: st.SearchStrategy[Frequencies] = st.lists(
    st.dictionaries(st.integers(0, DOCUMENTS - 1), st.integers(1, 400), min_size=1),
    min_size=1,
    max_size=4,
)


class Field:
    """Answers as a text field does."""

    def __init__(self, terms: Frequencies) -> None:
        self._terms = [dict(sorted(term.items())) for term in terms]
        self.lengths: UInt8s = np.arange(DOCUMENTS, dtype=np.uint8) * np.uint8(9)

    def docs(self, term: int) -> UInt32s:
        return np.array(list(self._terms[term]), np.uint32)

    def freqs(self, term: int) -> UInt32s:
        return np.array(list(self._terms[term].values()), np.uint32)

    def some_freqs(self, terms: Int64s, counts: Int64s, places: Int64s) -> UInt32s:
        ends = counts.cumsum()[:-1]
        chosen = zip(terms.tolist(), np.split(places, ends), strict=True)
        return np.concatenate([self.freqs(term).take(some) for term, some in chosen])

    def repeat_bits(self, term: int) -> int:
        return int(self.freqs(term).max() - 1).bit_length()

    def documents(self, terms: Int64s) -> tuple[UInt32s, UInt32s]:
        parts = [self.docs(term) for term in terms.tolist()]
        return np.array(list(map(len, parts)), np.uint32), np.concatenate(parts)

    def frequencies(self, terms: Int64s) -> UInt32s:
        return np.concatenate([self.freqs(term) for term in terms.tolist()])


@given(FREQUENCIES)
def test_impacts_are_those_of_bm25(terms: Frequencies) -> None:
    field = cast(TextField, Field(terms))
    impacts = Impacts(K1, B, AVERAGE)
    for term, together in enumerate(encode_all(field, range(len(terms)))):
        coded = encode(field, term)
        assert together.docs.tolist() == coded.docs.tolist()
        assert together.frequencies().tolist() == coded.frequencies().tolist()
        assert coded.frequencies().tolist() == field.freqs(term).tolist()
        lengths = LENGTHS[field.lengths[coded.docs]]
        norms = (K1 * (1 - B + B * lengths / AVERAGE)).astype(np.float64)
        expected = bm25(field.freqs(term), norms, 1.0)
        assert impacts.of(coded) == pytest.approx(expected)
        some = np.arange(len(coded.docs))[::2]
        assert impacts.at(coded, some) == pytest.approx(expected[some])


@given(FREQUENCIES, st.randoms(use_true_random=False))
def test_some_postings_of_several_terms(terms: Frequencies, chance: Random) -> None:
    field = cast(TextField, Field(terms))
    numbers = list(range(len(terms)))
    chance.shuffle(numbers)
    places = [np.flatnonzero(field.docs(term) % 2) for term in numbers]
    docs = np.concatenate([field.docs(n).take(p) for n, p in zip(numbers, places, strict=True)])
    some = encode_some(field, numbers, list(map(len, places)), docs, np.concatenate(places))
    assert some.docs is docs
    assert some.frequencies().tolist() == [
        freq
        for term, chosen in zip(numbers, places, strict=True)
        for freq in encode(field, term).frequencies().take(chosen).tolist()
    ]


@given(FREQUENCIES, st.sets(st.integers(0, DOCUMENTS - 1)))
def test_only_wanted_documents_get_additions(terms: Frequencies, wanted: set[int]) -> None:
    field = cast(TextField, Field(terms))
    docs = np.array(sorted(wanted), np.uint32)
    added = Additions(docs, DOCUMENTS)
    expected = np.zeros(DOCUMENTS)
    for term in range(len(terms)):
        found, scores = field.docs(term), field.freqs(term) / 2
        mine, theirs = added.places(found)
        added.add(mine, scores[theirs])
        added.add_matches(Matches(found, scores))
        expected[found] += 2 * scores
    assert added.sums() == pytest.approx(expected[docs])


def test_few_documents_are_found_among_many() -> None:
    many = np.arange(0, 2000, 2, dtype=np.uint32)
    added = Additions(np.array([3, 4, 1998, 1999], np.uint32), 2000)
    mine, theirs = added.places(many)
    assert mine.tolist() == [1, 2]
    assert many[theirs].tolist() == [4, 1998]
    added.add(mine, np.array([1.0, 2.0]))
    assert added.sums().tolist() == [0.0, 1.0, 2.0, 0.0]


def test_the_cache_keeps_what_was_asked_for_last() -> None:
    coded = encode(cast(TextField, Field([{0: 1, 1: 2}])), 0)
    cache: PostingCache[Coded] = PostingCache(1200)
    cache.put("a", coded)
    cache.put("b", coded)
    assert cache.get("a") is coded
    cache.put("c", coded)
    assert "a" in cache
    assert "b" not in cache
    cache.clear()
    assert cache.get("a") is None

"""Places of short terms, beside reading every document word by word."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.bits import UInt32s
from index.columnar.impacts import Coded
from index.columnar.occurrences import docs_side_by_side, occurrences
from index.columnar.textfield import TextField

# The positions of a word by document, ascending; one may come twice.
Places = dict[int, list[int]]

_DOCUMENTS = 13
_LAST = 9


class _Field:
    """Stand in for a field of one word."""

    def __init__(self, places: Places, documents: int, bits: int) -> None:
        self._places = places
        self.lengths = np.broadcast_to(np.uint8(0), documents)
        self.place_bits = bits

    def positions(self, term: int) -> UInt32s:
        every = [place for doc in sorted(self._places) for place in self._places[doc]]
        return np.array(every, np.uint32)


def _coded(places: Places) -> Coded:
    docs = sorted(places)
    freqs = np.array([len(places[doc]) for doc in docs], np.uint16)
    none = np.zeros(0, np.int64)
    return Coded(np.array(docs, np.uint32), freqs << np.uint16(8), none, none.astype(np.uint32))


def _docs(words: list[Places], documents: int, bits: int) -> list[int]:
    keys = [
        occurrences(cast(TextField, _Field(places, documents, bits)), 0, _coded(places))
        for places in words
    ]
    found: list[int] = docs_side_by_side(keys, bits, lambda: True).tolist()
    return found


def _has(words: list[Places], doc: int) -> bool:
    return any(
        all(first + number in word.get(doc, ()) for number, word in enumerate(words))
        for first in words[0].get(doc, ())
    )


_places = st.dictionaries(
    st.integers(0, _DOCUMENTS - 1),
    st.lists(st.integers(0, _LAST), min_size=1, max_size=6).map(sorted),
    min_size=1,
    max_size=40,
)


@given(st.lists(_places, min_size=1, max_size=4), st.sampled_from([5, 31]))
def test_words_side_by_side(words: list[Places], bits: int) -> None:
    assert _docs(words, _DOCUMENTS, bits) == [doc for doc in range(_DOCUMENTS) if _has(words, doc)]


def test_the_last_place_of_a_text_is_not_before_the_next_text() -> None:
    # Fifteen is the greatest position of four bits: the place behind it needs the fifth.
    assert _docs([{1: [15]}, {2: [0]}], 3, 5) == []


@pytest.mark.parametrize(("documents", "wide"), [(2**26, False), (2**27, True)])
def test_keys_are_as_wide_as_they_must(documents: int, *, wide: bool) -> None:
    places = {documents - 1: [30]}
    field = cast(TextField, _Field(places, documents, 5))
    (keys,) = occurrences(field, 0, _coded(places))
    assert keys.dtype == (np.uint64 if wide else np.uint32)
    assert keys.tolist() == [(documents - 1) * 32 + 30]

"""Impacts: what each posting of a term adds to a score, beside the weight of the term."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from itertools import pairwise
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import Int64s, UInt32s
from index.columnar.matches import Float64s
from index.columnar.textfield import LENGTHS, TextField

__all__ = ["Coded", "Impacts", "PostingCache", "encode", "encode_all", "encode_some"]

_MOST_CODED = 255
"""A greater frequency is kept beside the code."""

_FEW_BITS = 7
"""Where frequencies less one have no more bits, none is greater than `_MOST_CODED`."""

_NO_PLACES: Int64s = np.zeros(0, np.int64)
_NO_FREQS: UInt32s = np.zeros(0, np.uint32)

_BYTE = np.array(8, np.uint16)

_ENTRY_BYTES = 500
"""What an entry of the cache takes beside its arrays."""


class Coded(NamedTuple):
    """Hold the postings of one term, unpacked: six bytes each.

    Args:
        docs: The documents, ascending.
        codes: For each the frequency in the high byte, the code of the length in the low one.
        places: Which of them have a frequency that no byte holds.
        freqs: The frequency of each of those.
    """

    docs: UInt32s
    codes: NDArray[np.uint16]
    places: Int64s
    freqs: UInt32s

    def frequencies(self) -> UInt32s:
        """Return how often each document has the term."""
        freqs = (self.codes >> np.uint16(8)).astype(np.uint32)
        freqs[self.places] = self.freqs
        return freqs


def encode(field: TextField, term: int) -> Coded:
    """Return the postings of a term.

    Args:
        field: The field.
        term: The number of the term.

    Raises:
        IndexDamaged: They are not what was written.
    """
    docs, freqs = field.docs(term), field.freqs(term)
    if field.repeat_bits(term) <= _FEW_BITS:
        return Coded(docs, _codes(field, docs, freqs), _NO_PLACES, _NO_FREQS)
    return _coded(field, docs, freqs)


def encode_some(
    field: TextField, terms: Sequence[int], counts: Sequence[int], docs: UInt32s, places: Int64s
) -> Coded:
    """Return some of the postings of several terms, one term after the other.

    Args:
        field: The field.
        terms: The numbers of the terms.
        counts: How many postings of each.
        docs: The documents of these postings.
        places: Which of all postings of its term each is.

    Raises:
        IndexDamaged: They are not what was written.
    """
    freqs = field.some_freqs(np.array(terms, np.int64), np.array(counts, np.int64), places)
    return _coded(field, docs, freqs)


def encode_all(field: TextField, terms: Sequence[int]) -> list[Coded]:
    """Return the postings of several terms, which takes less time than one after the other.

    Args:
        field: The field.
        terms: The numbers of the terms, ascending.

    Raises:
        IndexDamaged: They are not what was written.
    """
    numbers = np.array(terms, np.int64)
    counts, docs = field.documents(numbers)
    coded = _coded(field, docs, field.frequencies(numbers))
    if len(coded.places):
        return [encode(field, term) for term in terms]
    ends = np.cumsum(counts).tolist()
    # Copies, so that what is kept of one term does not keep the others.
    return [
        Coded(coded.docs[a:b].copy(), coded.codes[a:b].copy(), coded.places, coded.freqs)
        for a, b in pairwise([0, *ends])
    ]


def _coded(field: TextField, docs: UInt32s, freqs: UInt32s) -> Coded:
    places = np.flatnonzero(freqs > _MOST_CODED)
    codes = _codes(field, docs, np.minimum(freqs, _MOST_CODED) if len(places) else freqs)
    return Coded(docs, codes, places, freqs[places])


def _codes(field: TextField, docs: UInt32s, freqs: UInt32s) -> NDArray[np.uint16]:
    codes = freqs.astype(np.uint16)
    codes <<= _BYTE
    codes |= field.lengths.take(docs)
    return codes


class Impacts:
    """Give the impact of postings in one field: f / (f + norm), the part of BM25 without idf.

    There are few frequencies and 256 lengths, so impacts are looked up instead of worked out.

    Args:
        k1: How soon repeating a term stops counting.
        b: How much the length of the field counts.
        average: How long the field is in the mean, in words.

    Attributes:
        norms: k₁·((1 - b) + b·l/l̄) of each of the 256 codes of lengths.
    """

    def __init__(self, k1: float, b: float, average: float) -> None:
        self.norms: Float64s = k1 * (1 - b + b * (LENGTHS.astype(np.float64) / average))
        freqs = np.arange(_MOST_CODED + 1, dtype=np.float64)[:, None]
        with np.errstate(invalid="ignore"):
            # Frequency 0 has no impact; where a norm is 0 too, nothing asks for it.
            self._table: Float64s = (freqs / (freqs + self.norms)).ravel()

    def of(self, coded: Coded) -> Float64s:
        """Return the impact of each posting of a term.

        Args:
            coded: The postings.
        """
        impacts = self._table.take(coded.codes)
        if len(coded.places):
            impacts[coded.places] = self._greater(coded, slice(None))
        return impacts

    def at(self, coded: Coded, places: Int64s) -> Float64s:
        """Return the impact of some postings of a term.

        Args:
            coded: The postings.
            places: Which of them, ascending.
        """
        impacts = self._table.take(coded.codes.take(places))
        if len(coded.places):
            _, mine, theirs = np.intersect1d(
                places, coded.places, assume_unique=True, return_indices=True
            )
            impacts[mine] = self._greater(coded, theirs)
        return impacts

    def _greater(self, coded: Coded, chosen: slice | Int64s) -> Float64s:
        freqs = coded.freqs[chosen]
        norms = self.norms[coded.codes[coded.places[chosen]] & np.uint16(255)]
        impacts: Float64s = freqs / (freqs + norms)
        return impacts


_T = TypeVar("_T", bound="tuple[NDArray[np.generic], ...]")


class PostingCache(Generic[_T]):
    """Keep the postings that were asked for last; any number of threads may share one.

    Args:
        most_bytes: What all of them may take.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._held: OrderedDict[Hashable, _T] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._held

    def get(self, key: Hashable) -> _T | None:
        """Return what is kept under a key, or None.

        Args:
            key: Names a term.
        """
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
            return held

    def put(self, key: Hashable, postings: _T) -> None:
        """Keep postings, and let go of those that were not asked for the longest.

        Args:
            key: Names the term.
            postings: Its postings, as arrays.
        """
        with self._lock:
            if key not in self._held:
                self._held[key] = postings
                self._bytes += _size(postings)
            while self._bytes > self._most:
                self._bytes -= _size(self._held.popitem(last=False)[1])

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._held.clear()
            self._bytes = 0


def _size(postings: tuple[NDArray[np.generic], ...]) -> int:
    return _ENTRY_BYTES + sum([array.nbytes for array in postings])

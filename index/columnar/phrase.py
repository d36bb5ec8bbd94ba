"""Phrases: the documents where words stand one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import UInt32s
from index.columnar.impacts import Coded
from index.columnar.textfield import TextField

__all__ = ["Word", "phrase_docs"]

Keys = NDArray[np.unsignedinteger]

_NOTHING = np.zeros(0, np.uint32)

_FARTHEST = 1 << 31
"""No text is longer, in words; so keys fit into 64 bits whatever is asked."""

_MUCH_RARER = 8
"""A word in so many times fewer documents says which documents of the other one are looked at."""


class Word(NamedTuple):
    """Hold the postings of one word of a phrase.

    Args:
        term: Its number.
        postings: Its documents, and how often it is in each.
    """

    term: int
    postings: Coded


def phrase_docs(
    field: TextField,
    words: Sequence[Word],
    slop: int,
    goes_on: Callable[[], bool],
    among: UInt32s | None = None,
) -> UInt32s:
    """Return the documents that have a phrase.

    Args:
        field: The field; it has positions.
        words: The words, in order.
        slop: How far each word may be behind the one before it; 1 is side by side.
        goes_on: Asked before each word but the first; where it says no, none is returned.
        among: Documents to look in, ascending; None is all.

    Returns:
        The documents, ascending. As in Whoosh, each distance counts from the word before, and
        no word may stand at the place of the one before.
    """
    lists = [word.postings.docs for word in words]
    if among is not None:
        lists.append(among)
    fewest, *others = sorted(lists, key=len)
    chosen = None
    # Two words of which neither is much rarer are compared at once: their documents would take
    # as long to compare as their places.
    if len(lists) != 2 or among is not None or len(fewest) * _MUCH_RARER < len(others[0]):
        chosen = reduce(_both, others, fewest)
        if not len(chosen):
            return chosen
    slop = min(slop, _FARTHEST)
    read: list[_Read] = []
    for word in words:
        if read and not goes_on():
            return _NOTHING
        read.append(_read(field, word, chosen))
    keys = _keys(read, slop)
    ends, bits = keys.of(read[0]), keys.bits
    for each in read[1:]:
        ends = _behind(ends, keys.of(each), slop)
    docs = (ends >> keys.dtype.type(bits)).astype(np.uint32)
    first = np.ones(len(docs), np.bool_)
    np.not_equal(docs[1:], docs[:-1], out=first[1:])
    docs = docs[first]
    # Words of which most places were wanted have been read whole.
    return docs if among is None else _both(docs, among)


def _both(few: UInt32s, many: UInt32s) -> UInt32s:
    """Return what is in both lists."""
    if len(few) * _MUCH_RARER < len(many):
        there: UInt32s = few[many.take(many.searchsorted(few), mode="clip") == few]
        return there
    numbers = np.concatenate((few, many))
    # In each part they ascend already, which this way of sorting makes use of.
    numbers.sort(kind="stable")
    twice: UInt32s = numbers[:-1][numbers[1:] == numbers[:-1]]
    return twice


class _Read(NamedTuple):
    """Hold where a word is.

    Args:
        docs: Documents that have it.
        freqs: How often each has it.
        positions: Its positions in all of them.
    """

    docs: UInt32s
    freqs: UInt32s
    positions: UInt32s


def _read(field: TextField, word: Word, among: UInt32s | None) -> _Read:
    """Read where a word is; with `among`, in these documents at least, which all have it."""
    docs, freqs = word.postings.docs, word.postings.frequencies()
    if among is None or len(among) * 2 > len(docs):
        positions = field.positions_at(word.term, None, int(freqs.sum(dtype=np.int64)))
        return _Read(docs, freqs, positions)
    chosen = docs.searchsorted(among)
    ends = freqs.cumsum(dtype=np.int64)
    occurrences = int(ends[-1])
    freqs = freqs.take(chosen)
    # Only the positions in these documents are unpacked.
    before = ends.take(chosen) - freqs.cumsum(dtype=np.int64)
    places = before.repeat(freqs)
    places += np.arange(len(places))
    return _Read(among, freqs, field.positions_at(word.term, places, occurrences))


class _Keys(NamedTuple):
    """Make one number of document and position.

    Args:
        bits: How many of its lowest bits hold the position.
        dtype: Its kind: half as wide, it is sorted in half the time.
    """

    bits: int
    dtype: np.dtype[np.unsignedinteger]

    def of(self, read: _Read) -> Keys:
        """Return the keys of a word, ascending."""
        keys: Keys = (read.docs.astype(self.dtype) << self.dtype.type(self.bits)).repeat(read.freqs)
        keys |= read.positions
        return keys


def _keys(read: Sequence[_Read], slop: int) -> _Keys:
    """Return keys that are further apart than `slop` where documents are not the same."""
    last = max(int(each.positions.max()) for each in read)
    bits = (last + slop).bit_length()
    docs = max(int(each.docs[-1]) for each in read).bit_length()
    # One bit more tells the words apart while they are sorted together.
    return _Keys(bits, np.dtype(np.uint32 if docs + bits < 32 else np.uint64))


def _behind(ends: Keys, places: Keys, slop: int) -> Keys:
    """Return the places that are at most `slop` behind one of `ends`."""
    one = ends.dtype.type(1)
    if slop == 1:
        both = np.concatenate((ends + one, places))
        both <<= one
        both[len(ends) :] |= one
        both.sort()
        side_by_side: Keys = both[1:][(both[1:] ^ both[:-1]) == one]
        return side_by_side >> one
    nearest = ends.searchsorted(places)
    # A place before the first end has none before it.
    behind = nearest > 0
    before = ends[nearest[behind] - 1]
    places = places[behind]
    near: Keys = places[places - before <= slop]
    return near

"""Phrases: the documents where words stand one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from index.columnar.bits import Int64s, UInt32s
from index.columnar.impacts import Coded
from index.columnar.textfield import TextField

__all__ = ["Word", "phrase_docs"]


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
    common = reduce(_both, others, fewest)
    if not len(common):
        return common
    ends = _places(field, words[0], common)
    for word in words[1:]:
        if not len(ends) or not goes_on():
            return np.zeros(0, np.uint32)
        ends = _behind(ends, _places(field, word, common), slop)
    return np.unique(ends >> 32).astype(np.uint32)


def _both(few: UInt32s, many: UInt32s) -> UInt32s:
    places = np.minimum(np.searchsorted(many, few), len(many) - 1)
    both: UInt32s = few[many[places] == few]
    return both


def _places(field: TextField, word: Word, among: UInt32s) -> Int64s:
    """Return where a word is in some of its documents, as document · 2³² + position."""
    chosen = np.searchsorted(word.postings.docs, among)
    all_freqs = word.postings.frequencies()
    ends = np.cumsum(all_freqs, dtype=np.int64)
    freqs = all_freqs[chosen]
    # Only the positions in these documents are unpacked.
    before = ends[chosen] - np.cumsum(freqs, dtype=np.int64)
    numbers = np.repeat(before, freqs)
    numbers += np.arange(len(numbers))
    places = field.positions_at(word.term, numbers, int(ends[-1])).astype(np.int64)
    places |= np.repeat(among.astype(np.int64) << 32, freqs)
    return places


def _behind(ends: Int64s, places: Int64s, slop: int) -> Int64s:
    """Return the places that are at most `slop` behind one of `ends`."""
    nearest = np.searchsorted(ends, places) - 1
    # A place before the first end looks at that end, and is not behind it.
    distance = places - ends[np.maximum(nearest, 0)]
    return places[(distance > 0) & (distance <= slop)]

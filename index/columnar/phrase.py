"""Phrases: the documents where words stand one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import Int64s, UInt32s
from index.columnar.conjunction import in_all
from index.columnar.impacts import Coded
from index.columnar.occurrences import Keys, docs_side_by_side
from index.columnar.positions import positions_in
from index.columnar.segment import Segment
from index.columnar.textfield import TextField

__all__ = ["Phrased", "Word", "phrase_docs", "side_by_side"]

_SHORT = 8192
"""Places of the words of a phrase, below which all are compared, not only those in documents with
all the words."""

_FARTHEST = 1 << 31
"""No text is longer, in words; so keys fit into 64 bits whatever is asked."""


class Word(NamedTuple):
    """Hold the postings of one word of a phrase.

    Args:
        term: Its number.
        postings: Its documents, and how often it is in each.
    """

    term: int
    postings: Coded


class Phrased(NamedTuple):
    """Hold the documents that have a phrase.

    Args:
        docs: The documents, ascending.
        places: For each word, where these are among its postings.
    """

    docs: UInt32s
    places: Sequence[Int64s]


def side_by_side(
    segment: Segment,
    name: str,
    words: Sequence[Word],
    goes_on: Callable[[], bool],
    among: UInt32s | None = None,
) -> Phrased:
    """Return the documents of a segment where words stand side by side.

    Args:
        segment: The segment.
        name: The name of a text field that has positions.
        words: As for `phrase_docs`, and so are the others.
        goes_on: See there.
        among: See there.
    """
    field = segment.text(name)
    if sum(map(field.frequency, {word.term for word in words})) >= _SHORT:
        return phrase_docs(field, words, 1, goes_on, among)
    short = [segment.occurrences(name, word.term) for word in words]
    docs = docs_side_by_side(short, field.place_bits, goes_on)
    if among is not None:
        docs = docs.take(in_all((docs, among), segment.documents)[0])
    return Phrased(docs, [word.postings.docs.searchsorted(docs) for word in words])


def phrase_docs(
    field: TextField,
    words: Sequence[Word],
    slop: int,
    goes_on: Callable[[], bool],
    among: UInt32s | None = None,
) -> Phrased:
    """Return the documents that have a phrase.

    Args:
        field: The field; it has positions.
        words: The words, in order; at least one.
        slop: How far each word may be behind the one before it; 1 is side by side.
        goes_on: Asked before each word but the first; where it says no, none is returned.
        among: Documents to look in, ascending; None is all.

    Returns:
        The documents. As in Whoosh, each distance counts from the word before, and no word may
        stand at the place of the one before.
    """
    lists = [word.postings.docs for word in words]
    if among is not None:
        lists.append(among)
    places = in_all(lists, len(field.lengths))[: len(words)]
    if not len(places[0]):
        return Phrased(lists[0][:0], places)
    here = np.arange(len(places[0]))
    slop = min(slop, _FARTHEST)
    # Nothing of one document may seem to be in reach of what is in the one before it.
    bits = max(slop.bit_length(), *[field.position_bits(word.term) for word in words]) + 1
    # Documents go by their number among these, so that half as wide keys nearly always do; they
    # are sorted in half the time. One bit more tells the words apart meanwhile.
    dtype = np.dtype(np.uint32 if len(here).bit_length() + bits < 32 else np.uint64)
    ends: Keys | None = None
    for word, chosen in zip(words, places, strict=True):
        if not len(here) or (ends is not None and not goes_on()):
            here = here[:0]
            break
        # Until the first two words have been compared, all documents are still in question.
        whole = len(here) == len(chosen)
        held = chosen if whole else chosen.take(here)
        numbers, positions = positions_in(field, word.term, word.postings, held)
        keys = (numbers if whole else here.take(numbers)).astype(dtype)
        keys <<= dtype.type(bits)
        keys |= positions
        if ends is None:
            ends = keys
            continue
        ends = _behind(ends, keys, slop)
        here = _distinct(ends >> dtype.type(bits))
    places = [chosen.take(here) for chosen in places]
    return Phrased(words[0].postings.docs.take(places[0]), places)


def _behind(ends: Keys, places: Keys, slop: int) -> Keys:
    """Return the places that are at most `slop` behind one of `ends`."""
    one = ends.dtype.type(1)
    if slop == 1:
        both = np.concatenate((ends + one, places))
        both <<= one
        both[len(ends) :] |= one
        both.sort()
        # Equal but for the last bit: an end, moved on by one, and a place.
        side_by_side: Keys = both[1:][(both[1:] ^ both[:-1]) == one]
        return side_by_side >> one
    nearest = ends.searchsorted(places)
    # A place before the first end has none before it.
    behind = nearest > 0
    before = ends[nearest[behind] - 1]
    places = places[behind]
    near: Keys = places[places - before <= slop]
    return near


def _distinct(ascending: NDArray[np.integer]) -> Int64s:
    first = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return ascending[first].astype(np.int64)

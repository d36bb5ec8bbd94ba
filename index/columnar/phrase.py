"""Phrases: the documents where words stand one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np

from index.columnar.bits import Int64s, UInt32s
from index.columnar.textfield import TextField

__all__ = ["phrase_docs"]


def phrase_docs(
    field: TextField, terms: Sequence[int], slop: int, goes_on: Callable[[], bool]
) -> UInt32s:
    """Return the documents that have a phrase.

    Args:
        field: The field; it has positions.
        terms: The numbers of the terms, in order.
        slop: How far each word may be behind the one before it; 1 is side by side.
        goes_on: Asked before each word but the first; where it says no, none is returned.

    Returns:
        The documents, ascending. As in Whoosh, each distance counts from the word before, and
        no word may stand at the place of the one before.
    """
    common = reduce(
        lambda docs, term: np.intersect1d(docs, field.docs(term), assume_unique=True),
        sorted(terms[1:], key=field.doc_frequency),
        field.docs(terms[0]),
    )
    ends = _places(field, terms[0], common)
    for term in terms[1:]:
        if not len(ends) or not goes_on():
            return np.zeros(0, np.uint32)
        ends = _behind(ends, _places(field, term, common), slop)
    return np.unique(ends >> 32).astype(np.uint32)


def _places(field: TextField, term: int, among: UInt32s) -> Int64s:
    """Return where a term is in some of its documents, as document · 2³² + position."""
    docs, freqs = field.docs(term), field.freqs(term)
    places = field.positions(term).astype(np.int64)
    places |= np.repeat(docs.astype(np.int64) << 32, freqs)
    if len(among) == len(docs):
        return places
    return places[np.repeat(np.isin(docs, among, assume_unique=True), freqs)]


def _behind(ends: Int64s, places: Int64s, slop: int) -> Int64s:
    """Return the places that are at most `slop` behind one of `ends`."""
    nearest = np.searchsorted(ends, places) - 1
    # A place before the first end looks at that end, and is not behind it.
    distance = places - ends[np.maximum(nearest, 0)]
    return places[(distance > 0) & (distance <= slop)]

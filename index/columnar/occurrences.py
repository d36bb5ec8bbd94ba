"""Occurrences: every place of a short term as one ascending array, ready for phrases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import UInt32s
from index.columnar.impacts import Coded
from index.columnar.textfield import TextField

__all__ = ["Keys", "Occurrences", "docs_side_by_side", "occurrences"]

Keys = NDArray[np.unsignedinteger]
"""A document and a position in it in one number, ascending."""


class Occurrences(NamedTuple):
    """Hold every place of a term.

    Args:
        keys: Document and position, the position in the lowest `TextField.place_bits` bits.
    """

    keys: Keys


def occurrences(field: TextField, term: int, postings: Coded) -> Occurrences:
    """Return every place of a term, each once.

    Args:
        field: The field; it has positions.
        term: The number of the term.
        postings: Its documents, and how often it is in each.

    Raises:
        IndexDamaged: They are not what was written.
    """
    bits = field.place_bits
    dtype = np.dtype(np.uint32 if len(field.lengths).bit_length() + bits <= 32 else np.uint64)
    keys = postings.docs.astype(dtype).repeat(postings.frequencies())
    keys <<= dtype.type(bits)
    keys |= field.positions(term)
    # One word may stand twice at one place, as two readings that have one stem.
    again = keys[1:] == keys[:-1]
    return Occurrences(np.unique(keys) if again.any() else keys)


def docs_side_by_side(
    words: Sequence[Occurrences], bits: int, goes_on: Callable[[], bool]
) -> UInt32s:
    """Return the documents where words stand side by side.

    For words of few places: all are compared, also those in documents without the other words.

    Args:
        words: The places of each word, in order; at least one.
        bits: `TextField.place_bits` of their field.
        goes_on: Asked before each word but the first; where it says no, none is returned.

    Returns:
        The documents, ascending.
    """
    ends = words[0].keys
    one = ends.dtype.type(1)
    for word in words[1:]:
        if not goes_on():
            return np.zeros(0, np.uint32)
        # Two ascending runs, which a stable sort only merges.
        both = np.concatenate((ends + one, word.keys))
        both.sort(kind="stable")
        ends = both[1:][both[1:] == both[:-1]]
    docs = ends >> ends.dtype.type(bits)
    first = np.ones(len(docs), np.bool_)
    np.not_equal(docs[1:], docs[:-1], out=first[1:])
    return docs[first].astype(np.uint32)

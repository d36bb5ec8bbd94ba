"""Inversion: from the words of documents to the documents of words, with one sort."""

from __future__ import annotations

import numpy as np

from index.columnar.bits import Int64s, UInt32s
from index.columnar.textfield import Postings

__all__ = ["invert"]


def invert(terms: UInt32s, names: list[str], lengths: Int64s, *, positions: bool) -> Postings:
    """Return the postings of a field.

    Args:
        terms: The numbers of the terms of all documents, in order of document and position.
        names: The term of each number.
        lengths: How many terms each document has.
        positions: Whether positions are kept.

    Returns:
        The postings, sorted by term, document and position.
    """
    used = np.flatnonzero(np.bincount(terms, minlength=len(names)))
    # The order of code points is the order of UTF-8 bytes.
    ordered = sorted(used.tolist(), key=names.__getitem__)
    rank = np.zeros(len(names), np.uint64)
    rank[ordered] = np.arange(len(ordered), dtype=np.uint64)
    # One integer holds the whole order. Places in the text grow with document and position;
    # without positions the document is enough.
    doc_at = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    key = rank[terms]
    key <<= np.uint64(32)
    key |= np.arange(len(terms), dtype=np.uint64) if positions else doc_at
    key.sort()
    low = (key & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    key >>= np.uint64(32)
    doc = doc_at[low] if positions else low
    heads = np.ones(len(key), bool)
    heads[1:] = (key[1:] != key[:-1]) | (doc[1:] != doc[:-1])
    first = np.flatnonzero(heads)
    starts = (np.cumsum(lengths) - lengths).astype(np.uint32)
    return Postings(
        terms=[names[number].encode() for number in ordered],
        doc_counts=np.bincount(key[first].astype(np.int64), minlength=len(ordered)).astype(
            np.uint32
        ),
        docs=doc[first],
        freqs=np.diff(np.append(first, len(key))).astype(np.uint32),
        positions=low - starts[doc] if positions else None,
    )

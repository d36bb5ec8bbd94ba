"""Matches: documents with scores as arrays, and the ways in which they are combined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import Int64s, UInt32s

__all__ = ["Float64s", "Matches", "bm25", "every", "intersection", "maximum", "nothing", "union"]

Float64s = NDArray[np.float64]

_SPARSE = 16
"""Fewer matches than a document in this many are combined by sorting, more by adding up."""


class Matches(NamedTuple):
    """Hold the documents of one segment that match something.

    Args:
        docs: Their numbers, ascending, each once.
        scores: The score of each.
    """

    docs: UInt32s
    scores: Float64s

    def times(self, boost: float) -> Matches:
        """Return the same documents with scores multiplied."""
        return self if boost == 1.0 else Matches(self.docs, self.scores * boost)

    def where(self, mask: NDArray[np.bool_]) -> Matches:
        """Return some of the documents.

        Args:
            mask: Which of them.
        """
        return Matches(self.docs[mask], self.scores[mask])

    def find(self, docs: UInt32s) -> tuple[NDArray[np.bool_], Int64s]:
        """Look for documents among these.

        Args:
            docs: The documents to look for.

        Returns:
            Whether each is one of these, and its place; the place is of no use where it is not.
        """
        if not len(self.docs):
            return np.zeros(len(docs), np.bool_), np.zeros(len(docs), np.int64)
        place = np.minimum(np.searchsorted(self.docs, docs), len(self.docs) - 1)
        return self.docs[place] == docs, place


def nothing() -> Matches:
    """Return no matches."""
    return Matches(np.zeros(0, np.uint32), np.zeros(0))


def every(docs: UInt32s | Int64s, score: float) -> Matches:
    """Return documents that all have one score.

    Args:
        docs: Their numbers, ascending.
        score: The score.
    """
    return Matches(docs.astype(np.uint32, copy=False), np.full(len(docs), score))


def bm25(freqs: UInt32s, norms: Float64s, weight: float | Float64s) -> Float64s:
    """Return the BM25 score of documents for a term.

    Args:
        freqs: How often each document has the term.
        norms: k₁·((1 - b) + b·l/l̄) of each document, with its length l and the average l̄.
        weight: The idf times k₁ + 1; of each document, where they are of several terms.

    Returns:
        idf·f·(k₁ + 1) / (f + norm); Robertson and Zaragoza 2009, formula 3.15.
    """
    return weight * freqs / (freqs + norms)


def union(parts: Sequence[Matches], documents: int) -> Matches:
    """Return the documents of any part, with the sums of their scores.

    Args:
        parts: What to combine.
        documents: How many documents the segment has.
    """
    parts = [part for part in parts if len(part.docs)]
    if len(parts) < 2:
        return parts[0] if parts else nothing()
    if sum(len(part.docs) for part in parts) * _SPARSE < documents:
        docs, place = np.unique(np.concatenate([p.docs for p in parts]), return_inverse=True)
        scores = np.concatenate([p.scores for p in parts])
        sums: Float64s = np.bincount(place, weights=scores, minlength=len(docs)).astype(np.float64)
        return Matches(docs, sums)
    sums = np.zeros(documents)
    found = np.zeros(documents, np.bool_)
    for part in parts:
        sums[part.docs] += part.scores
        found[part.docs] = True
    docs = np.flatnonzero(found)
    return Matches(docs.astype(np.uint32), sums[docs])


def maximum(parts: Sequence[Matches], documents: int) -> Matches:
    """Return the documents of any part, each with the greatest of its scores.

    Args:
        parts: What to combine.
        documents: How many documents the segment has.
    """
    best = np.full(documents, -np.inf)
    for part in parts:
        best[part.docs] = np.maximum(best[part.docs], part.scores)
    docs = np.flatnonzero(best > -np.inf)
    return Matches(docs.astype(np.uint32), best[docs])


def intersection(parts: Sequence[Matches], documents: int) -> Matches:
    """Return the documents of all parts, with the sums of their scores.

    Args:
        parts: What to combine; at least one.
        documents: How many documents the segment has.
    """
    first, *rest = sorted(parts, key=lambda part: len(part.docs))
    if not rest:
        return first
    if len(first.docs) * _SPARSE < documents:
        for part in rest:
            found, place = part.find(first.docs)
            first = Matches(first.docs[found], first.scores[found] + part.scores[place[found]])
        return first
    sums = np.zeros(documents)
    count = np.zeros(documents, np.uint16)
    for part in parts:
        sums[part.docs] += part.scores
        count[part.docs] += np.uint16(1)
    docs = np.flatnonzero(count == len(parts))
    return Matches(docs.astype(np.uint32), sums[docs])

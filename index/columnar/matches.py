"""Matches: documents with scores as arrays, and the ways in which they are combined."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import Int64s, UInt32s
from index.columnar.selection import lower_bound

__all__ = [
    "Float64s",
    "Matches",
    "Spread",
    "bm25",
    "every",
    "intersection",
    "maximum",
    "nothing",
    "union",
]

Float64s = NDArray[np.float64]

_SPARSE = 16
"""Fewer matches than a document in this many are combined by sorting, more by adding up."""


class Matches:
    """Hold the documents of one segment that match something.

    Args:
        docs: Their numbers, ascending, each once.
        scores: The score of each.
    """

    __slots__ = ("_docs", "_scores")

    def __init__(self, docs: UInt32s, scores: Float64s) -> None:
        self._docs = docs
        self._scores = scores

    @property
    def docs(self) -> UInt32s:
        """Return their numbers, ascending, each once."""
        return self._docs

    @property
    def scores(self) -> Float64s:
        """Return the score of each."""
        return self._scores

    @property
    def count(self) -> int:
        """Return how many there are."""
        return len(self._docs)

    def times(self, boost: float) -> Matches:
        """Return the same documents with scores multiplied."""
        return self if boost == 1.0 else Matches(self.docs, self.scores * boost)

    def where(self, mask: NDArray[np.bool_]) -> Matches:
        """Return some of the documents.

        Args:
            mask: Which of them.
        """
        return Matches(self.docs[mask], self.scores[mask])

    def reaching(self, count: int, slack: float) -> Matches:
        """Return the documents that may be among those of the greatest scores.

        Args:
            count: How many of the greatest.
            slack: By how much a score may be less than theirs.
        """
        if count >= self.count:
            return self
        places = (self._scores >= lower_bound(self._scores, count) - slack).nonzero()[0]
        return Matches(self._docs.take(places), self._scores.take(places))

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

    def added_to(self, sums: Float64s) -> None:
        """Add the scores to those of all documents.

        Args:
            sums: A number for each document of the segment.
        """
        # Twice as fast as `sums[docs] += scores`.
        np.add.at(sums, self._docs, self._scores)

    def spread(self, documents: int) -> Float64s:
        """Return the score of each document of the segment, 0 where it is none of these.

        Args:
            documents: How many documents the segment has.
        """
        sums = np.zeros(documents)
        sums[self._docs] = self._scores
        return sums

    def greatest(self) -> float:
        """Return the greatest score, at least 0."""
        return float(self._scores.max(initial=0.0))


class Spread(Matches):
    """Hold many matches as the scores of all documents of a segment: what matches is above 0.

    The best of them are found without a list of all, which is made where somebody asks for it.

    Args:
        sums: The score of each document; nobody may change them any more.
    """

    __slots__ = ("_count", "_mask", "_sums")

    def __init__(self, sums: Float64s) -> None:
        self._sums = sums
        self._mask = sums > 0
        self._count = int(np.count_nonzero(self._mask))
        super().__init__(_NO_DOCS, _NO_SCORES)

    @property
    def docs(self) -> UInt32s:
        """Return their numbers, ascending, each once."""
        if self._count and not len(self._docs):
            self._docs = self._mask.nonzero()[0].astype(np.uint32)
        return self._docs

    @property
    def scores(self) -> Float64s:
        """Return the score of each."""
        return self._sums.take(self.docs)

    @property
    def count(self) -> int:
        """Return how many there are."""
        return self._count

    def times(self, boost: float) -> Matches:
        """Return the same documents with scores multiplied."""
        if boost == 1.0:
            return self
        return Spread(self._sums * boost) if boost > 0 else super().times(boost)

    def reaching(self, count: int, slack: float) -> Matches:
        """Return the documents that may be among those of the greatest scores.

        Args:
            count: How many of the greatest.
            slack: By how much a score may be less than theirs.
        """
        if count >= self._count:
            return self
        # With fewer matches than `count`, the bound would be 0, which everything reaches.
        docs = (self._sums >= lower_bound(self._sums, count) - slack).nonzero()[0]
        found = Matches(docs.astype(np.uint32), self._sums.take(docs))
        return found if found._scores.min(initial=1.0) > 0 else found.where(found._scores > 0)

    def added_to(self, sums: Float64s) -> None:
        """Add the scores to those of all documents.

        Args:
            sums: A number for each document of the segment.
        """
        sums += self._sums

    def spread(self, documents: int) -> Float64s:
        """Return the score of each document of the segment; nobody may change them.

        Args:
            documents: How many documents the segment has.
        """
        return self._sums

    def greatest(self) -> float:
        """Return the greatest score, at least 0."""
        return float(self._sums.max(initial=0.0))


_NO_DOCS = np.zeros(0, np.uint32)
_NO_SCORES = np.zeros(0)


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
    parts = [part for part in parts if part.count]
    if len(parts) < 2:
        return parts[0] if parts else nothing()
    if sum(part.count for part in parts) * _SPARSE < documents:
        docs, scores = _joined(parts)
        # Stable, so that scores of one document are added up in the order of the parts.
        order = docs.argsort(kind="stable")
        docs = docs.take(order)
        new = np.ones(len(docs), np.bool_)
        np.not_equal(docs[1:], docs[:-1], out=new[1:])
        firsts = new.nonzero()[0]
        return Matches(docs.take(firsts), np.add.reduceat(scores.take(order), firsts))
    lists = [part for part in parts if not isinstance(part, Spread)]
    if lists:
        # Of several lists at once, twice as fast as `sums[docs] += scores` of each.
        docs, scores = _joined(lists)
        sums = np.bincount(docs, scores, documents).astype(np.float64, copy=False)
    else:
        sums = np.zeros(documents)
    for part in parts:
        if isinstance(part, Spread):
            part.added_to(sums)
    if all(map(_above_zero, parts)):
        return Spread(sums)
    found = np.zeros(documents, np.bool_)
    for part in parts:
        found[part.docs] = True
    places = found.nonzero()[0]
    return Matches(places.astype(np.uint32), sums[places])


def _joined(parts: Sequence[Matches]) -> tuple[UInt32s, Float64s]:
    """Return documents and scores of all parts, one part after the other."""
    docs = np.concatenate([part.docs for part in parts])
    return docs, np.concatenate([part.scores for part in parts])


def _above_zero(part: Matches) -> bool:
    return isinstance(part, Spread) or bool(part.scores.min(initial=1.0) > 0)


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
    first, *rest = sorted(parts, key=lambda part: part.count)
    for part in rest:
        if not first.count:
            break
        if first.count * _SPARSE < documents or not _above_zero(part):
            found, place = part.find(first.docs)
            first = Matches(first.docs[found], first.scores[found] + part.scores[place[found]])
        else:
            others = part.spread(documents).take(first.docs)
            places = others.nonzero()[0]
            scores = first.scores.take(places) + others.take(places)
            first = Matches(first.docs.take(places), scores)
    return first

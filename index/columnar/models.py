"""Models of scoring: the numbers of BM25 that do not depend on a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from whoosh import scoring
from whoosh.searching import Searcher

from index.columnar.matches import Float64s

__all__ = ["Bm25Model", "WhooshModel"]


class Bm25Model(Protocol):
    """Give the numbers of BM25 that do not depend on a document."""

    k1: float

    def idf(self, name: str, term: bytes) -> float:
        """Return what a match of a term in a field is worth."""

    def idfs(self, name: str, terms: Sequence[bytes]) -> Float64s:
        """Return what matches of several terms in a field are worth; the terms are sorted."""

    def b(self, name: str) -> float:
        """Return how much the length of a field counts."""

    def average(self, name: str) -> float:
        """Return how long a field is in the mean, in words; above 0."""


class WhooshModel:
    """Score as `whoosh.scoring.BM25F` does.

    Args:
        searcher: A searcher over the whole index, made with such a weighting.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._weighting: scoring.BM25F = searcher.weighting
        self.k1: float = self._weighting.K1

    def idf(self, name: str, term: bytes) -> float:
        """Return ln(N / (n + 1)) + 1, for n of N documents."""
        idf: float = self._searcher.idf(name, term)
        return idf

    def idfs(self, name: str, terms: Sequence[bytes]) -> Float64s:
        """Return the idf of each of several terms."""
        return np.array([self.idf(name, term) for term in terms], np.float64)

    def b(self, name: str) -> float:
        """Return the field's own number, or the one for all."""
        b: float = self._weighting._field_B.get(name, self._weighting.B)
        return b

    def average(self, name: str) -> float:
        """Return the mean length of all documents, those deleted since included."""
        documents = max(self._searcher.doc_count_all(), 1)
        average: float = self._searcher.field_length(name) / documents
        return average or 1.0

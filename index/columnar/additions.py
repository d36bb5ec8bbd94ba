"""Additions: scores that are added to documents which something else has found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import Int64s, UInt32s
from index.columnar.conjunction import in_both
from index.columnar.impacts import Impacts, encode_some
from index.columnar.matches import Float64s, Matches
from index.columnar.segment import Segment

__all__ = ["Additions"]

_FAR_MORE = 32
"""In so many documents for each wanted one these are searched for, without a table of all."""

_MOST_AT_ONCE = 1 << 16
"""After so many postings their scores are worked out, before more are collected."""


class Additions:
    """Add up scores of some documents; those of others are never worked out.

    Args:
        docs: The documents, ascending.
        documents: How many documents the segment has.
    """

    def __init__(self, docs: UInt32s, documents: int) -> None:
        self.docs = docs
        self._documents = documents
        self._sums = np.zeros(len(docs))

    @cached_property
    def _numbers(self) -> NDArray[np.int32]:
        """Return for each document of the segment its number among the wanted ones, from 1 on."""
        numbers = np.zeros(self._documents, np.int32)
        numbers[self.docs] = np.arange(1, len(self.docs) + 1, dtype=np.int32)
        return numbers

    def places(self, docs: UInt32s) -> tuple[Int64s, Int64s]:
        """Return the places of the wanted documents that are also in `docs`, and those there.

        Args:
            docs: Documents, ascending.
        """
        if len(self.docs) * _FAR_MORE < len(docs):
            return in_both(self.docs, docs, self._documents)
        found = self._numbers.take(docs)
        theirs = (found != 0).nonzero()[0]
        return found.take(theirs).astype(np.int64) - 1, theirs

    def add(self, places: Int64s, scores: Float64s) -> None:
        """Add scores to some of the wanted documents.

        Args:
            places: Which of them, each once.
            scores: What to add to each.
        """
        self._sums[places] += scores

    def add_words(
        self,
        segment: Segment,
        name: str,
        terms: Iterable[int],
        impacts: Impacts,
        weigh: Callable[[int], float],
    ) -> None:
        """Add what terms of one field add to a score.

        How often other documents than the wanted ones have a term is never looked at.

        Args:
            segment: The segment.
            name: The name of the text field.
            terms: The numbers of the terms; where they come to an end early, so do the scores.
            impacts: Those of the field.
            weigh: Gives what the impacts of a term are multiplied by.
        """
        met: list[tuple[int, Int64s, Int64s]] = []
        postings = 0
        for term in terms:
            mine, theirs = self.places(segment.documents_of(name, term))
            if len(mine):
                met.append((term, mine, theirs))
                postings += len(mine)
            if postings >= _MOST_AT_ONCE:
                self._add_met(segment, name, met, impacts, weigh)
                met, postings = [], 0
        if met:
            self._add_met(segment, name, met, impacts, weigh)

    def _add_met(
        self,
        segment: Segment,
        name: str,
        met: list[tuple[int, Int64s, Int64s]],
        impacts: Impacts,
        weigh: Callable[[int], float],
    ) -> None:
        """Add the scores of postings: their terms, and their places in `docs` and in the term."""
        terms = [term for term, _, _ in met]
        counts = [len(mine) for _, mine, _ in met]
        mine = np.concatenate([mine for _, mine, _ in met])
        theirs = np.concatenate([theirs for _, _, theirs in met])
        coded = encode_some(segment.text(name), terms, counts, self.docs.take(mine), theirs)
        scores = impacts.of(coded)
        scores *= np.array([weigh(term) for term in terms]).repeat(counts)
        # One after the other, so that a document's sum does not depend on what was collected.
        np.add.at(self._sums, mine, scores)

    def add_matches(self, matches: Matches) -> None:
        """Add scores that are worked out already.

        Args:
            matches: Documents, which may be others than the wanted ones, with their scores.
        """
        mine, theirs = self.places(matches.docs)
        self.add(mine, matches.scores[theirs])

    def sums(self) -> Float64s:
        """Return what was added to each document."""
        return self._sums

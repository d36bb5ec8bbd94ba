"""Additions: scores that are added to documents which something else has found."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import UInt32s
from index.columnar.impacts import Coded, Impacts
from index.columnar.matches import Float64s, Matches

__all__ = ["Additions"]

_FAR_FEWER = 64
"""So many postings a document are searched in, instead of asking each posting for its document."""


class Additions:
    """Add up scores of some documents; those of others are never worked out.

    Args:
        docs: The documents, ascending.
        documents: How many documents the segment has.
    """

    def __init__(self, docs: UInt32s, documents: int) -> None:
        self.docs = docs
        self._wanted: NDArray[np.bool_] = np.zeros(documents, np.bool_)
        self._wanted[docs] = True
        self._sums = np.zeros(documents)

    def add(self, coded: Coded, impacts: Impacts, weight: float) -> None:
        """Add the scores for a term.

        Args:
            coded: Its postings.
            impacts: Those of its field.
            weight: What its impacts are multiplied by.
        """
        if len(self.docs) * _FAR_FEWER < len(coded.docs):
            places = np.searchsorted(coded.docs, self.docs)
            places = places[coded.docs.take(places, mode="clip") == self.docs]
        else:
            places = np.flatnonzero(self._wanted[coded.docs])
        if len(places):
            self._sums[coded.docs[places]] += weight * impacts.at(coded, places)

    def add_matches(self, matches: Matches) -> None:
        """Add scores that are worked out already.

        Args:
            matches: Documents, which may be others than the wanted ones, with their scores.
        """
        self._sums[matches.docs] += matches.scores

    def sums(self) -> Float64s:
        """Return what was added to each document."""
        return self._sums[self.docs]

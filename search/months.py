"""Months: the month in which each article of a segment was published, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from index.columnar.bits import Int64s, UInt32s
from index.columnar.segment import Segment
from index.schema import NO_DATE

__all__ = ["Months", "months_of"]


class Months(NamedTuple):
    """Hold the months of all documents of a segment.

    Args:
        first: The month before the earliest, counted from January 1970.
        codes: How many months after that each document was published; 0 is one without a date.
    """

    first: int
    codes: UInt32s

    def counts(self, docs: Int64s) -> Mapping[int, int]:
        """Return how many of some documents are of each month, counted from January 1970.

        Args:
            docs: The documents.
        """
        counts = np.bincount(self.codes.take(docs))
        counts[:1] = 0
        met = counts.nonzero()[0]
        return dict(zip((met + self.first).tolist(), counts.take(met).tolist(), strict=True))


_known: WeakKeyDictionary[Segment, Months] = WeakKeyDictionary()


def months_of(segment: Segment) -> Months:
    """Return the months of a segment.

    Args:
        segment: The segment; it is asked for its dates once.
    """
    known = _known.get(segment)
    if known is None:
        known = _known[segment] = _months(segment)
    return known


def _months(segment: Segment) -> Months:
    seconds = segment.numbers("date").values
    dated = (seconds != NO_DATE).nonzero()[0]
    codes = np.zeros(len(seconds), np.uint32)
    if not len(dated):
        return Months(0, codes)
    months = seconds[dated].astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    first = int(months.min()) - 1
    codes[dated] = months - first
    return Months(first, codes)

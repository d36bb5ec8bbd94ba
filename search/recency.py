"""Recency: how much a new article stands before an old one that answers as well, where asked."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from index.columnar.bits import Int64s
from index.columnar.matches import Float64s
from index.columnar.segment import Segment
from index.schema import NO_DATE

__all__ = ["freshness", "newest"]

_SECONDS_A_DAY = 86_400


def newest(segments: Iterable[Segment]) -> int:
    """Return the date of the newest article, in seconds since 1970; `NO_DATE` where none has one.

    Ages count from it and not from today, so that an archive that has ended ranks as it did.

    Args:
        segments: All segments of the index.
    """
    values = (segment.numbers("date").values for segment in segments if segment.documents)
    return max((int(dates.max()) for dates in values), default=NO_DATE)


def freshness(dates: Int64s, last: int, half_life: float) -> Float64s:
    """Return what scores are multiplied by: 2 for the newest, 1 for what is old or has no date.

    It is 1 + 2^(-age / half-life), so that relevance always counts as well.

    Args:
        dates: When articles were published, in seconds since 1970, or `NO_DATE`.
        last: What `newest` returned.
        half_life: After how many days half of what a new article gains is left.
    """
    ages = (last - dates.astype(np.float64)) / _SECONDS_A_DAY
    gains = np.exp2(-ages / half_life)
    gains[dates == NO_DATE] = 0.0
    return 1.0 + gains

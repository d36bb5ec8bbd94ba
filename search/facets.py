"""Facets: counting the matching articles by section, source and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from index.columnar.bits import UInt32s
from index.columnar.segment import Segment
from index.columnar.selection import value_counts
from index.schema import NO_DATE
from search.results import FacetValue

if TYPE_CHECKING:
    from search.filters import Passes

__all__ = ["SECONDS_A_DAY", "FacetCounts", "epoch_day"]

SECONDS_A_DAY = 86_400

_MOST_VALUES = 50
"""A page lists no more; an archive can have thousands of sources."""

_EPOCH = date(1970, 1, 1).toordinal()


def epoch_day(day: date) -> int:
    """Return how many days after 1970-01-01 a day is; negative before it.

    Args:
        day: The day.
    """
    return day.toordinal() - _EPOCH


class FacetCounts:
    """Count the values of each facet, a segment at a time.

    A facet counts articles that pass all filters but its own, so that a reader who chose one
    section still sees what the others hold. Articles without a value are not counted.
    """

    def __init__(self) -> None:
        self._sections: Counter[str] = Counter()
        self._sources: Counter[str] = Counter()
        self._years: Counter[str] = Counter()

    def add(self, segment: Segment, docs: UInt32s, passes: Passes) -> None:
        """Count the matching documents of a segment.

        Args:
            segment: The segment.
            docs: The documents' numbers in it.
            passes: Which filters each passes.
        """
        _count(self._sections, segment, "section", docs[passes.source & passes.dates])
        _count(self._sources, segment, "source", docs[passes.section & passes.dates])
        seconds = segment.numbers("date").values[docs[passes.section & passes.source]]
        years = (seconds[seconds != NO_DATE]).astype("datetime64[s]").astype("datetime64[Y]")
        # numpy counts years from 1970.
        for year, count in value_counts(years.astype(np.int64)).items():
            self._years[str(1970 + year)] += count

    def result(self) -> Mapping[str, tuple[FacetValue, ...]]:
        """Return the counts of "section", "source" and "year", most first, then by value."""
        return {
            "section": _ranked(self._sections),
            "source": _ranked(self._sources),
            "year": _ranked(self._years),
        }


def _count(counts: Counter[str], segment: Segment, name: str, docs: UInt32s) -> None:
    column = segment.keywords(name)
    for code, count in value_counts(column.codes[docs]).items():
        counts[column.terms[code].decode("utf-8", "surrogatepass")] += count


def _ranked(counts: Counter[str]) -> tuple[FacetValue, ...]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(value, count) for value, count in ranked[:_MOST_VALUES] if value)

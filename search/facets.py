"""Facets: counting the matching articles by section, source and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from search.results import FacetValue

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
    """Count the values of each facet while matching articles pass by.

    A facet counts articles that pass all filters but its own, so that a reader who chose one
    section still sees what the others hold. Articles without a value are not counted.
    """

    def __init__(self) -> None:
        self.sections: Counter[str] = Counter()
        self.sources: Counter[str] = Counter()
        self.days: Counter[int] = Counter()

    def result(self) -> Mapping[str, tuple[FacetValue, ...]]:
        """Return the counts of "section", "source" and "year", most first, then by value."""
        years: Counter[str] = Counter()
        for day, count in self.days.items():
            years[str(date.fromordinal(day + _EPOCH).year)] += count
        return {
            "section": _ranked(self.sections),
            "source": _ranked(self.sources),
            "year": _ranked(years),
        }


def _ranked(counts: Counter[str]) -> tuple[FacetValue, ...]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(value, count) for value, count in ranked[:_MOST_VALUES] if value)

"""Facets: counting the matching articles by section, source, tag, year and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from index.columnar.bits import Int64s, UInt32s
from index.columnar.segment import Segment
from index.columnar.terms import TermDictionary
from search.facetcodes import combined, months
from search.request import Request
from search.results import FacetValue

if TYPE_CHECKING:
    from search.filters import Passes

__all__ = ["SECONDS_A_DAY", "FacetCounts", "epoch_day"]

SECONDS_A_DAY = 86_400

_MOST_VALUES = 50
"""A page lists no more; an archive can have thousands of sources."""

_CANDIDATES = 100
"""So many values of each segment are looked up in all: one that is further behind everywhere is
not counted, and none that is counted is counted short."""

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

    Args:
        request: What is asked; its days choose the year whose months are counted.
    """

    def __init__(self, request: Request) -> None:
        first, last = request.date_from, request.date_to
        self._year = first.year if first and last and first.year == last.year else None
        self._sections = _Words()
        self._sources = _Words()
        self._tags = _Words()
        self._months: Counter[int] = Counter()

    def add(self, segment: Segment, docs: UInt32s, passes: Passes | None) -> None:
        """Count the matching documents of a segment.

        Args:
            segment: The segment.
            docs: The documents' numbers in it.
            passes: Which filters each passes; None where there are no filters.
        """
        # An array of another type would be converted for each facet again.
        places = docs.astype(np.int64)

        def passing(all_but: str) -> Int64s:
            return places if passes is None else places[passes.but(all_but)]

        tags = segment.lists("tags")
        self._tags.add(tags.terms, tags.counts(passing("tag")))
        columns = [segment.keywords(name) for name in ("section", "source")]
        together = combined(segment, places) if passes is None else None
        if together is None:
            sections, sources = (
                np.bincount(column.codes.take(passing(name)), minlength=len(column.terms))
                for name, column in zip(("section", "source"), columns, strict=True)
            )
            self._months.update(months(segment, passing("dates")))
        else:
            codes, counts = together
            sections, sources = (
                np.bincount(of, counts, len(column.terms)).astype(np.int64)
                for of, column in zip((codes.sections, codes.sources), columns, strict=True)
            )
            by_month = np.bincount(codes.months_of, counts).astype(np.int64)
            self._months.update(codes.by_month(by_month))
        self._sections.add(columns[0].terms, sections)
        self._sources.add(columns[1].terms, sources)

    def result(self) -> Mapping[str, tuple[FacetValue, ...]]:
        """Return the counts of "section", "source", "tag", "year" and "month".

        The first four come most first, then by value. Months come in their order, and only
        those of one year: the year asked for, or the only one there is.
        """
        # numpy counts months from January 1970.
        years: Counter[str] = Counter()
        for month, count in self._months.items():
            years[f"{1970 + month // 12:04}"] += count
        year = self._year
        if year is None and len(years) == 1:
            year = int(next(iter(years)))
        months = sorted(m for m in self._months if 1970 + m // 12 == year)
        return {
            "section": self._sections.ranked(),
            "source": self._sources.ranked(),
            "tag": self._tags.ranked(),
            "year": _ranked(years),
            "month": tuple(
                FacetValue(f"{year:04}-{month % 12 + 1:02}", self._months[month])
                for month in months
            ),
        }


class _Words:
    """Count the words of one facet over all segments."""

    def __init__(self) -> None:
        self._parts: list[tuple[TermDictionary, Int64s]] = []

    def add(self, terms: TermDictionary, counts: Int64s) -> None:
        """Add how often each term of a segment is met."""
        self._parts.append((terms, counts))

    def ranked(self) -> tuple[FacetValue, ...]:
        totals: dict[bytes, int] = {}
        for terms, counts in self._parts:
            codes = _greatest(counts, _CANDIDATES)
            totals.update(zip(map(terms.__getitem__, codes), counts[codes].tolist(), strict=True))
        if len(self._parts) > 1:
            for name in totals:
                numbers = ((terms.find(name), counts) for terms, counts in self._parts)
                totals[name] = sum(int(counts[code]) for code, counts in numbers if code >= 0)
        return _ranked({n.decode("utf-8", "surrogatepass"): totals[n] for n in totals})


def _greatest(counts: Int64s, most: int) -> list[int]:
    """Return the places of the greatest counts that are not zero."""
    met = counts.nonzero()[0]
    if len(met) > most:
        met = met[np.argpartition(-counts[met], most)[:most]]
    places: list[int] = met.tolist()
    return places


def _ranked(counts: Mapping[str, int]) -> tuple[FacetValue, ...]:
    ranked = sorted((-count, value) for value, count in counts.items())
    return tuple([FacetValue(value, -count) for count, value in ranked[:_MOST_VALUES] if value])

"""Filters: which matching articles a request keeps, by the values of columns."""

from __future__ import annotations

from typing import NamedTuple

from index.schema import NO_DATE
from search.facets import SECONDS_A_DAY, FacetCounts, epoch_day
from search.request import Request

__all__ = ["Filters", "Row"]


class Row(NamedTuple):
    """Hold the column values of one article.

    Args:
        section: Its section, or "".
        source: Its source, or "".
        date: Seconds since 1970 in UTC, or `index.schema.NO_DATE`.
    """

    section: str
    source: str
    date: int


class Filters:
    """Decide which articles are kept, and count the facets in the same step.

    Args:
        request: What is asked; "" and None filter nothing.
    """

    def __init__(self, request: Request) -> None:
        self._section = request.section
        self._source = request.source
        start, end = request.date_from, request.date_to
        # An undated article is before every real date, so one comparison leaves it out.
        self._from = epoch_day(start) * SECONDS_A_DAY if start else NO_DATE + (end is not None)
        self._to = (epoch_day(end) + 1) * SECONDS_A_DAY if end else None

    def keep(self, row: Row, counts: FacetCounts) -> bool:
        """Return whether an article passes, counting it in each facet where it belongs.

        Args:
            row: The article's columns.
            counts: The counts to add to.
        """
        in_section = not self._section or row.section == self._section
        in_source = not self._source or row.source == self._source
        in_dates = row.date >= self._from and (self._to is None or row.date < self._to)
        if in_source and in_dates:
            counts.sections[row.section] += 1
        if in_section and in_dates:
            counts.sources[row.source] += 1
        if in_section and in_source and row.date != NO_DATE:
            counts.days[row.date // SECONDS_A_DAY] += 1
        return in_section and in_source and in_dates

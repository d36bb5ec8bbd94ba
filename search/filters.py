"""Filters: which matching articles a request keeps, by the values of columns."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import UInt32s
from index.columnar.segment import Segment
from index.schema import NO_DATE
from search.facets import SECONDS_A_DAY, epoch_day
from search.request import Request

__all__ = ["Filters", "Passes"]

Bools = NDArray[np.bool_]


class Passes(NamedTuple):
    """Say of each document which filters it passes.

    Args:
        section: Whether it is of the section asked for.
        source: Whether it is of the source asked for.
        tag: Whether it has the tag asked for.
        dates: Whether its day is within those asked for.
    """

    section: Bools
    source: Bools
    tag: Bools
    dates: Bools

    @property
    def kept(self) -> Bools:
        """Return which documents pass them all."""
        return self.section & self.source & self.tag & self.dates

    def but(self, name: str) -> Bools:
        """Return which documents pass all filters but one.

        Args:
            name: The filter that is left out.
        """
        first, *rest = (
            passed for other, passed in zip(self._fields, self, strict=True) if other != name
        )
        return reduce(np.logical_and, rest, first)


class Filters:
    """Decide which articles are kept.

    Args:
        request: What is asked; "" and None filter nothing.

    Attributes:
        any: Whether there is any filter; without, every document passes.
    """

    def __init__(self, request: Request) -> None:
        self._section = request.section
        self._source = request.source
        self._tag = request.tag
        start, end = request.date_from, request.date_to
        # An undated article is before every real date, so one comparison leaves it out.
        self._from = epoch_day(start) * SECONDS_A_DAY if start else NO_DATE + (end is not None)
        self._to = (epoch_day(end) + 1) * SECONDS_A_DAY if end else None
        self.any = bool(self._section or self._source or self._tag or start or end)

    def passes(self, segment: Segment, docs: UInt32s) -> Passes:
        """Return which filters some documents pass.

        Args:
            segment: Their segment.
            docs: Their numbers in it.
        """
        dates = segment.numbers("date").values[docs]
        within = dates >= self._from
        if self._to is not None:
            within &= dates < self._to
        return Passes(
            _is(segment, "section", self._section, docs),
            _is(segment, "source", self._source, docs),
            _has(segment, self._tag, docs),
            within,
        )


def _is(segment: Segment, name: str, value: str, docs: UInt32s) -> Bools:
    if not value:
        return np.ones(len(docs), np.bool_)
    column = segment.keywords(name)
    # A value that no document of the segment has is numbered -1, which no code is.
    wanted = column.terms.find(value.encode("utf-8", "surrogatepass"))
    return np.asarray(column.codes[docs].astype(np.int64) == wanted)


def _has(segment: Segment, tag: str, docs: UInt32s) -> Bools:
    if not tag:
        return np.ones(len(docs), np.bool_)
    column = segment.lists("tags")
    return column.has(docs, column.terms.find(tag.encode("utf-8", "surrogatepass")))

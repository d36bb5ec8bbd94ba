"""Filters as links: what can narrow the results, and what narrows them now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from search.request import Request
from search.results import FacetValue, Results
from web.dates import day
from web.numerals import digits
from web.urls import search_url

__all__ = ["Filter", "Group", "Option", "active_filters", "facet_groups"]

_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Option:
    """Hold one value that can narrow the results.

    Args:
        label: What the reader sees.
        count: How many of the matching articles have it.
        url: The results with it; without it where it is active.
        active: Whether it narrows the results now.
        bar: How long its bar is, in tenths of the longest; 0 where there is none.
    """

    label: str
    count: int
    url: str
    active: bool
    bar: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the values of one facet.

    Args:
        title: The facet's name in Arabic.
        options: The values shown at once.
        more: The values behind «المزيد».
    """

    title: str
    options: tuple[Option, ...]
    more: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Hold one filter that narrows the results now.

    Args:
        label: The facet's name in Arabic.
        value: Its value as shown.
        url: The results without it.
    """

    label: str
    value: str
    url: str


def facet_groups(request: Request, results: Results) -> tuple[Group, ...]:
    """Return the facets of an answer as links, without those that could not narrow it.

    Args:
        request: What was asked.
        results: The answer.
    """
    makers: tuple[tuple[str, str, Callable[[Request, FacetValue], Option | None]], ...] = (
        ("section", "القسم", _section),
        ("source", "المصدر", _source),
        ("year", "السنة", _year),
    )
    groups = []
    for name, title, make in makers:
        values = [value for value in results.facets.get(name, ()) if value.value]
        if name == "year":
            values.sort(key=lambda value: value.value, reverse=True)
        options = tuple(option for value in values if (option := make(request, value)))
        if name == "year":
            options = _with_bars(options)
        if any(option.active or option.count < results.total for option in options):
            groups.append(Group(title, options[:_SHOWN], options[_SHOWN:]))
    return tuple(groups)


def active_filters(request: Request) -> tuple[Filter, ...]:
    """Return the filters that narrow a request, each with the way to drop it.

    Args:
        request: What was asked.
    """
    filters = []
    if request.section:
        filters.append(Filter("القسم", request.section, search_url(request, section="")))
    if request.source:
        filters.append(Filter("المصدر", request.source, search_url(request, source="")))
    if request.date_from or request.date_to:
        url = search_url(request, date_from=None, date_to=None)
        filters.append(Filter("التاريخ", _period(request), url))
    return tuple(filters)


def _section(request: Request, value: FacetValue) -> Option:
    active = request.section == value.value
    url = search_url(request, section="" if active else value.value)
    return Option(value.value, value.count, url, active)


def _source(request: Request, value: FacetValue) -> Option:
    active = request.source == value.value
    url = search_url(request, source="" if active else value.value)
    return Option(value.value, value.count, url, active)


def _year(request: Request, value: FacetValue) -> Option | None:
    try:
        year = int(value.value)
        first, last = date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None
    active = (request.date_from, request.date_to) == (first, last)
    url = search_url(request, date_from=None if active else first, date_to=None if active else last)
    return Option(digits(year), value.count, url, active)


def _with_bars(options: tuple[Option, ...]) -> tuple[Option, ...]:
    longest = max((option.count for option in options), default=1)
    return tuple(
        replace(option, bar=max(1, round(10 * option.count / longest))) for option in options
    )


def _period(request: Request) -> str:
    first, last = request.date_from, request.date_to
    if first and last:
        whole_year = (first.year, first.month, first.day) == (last.year, 1, 1)
        if whole_year and (last.month, last.day) == (12, 31):
            return digits(first.year)
        return day(first) if first == last else f"{day(first)} – {day(last)}"
    return f"منذ {day(first)}" if first else f"حتى {day(last)}" if last else ""

"""Filters as links: what can narrow the results, and what narrows them now."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from search.request import Request
from search.results import FacetValue, Results
from web.dates import day, month
from web.numerals import digits
from web.urls import search_url
from web.voice import voice

__all__ = ["Filter", "Group", "Option", "active_filters", "facet_groups", "months"]

_SHOWN: Final = 8
_NAMES: Final = {"section": "Section", "source": "Source", "tag": "Tag", "year": "Year"}


@dataclass(frozen=True, slots=True)
class Option:
    """Hold one value that can narrow the results.

    Args:
        label: What the reader sees.
        count: How many of the matching articles have it.
        url: The results with it; without it where it is active; "" where there are none.
        active: Whether it narrows the results now.
        bar: How long its bar is, in tenths of the longest; 0 where there is none.
        name: The label in full, where that is a short one.
    """

    label: str
    count: int
    url: str
    active: bool
    bar: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the values of one facet.

    Args:
        title: The facet's name in the reader's language.
        options: The values shown at once.
        more: The values behind «المزيد».
    """

    title: str
    options: tuple[Option, ...]
    more: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """Hold one filter that narrows the results now.

    Args:
        label: The facet's name in the reader's language.
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
    groups = []
    for name, title in _NAMES.items():
        values = [value for value in results.facets.get(name, ()) if value.value]
        if name == "year":
            values.sort(key=lambda value: value.value, reverse=True)
            options = _with_bars([_year(request, value) for value in values])
        else:
            options = tuple(_word(request, name, value) for value in values)
        if _can_narrow(options, results):
            shown = voice().plain(title)
            groups.append(Group(shown, options[:_SHOWN], options[_SHOWN:]))
    return tuple(groups)


def months(request: Request, results: Results) -> Group | None:
    """Return the twelve months of the year that the results are of, or None.

    Args:
        request: What was asked.
        results: The answer; its months are those of one year.
    """
    counts = {date.fromisoformat(f"{v.value}-01"): v.count for v in results.facets.get("month", ())}
    if not counts:
        return None
    year = next(iter(counts)).year
    first_days = [date(year, number, 1) for number in range(1, 13)]
    options = _with_bars([_month(request, first, counts.get(first, 0)) for first in first_days])
    title = voice().plain("Months of {year}", year=digits(year, voice()))
    return Group(title, options) if _can_narrow(options, results) else None


def active_filters(request: Request) -> tuple[Filter, ...]:
    """Return the filters that narrow a request, each with the way to drop it.

    Args:
        request: What was asked.
    """
    say = voice().plain
    filters = [
        Filter(say(_NAMES[name]), value, search_url(request, **{name: ""}))
        for name in ("section", "source", "tag")
        if (value := getattr(request, name))
    ]
    if request.date_from or request.date_to:
        url = search_url(request, date_from=None, date_to=None)
        filters.append(Filter(say("Date"), _period(request), url))
    return tuple(filters)


def _can_narrow(options: tuple[Option, ...], results: Results) -> bool:
    return any(option.active or 0 < option.count < results.total for option in options)


def _word(request: Request, name: str, value: FacetValue) -> Option:
    active = getattr(request, name) == value.value
    url = search_url(request, **{name: "" if active else value.value})
    return Option(value.value, value.count, url, active)


def _year(request: Request, value: FacetValue) -> Option | None:
    try:
        first, last = date(int(value.value), 1, 1), date(int(value.value), 12, 31)
    except ValueError:
        return None
    return _days(request, first, last, Option(digits(value.value, voice()), value.count, "", False))


def _month(request: Request, first: date, count: int) -> Option:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    say = voice()
    option = Option(digits(first.month, say), count, "", False, name=month(first, say, year=False))
    return _days(request, first, last, option) if count else option


def _days(request: Request, first: date, last: date, option: Option) -> Option:
    active = (request.date_from, request.date_to) == (first, last)
    if not active:
        return replace(option, url=search_url(request, date_from=first, date_to=last))
    year = (date(first.year, 1, 1), date(first.year, 12, 31))
    # Without a month its year is left; without a year, all of them.
    wider = (None, None) if (first, last) == year else year
    url = search_url(request, date_from=wider[0], date_to=wider[1])
    return replace(option, url=url, active=True)


def _with_bars(options: list[Option | None] | list[Option]) -> tuple[Option, ...]:
    made = [option for option in options if option]
    longest = max((option.count for option in made), default=1)
    return tuple(
        replace(option, bar=max(1, round(10 * option.count / longest)) if option.count else 0)
        for option in made
    )


def _period(request: Request) -> str:
    first, last, say = request.date_from, request.date_to, voice()
    write: Callable[[date], str] = lambda value: day(value, say)  # noqa: E731
    if first and last:
        if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
            return digits(first.year, say)
        end = monthrange(first.year, first.month)[1]
        if (first.day, last) == (1, first.replace(day=end)):
            return month(first, say)
        return write(first) if first == last else f"{write(first)} – {write(last)}"
    if first:
        return say.plain("since {day}", day=write(first))
    return say.plain("until {day}", day=write(last)) if last else ""

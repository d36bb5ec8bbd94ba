"""Filters as links: what can narrow the results, and what narrows them now."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from search.request import Request
from search.results import FacetValue, Results
from web.dates import day, month
from web.numerals import digits
from web.urls import Links
from web.voice import voice

__all__ = ["Filter", "Group", "Option", "active_filters", "facet_groups", "months"]

_SHOWN: Final = 8
_WORDS: Final = ("section", "source", "tag")
_NAMES: Final = {"section": "Section", "source": "Source", "tag": "Tag", "year": "Year"}

_Days: TypeAlias = tuple[date, date]


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
    links = Links(request)
    groups = []
    for name, title in _NAMES.items():
        values = [value for value in results.facets.get(name, ()) if value.value]
        if name == "year":
            options = _years(request, links, values)
        else:
            chosen = getattr(request, name)
            options = tuple(_word(links, name, value, value.value == chosen) for value in values)
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
    year, links, say = next(iter(counts)).year, Links(request), voice()
    longest = max(counts.values())
    options = tuple(
        _month(request, links, first, counts.get(first, 0), longest)
        for first in (date(year, number, 1) for number in range(1, 13))
    )
    title = say.plain("Months of {year}", year=digits(year, say))
    return Group(title, options) if _can_narrow(options, results) else None


def active_filters(request: Request) -> tuple[Filter, ...]:
    """Return the filters that narrow a request, each with the way to drop it.

    Args:
        request: What was asked.
    """
    if not (any(getattr(request, name) for name in _WORDS) or request.date_from or request.date_to):
        return ()
    say, links = voice().plain, Links(request)
    filters = [
        Filter(say(_NAMES[name]), value, links.search(**{name: ""}))
        for name in _WORDS
        if (value := getattr(request, name))
    ]
    if request.date_from or request.date_to:
        url = links.search(date_from=None, date_to=None)
        filters.append(Filter(say("Date"), _period(request), url))
    return tuple(filters)


def _can_narrow(options: tuple[Option, ...], results: Results) -> bool:
    return any(option.active or 0 < option.count < results.total for option in options)


def _word(links: Links, name: str, value: FacetValue, active: bool) -> Option:
    url = links.search(**{name: "" if active else value.value})
    return Option(value.value, value.count, url, active)


def _years(request: Request, links: Links, values: list[FacetValue]) -> tuple[Option, ...]:
    values = sorted(values, key=lambda value: value.value, reverse=True)
    years = [(year, value) for value in values if (year := _year(value.value))]
    longest = max((value.count for _, value in years), default=1)
    options, say = [], voice()
    for year, value in years:
        url, active = _days(request, links, *year)
        label, bar = digits(value.value, say), _bar(value.count, longest)
        options.append(Option(label, value.count, url, active, bar))
    return tuple(options)


def _year(text: str) -> _Days | None:
    try:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    except ValueError:
        return None


def _month(request: Request, links: Links, first: date, count: int, longest: int) -> Option:
    say = voice()
    label, name = digits(first.month, say), month(first, say, year=False)
    if not count:
        return Option(label, 0, "", False, name=name)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    url, active = _days(request, links, first, last)
    return Option(label, count, url, active, _bar(count, longest), name)


def _days(request: Request, links: Links, first: date, last: date) -> tuple[str, bool]:
    """Return the address that some days are chosen with, or left, and whether they are chosen."""
    if (request.date_from, request.date_to) != (first, last):
        return links.search(date_from=first, date_to=last), False
    year = (date(first.year, 1, 1), date(first.year, 12, 31))
    # Without a month its year is left; without a year, all of them.
    wider = (None, None) if (first, last) == year else year
    return links.search(date_from=wider[0], date_to=wider[1]), True


def _bar(count: int, longest: int) -> int:
    return max(1, round(10 * count / longest)) if count else 0


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

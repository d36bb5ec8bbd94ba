"""The URL is the state: query parameters to a `Request`, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote_plus

from search.request import Request, Sort
from web.config import WebConfig
from web.voice import Language

__all__ = [
    "BadParameter",
    "Parts",
    "asked_query",
    "check_language",
    "page_number",
    "parse",
    "quoted",
    "to_query",
]

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_PAGE: Final = re.compile(r"\d{1,9}")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")


_TOO_FAR: Final = "No results are shown past this page. Narrow the search with more words."
_NOT_RECENCY: Final = "Write recency as days, a number from 1 to 36500."
_MOST_RECENCY: Final = 36_500
_NOT_EXPLAIN: Final = "Write 1 to have the scores explained, or 0."
_NOT_COPIES: Final = "Write 1 to have near-duplicates one by one, or 0 to have one for all."
_NOT_EXACT: Final = "Write 1 to search for the text as it is typed alone, or 0."
_NOT_LANGUAGE: Final = "There is no such language. Choose ar or en."
_NOT_PAGE: Final = "This is no number of a page. Write a number greater than zero."
_NOT_SORT: Final = "There is no such order. Choose relevance, newest or oldest."
_NO_TEXT: Final = "Write one word or more to search for."
_NOT_DAY: Final = "This is no date. Write year, month and day, such as 2024-01-31."


class BadParameter(ValueError):
    """Report a parameter that cannot be understood and must not be ignored.

    Args:
        name: The parameter.
        message: A sentence in English, as `web.voice` translates it.
    """

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.message = message


def parse(args: Mapping[str, str], config: WebConfig) -> Request:
    """Read a request from the parameters of a URL.

    A page or an order that cannot be read falls back to the first page and to relevance:
    the answer is still one to the question. A day that cannot be read is refused, because
    leaving a filter out would answer another question without a word.

    Args:
        args: Parameter -> value, the first where one is repeated.
        config: The settings of the page.

    Returns:
        The request.

    Raises:
        BadParameter: A day is not one, or the page is past the last that may be asked for.
    """
    first, last = _day(args, "from"), _day(args, "to")
    if first and last and first > last:
        # The same days, named from the other end.
        first, last = last, first
    page = _page(args.get("page", ""))
    if page > config.max_page:
        raise BadParameter("page", _TOO_FAR)
    return Request(
        text=args.get("q", ""),
        offset=(page - 1) * config.page_size,
        limit=config.page_size,
        sort=_sort(args.get("sort", "")),
        section=args.get("section", ""),
        source=args.get("source", ""),
        tag=args.get("tag", ""),
        date_from=first,
        date_to=last,
        collapse=args.get("copies", "") != "1",
        repair=args.get("exact", "") != "1",
    )


def asked_query(args: Mapping[str, str], config: WebConfig) -> Request:
    """Read the request of a program: it must ask for something, and nothing in it is guessed.

    Args:
        args: As for `parse`.
        config: As for `parse`.

    Returns:
        The request.

    Raises:
        BadParameter: As for `parse`; or there is no text, or no such page or order, or the answer
            to a question is neither 0 nor 1.
    """
    asked = parse(args, config)
    if (copies := args.get("copies", "1")) not in ("0", "1"):
        raise BadParameter("copies", _NOT_COPIES)
    if (exact := args.get("exact", "1")) not in ("0", "1"):
        raise BadParameter("exact", _NOT_EXACT)
    if (explain := args.get("explain", "0")) not in ("0", "1"):
        raise BadParameter("explain", _NOT_EXPLAIN)
    recency = args.get("recency")
    if recency is not None and not (_NUMBER.fullmatch(recency) and int(recency) <= _MOST_RECENCY):
        raise BadParameter("recency", _NOT_RECENCY)
    if not _NUMBER.fullmatch(args.get("page", "1")):
        raise BadParameter("page", _NOT_PAGE)
    if args.get("sort", asked.sort.value) != asked.sort.value:
        raise BadParameter("sort", _NOT_SORT)
    if not asked.text.strip():
        raise BadParameter("q", _NO_TEXT)
    return replace(
        asked,
        explain=explain == "1",
        collapse=copies == "0",
        repair=exact == "0",
        half_life=float(recency) if recency is not None else None,
    )


def check_language(args: Mapping[str, str]) -> None:
    """Return where the language that a program asks for is one of the page's.

    Args:
        args: As for `parse`.

    Raises:
        BadParameter: It is none.
    """
    if args.get("lang", Language.ARABIC) not in set(Language):
        raise BadParameter("lang", _NOT_LANGUAGE)


def to_query(request: Request) -> str:
    """Write a request as the query part of a URL, without what is at its default.

    Args:
        request: The request.

    Returns:
        Such as "q=%D8%A8&page=2", for `parse` to read back.
    """
    return Parts(request).query()


class Parts:
    """Hold the parts of a URL that a request is written as, so that another begins with them.

    Args:
        request: The request.
    """

    def __init__(self, request: Request) -> None:
        self._limit = request.limit
        self._parts = {
            field: write(getattr(request, field), request.limit) for field, write in _WRITE.items()
        }

    def query(self, **changes: object) -> str:
        """Write the request as the query part of a URL, without what is at its default.

        Args:
            changes: Fields of it to replace; unless `offset` is one, the first page is meant.
        """
        parts = self._parts
        if changes:
            changed = {name: _WRITE[name](value, self._limit) for name, value in changes.items()}
            # A part that is replaced keeps its place.
            parts = {**parts, "offset": "", **changed}
        return "&".join(filter(None, parts.values()))


@lru_cache(4096)
def quoted(value: str) -> str:
    """Quote a name or a value for the query part of a URL.

    Args:
        value: The value; all links of a page repeat its query, and pages repeat sections.
    """
    return quote_plus(value)


def _named(name: str) -> Callable[[Any, int], str]:
    return lambda value, _: f"{name}={quoted(str(value))}" if value else ""


_WRITE: Final[Mapping[str, Callable[[Any, int], str]]] = {
    "text": lambda text, _: f"q={quoted(text)}",
    "offset": lambda offset, limit: f"page={offset // limit + 1}" if offset >= limit else "",
    "sort": lambda sort, _: f"sort={sort.value}" if sort is not Sort.RELEVANCE else "",
    "section": _named("section"),
    "source": _named("source"),
    "tag": _named("tag"),
    "date_from": _named("from"),
    "date_to": _named("to"),
    "collapse": lambda collapse, _: "" if collapse else "copies=1",
    "repair": lambda repair, _: "" if repair else "exact=1",
}
"""Field of a request -> what writes it, given a page's number of results; "" for a default."""


def page_number(request: Request) -> int:
    """Return the page, counted from 1, that a request asks for.

    Args:
        request: The request.
    """
    return request.offset // request.limit + 1


def _page(text: str) -> int:
    # int() reads Arabic-Indic digits too, and a page past nine digits is no page.
    return max(1, int(text)) if _PAGE.fullmatch(text.strip()) else 1


def _sort(text: str) -> Sort:
    try:
        return Sort(text)
    except ValueError:
        return Sort.RELEVANCE


def _day(args: Mapping[str, str], name: str) -> date | None:
    text = args.get(name, "").strip()
    if not text:
        return None
    try:
        if _DAY.fullmatch(text):
            return date(*map(int, text.split("-")))
    except ValueError:
        pass
    raise BadParameter(name, _NOT_DAY)

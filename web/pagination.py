"""Which pages the foot of the results links to."""

from __future__ import annotations

from dataclasses import dataclass

from search.request import Request
from web.config import WebConfig
from web.params import page_number
from web.urls import Links

__all__ = ["Link", "Pages", "paginate", "window"]


@dataclass(frozen=True, slots=True)
class Link:
    """Hold one number at the foot of the results.

    Args:
        number: The page, counted from 1; 0 stands for a gap.
        url: Its address; "" for a gap.
        current: Whether it is the page shown.
    """

    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Hold the links between the pages of one answer.

    Args:
        current: The page shown, counted from 1.
        last: The last page that has results and may be asked for; at least 1.
        links: Numbers and gaps, in order; empty when one page holds everything.
        previous: Address of the page before, or "".
        next: Address of the page after, or "".
        beyond: Whether the page shown lies after the last.
        capped: Whether results remain after the last page.
    """

    current: int
    last: int
    links: tuple[Link, ...]
    previous: str
    next: str
    beyond: bool
    capped: bool


def window(current: int, last: int, around: int = 2) -> list[int]:
    """Choose page numbers: the first, the last, and those around the current one.

    Args:
        current: The page shown.
        last: The last page.
        around: How many pages to show on each side.

    Returns:
        Page numbers in order, with 0 where at least two are left out.
    """
    near = range(max(1, current - around), min(last, current + around) + 1)
    numbers: list[int] = []
    for page in sorted({1, last, *near}):
        before = numbers[-1] if numbers else 0
        if page - before == 2:
            numbers.append(page - 1)
        elif page - before > 2:
            numbers.append(0)
        numbers.append(page)
    return numbers


def paginate(request: Request, total: int, config: WebConfig) -> Pages:
    """Return the links between the pages of an answer.

    Args:
        request: What was asked.
        total: How many articles match.
        config: The settings of the page.
    """
    links = Links(request)

    def url(page: int) -> str:
        return links.search(offset=(page - 1) * request.limit)

    current = page_number(request)
    full = max(1, -(-total // request.limit))
    last = min(full, config.max_page)
    numbers = window(min(current, last), last) if last > 1 else []
    return Pages(
        current=current,
        last=last,
        links=tuple(Link(page, url(page) if page else "", page == current) for page in numbers),
        previous=url(min(current - 1, last)) if current > 1 else "",
        next=url(current + 1) if current < last else "",
        beyond=current > last,
        capped=full > last,
    )

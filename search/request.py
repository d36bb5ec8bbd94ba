"""What is asked of `search.service`: one value that a URL, a command line or a test can make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Request", "Sort"]


class Sort(StrEnum):
    """Name the orders in which results can come."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Request:
    """Ask for one slice of the articles that answer a query.

    Args:
        text: What the person typed, unparsed.
        offset: How many of the best results to skip.
        limit: How many results to return.
        sort: The order of results.
        section: Keep only articles of this section; "" keeps all.
        source: Keep only articles of this source; "" keeps all.
        tag: Keep only articles with this tag; "" keeps all.
        date_from: Keep only articles of this day (UTC) or later.
        date_to: Keep only articles of this day (UTC) or earlier.
        explain: Tell why each result has its score.
        collapse: Let one result stand for its near-duplicates.
        repair: Where nothing is found, answer with the results of the suggestion.
        half_life: Let newer articles stand before older ones that answer as well: in so many
            days half of what the newest gains is lost. None lets relevance alone decide.
    """

    text: str
    offset: int = 0
    limit: int = 10
    sort: Sort = Sort.RELEVANCE
    section: str = ""
    source: str = ""
    tag: str = ""
    date_from: date | None = None
    date_to: date | None = None
    explain: bool = False
    collapse: bool = False
    repair: bool = False
    half_life: float | None = None

"""What `search.service` answers: plain values, ready for a page, JSON or a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from index.article import Article

__all__ = ["FacetValue", "Hit", "MarkedArticle", "Results", "Slice"]


class Slice(NamedTuple):
    """Hold a run of original text that is either marked as a whole or not at all."""

    text: str
    marked: bool


class FacetValue(NamedTuple):
    """Count the matching articles that share one value of a facet."""

    value: str
    count: int  # type: ignore[assignment]  # the JSON key; hides tuple.count


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold one result.

    Args:
        id: The article's id.
        title: Its title in slices, words of the query marked.
        score: Its score under the query; 0.0 where results are sorted by date.
        date: When it was published.
        section: Its section, or "".
        source: Its source, or "".
        url: Where it was published, or "".
        snippet: Its best passage in slices, words of the query marked.
    """

    id: str
    title: tuple[Slice, ...]
    score: float
    date: datetime | None
    section: str
    source: str
    url: str
    snippet: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """Hold the answer to one `Request`.

    Args:
        query: The text as it was typed.
        total: How many articles match, over all pages.
        took_ms: Wall time of the search in milliseconds.
        hits: The results asked for, in order.
        facets: For "section", "source" and "year", the counts under this query, most first.
        suggestion: Another spelling that has results, or "".
        relaxed: Whether no article has all the words, so that articles with some are shown.
        missing: Words of the query that no article has, as typed.
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    suggestion: str = ""
    relaxed: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """Hold a whole article with the words of a query marked.

    Args:
        article: The article as it was indexed.
        title: Its title in slices that join to it.
        lead: Its lead in slices; none where it has no lead.
        body: Its paragraphs, each in slices that join to it; the blanks between are left out.
    """

    article: Article
    title: tuple[Slice, ...]
    lead: tuple[Slice, ...]
    body: tuple[tuple[Slice, ...], ...]

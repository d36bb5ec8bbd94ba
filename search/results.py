"""What `search.service` answers: plain values, ready for a page, JSON or a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from index.article import Article
from search.syntax.structure import Structure

__all__ = [
    "Contribution",
    "Explanation",
    "FacetValue",
    "Hit",
    "MarkedArticle",
    "RepairKind",
    "Results",
    "Slice",
]


class RepairKind(StrEnum):
    """Name what a suggestion changes: spelling, keys, or letters from Latin to Arabic."""

    SPELLING = "spelling"
    LAYOUT = "layout"
    SCRIPT = "script"


class Slice(NamedTuple):
    """Hold a run of original text that is either marked as a whole or not at all."""

    text: str
    marked: bool


class FacetValue(NamedTuple):
    """Count the matching articles that share one value of a facet."""

    value: str
    count: int  # type: ignore[assignment]  # the JSON key; hides tuple.count


class Contribution(NamedTuple):
    """Hold what one term in one view of one part of an article adds to its score.

    Args:
        term: The term; a phrase or a pattern as it is searched.
        field: The part of the article.
        view: The view; "" for what is not text.
        score: What it adds.
        weight: What field and view multiply it by; None, as the rest, where there is no one term.
        idf: How rare the term is: ln(1 + (N - n + 0.5) / (n + 0.5)).
        frequency: How often this part of the article has it.
        length: How long this part of the article counts as, in words.
    """

    term: str
    field: str
    view: str
    score: float
    weight: float | None = None
    idf: float | None = None
    frequency: int | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Tell why an article has its score: the contributions, added up, times both factors.

    Args:
        score: The score by relevance, whatever the order of the results.
        coverage: How much of what was asked the article covers, from 0 to 1; None where it must
            have all.
        factor: What the sum is multiplied by for it.
        contributions: The greatest first.
        freshness: What it is multiplied by for being new, where the request asks for that.
    """

    score: float
    coverage: float | None
    factor: float
    contributions: tuple[Contribution, ...]
    freshness: float = 1.0


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
        explanation: Why it has this score; None where the request does not ask.
        copies: How many other matching articles are near-duplicates of it, and not shown; 0 where
            the request does not collapse them.
    """

    id: str
    title: tuple[Slice, ...]
    score: float
    date: datetime | None
    section: str
    source: str
    url: str
    snippet: tuple[Slice, ...]
    explanation: Explanation | None = None
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """Hold the answer to one `Request`.

    Args:
        query: The text as it was typed.
        total: How many articles match, over all pages; those that are collapsed count too.
        took_ms: Wall time of the search in milliseconds.
        hits: The results asked for, in order.
        facets: The counts under this query, as `search.facets.FacetCounts.result` gives them.
        suggestion: The query as it may have been meant, of words that articles have, or "".
        repair: What the suggestion changes; None where there is none.
        replaced: The text whose results these are, because the one typed has none and the request
            allows it; else "".
        relaxed: Whether no article has all the words, so that articles with some are shown.
        missing: Words of the query that no article has, as typed.
        partial: Whether time was over before all was looked at: more articles may match, and some
            of these may stand too low.
        structure: What the operators and fields of the query ask for; None where it has none.
        unused: Words of a long query that were left out, because others say more, as typed.
        unread_dates: What the field of dates was asked for and is no date; its words are searched.
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    suggestion: str = ""
    relaxed: bool = False
    missing: tuple[str, ...] = ()
    partial: bool = False
    structure: Structure | None = None
    unused: tuple[str, ...] = ()
    repair: RepairKind | None = None
    replaced: str = ""
    unread_dates: tuple[str, ...] = ()


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

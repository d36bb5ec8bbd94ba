"""Execution: what a query tree finds in an index, ordered, counted, and within a time.

Whoosh's own collectors are not used: with a limit they can miss better articles, and some of
their counts are estimates. Here every match is an element of an array.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import NamedTuple

import numpy as np
from whoosh import query
from whoosh.searching import Searcher

from index.columnar.evaluation import Columns
from index.columnar.expansions import TooManyTerms
from index.columnar.matches import Matches
from search.collapse import WINDOW, collapse, copies
from search.coverage import evaluate
from search.facets import FacetCounts
from search.filters import Filters
from search.limits import Limits, refuse
from search.order import Kept, Place, first, numbers_at
from search.rank import article_model
from search.recency import freshness, newest
from search.request import Request
from search.results import FacetValue

__all__ = ["Budget", "Found", "Ranked", "execute"]

Facets = Mapping[str, tuple[FacetValue, ...]]

_FEW_COPIES = 64
"""So many more than a page needs are compared first."""


class Budget:
    """Hold the time that one search may still take.

    Args:
        limits: The limits in force; `max_seconds` counts from now.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._end = perf_counter() + limits.max_seconds

    def left(self) -> bool:
        """Return whether there is time left."""
        return perf_counter() < self._end


class Ranked(NamedTuple):
    """Hold one article of the answer.

    Args:
        number: Its document number in the searcher.
        score: Its score, or 0.0 where the order is by date.
        copies: How many other articles of the answer are near-duplicates that it stands for; 0
            where the request does not collapse them.
    """

    number: int
    score: float
    copies: int = 0


@dataclass(slots=True)
class Found:
    """Hold what a tree found.

    Args:
        matched: How many articles match, whatever the filters keep.
        total: How many of them pass the filters, collapsed ones included.
        page: The articles asked for, in order.
        count: Counts the facets; the searcher must still be open when it is first called.
        partial: Whether time was over before all was looked at: more articles may match, and
            some of these may have too low a score.
    """

    matched: int
    total: int
    page: tuple[Ranked, ...]
    count: Callable[[], Facets]
    partial: bool = False

    @property
    def facets(self) -> Facets:
        """Return the counts as `search.facets.FacetCounts.result` gives them.

        They are counted when they are first asked for, which must be while the searcher is open.
        """
        return self.count()


class _Counting:
    """Count the facets of matches when they are first asked for."""

    __slots__ = ("_counts", "_filters", "_found", "_request")

    def __init__(self, request: Request, filters: Filters, found: Sequence[Kept]) -> None:
        self._request = request
        self._filters = filters
        self._found = found
        self._counts: Facets | None = None

    def __call__(self) -> Facets:
        if self._counts is None:
            counts = FacetCounts(self._request)
            for segment, _, found in self._found:
                docs = found.docs
                any_filter = self._filters.any
                counts.add(
                    segment, docs, self._filters.passes(segment, docs) if any_filter else None
                )
            self._counts = counts.result()
        return self._counts


def execute(
    tree: query.Query,
    searcher: Searcher,
    request: Request,
    budget: Budget,
    within: query.Query | None = None,
) -> Found:
    """Run a tree and return the articles that a request asks for.

    Args:
        tree: Any tree of Whoosh queries, or a `search.coverage.Covering`.
        searcher: A searcher that no other thread uses meanwhile.
        request: Filters, order, offset and limit; its text is not looked at.
        budget: The time left. Where it ends, what was found until then is returned.
        within: Keeps only articles that this tree of Whoosh queries finds too; it never ranks.

    Raises:
        QueryRefused: A pattern stands for more words than it may.
    """
    model = article_model(searcher)
    columns = Columns(searcher, model, budget.left, budget.limits.max_expansions)
    try:
        matches = evaluate(tree, columns, model)
        if within is not None:
            allowed = columns.evaluate(within)
            matches = [
                found.where(keep.find(found.docs)[0])
                for found, keep in zip(matches, allowed, strict=True)
            ]
    except TooManyTerms as error:
        raise refuse(budget.limits, "max_expansions") from error
    found = kept = [
        Kept(segment, offset, match)
        for (segment, offset), match in zip(columns.segments(), matches, strict=True)
    ]
    matched = sum(part.matches.count for part in found)
    total = matched
    filters = Filters(request)
    if filters.any:
        kept = [_passing(part, filters) for part in found]
        total = sum(part.matches.count for part in kept)
    if request.half_life is not None:
        kept = _fresh(kept, request.half_life)
    page = _page(kept, request, min(request.offset + request.limit, total))
    return Found(matched, total, page, _Counting(request, filters, found), columns.partial)


def _passing(part: Kept, filters: Filters) -> Kept:
    passes = filters.passes(part.segment, part.matches.docs)
    return part._replace(matches=part.matches.where(passes.kept))


def _fresh(kept: Sequence[Kept], half_life: float) -> list[Kept]:
    """Return the same articles with scores that count how new they are."""
    last = newest(part.segment for part in kept)
    result = []
    for part in kept:
        docs, scores = part.matches.docs, part.matches.scores
        dates = part.segment.numbers("date").values[docs]
        scores = scores * freshness(dates, last, half_life)
        result.append(part._replace(matches=Matches(docs, scores)))
    return result


def _page(kept: Sequence[Kept], request: Request, end: int) -> tuple[Ranked, ...]:
    """Return the articles asked for."""
    if end <= request.offset:
        return ()
    if not request.collapse:
        places = first(kept, request.sort, request.offset, end)
        return tuple([Ranked(number, -rank) for rank, _, number in places[request.offset : end]])
    leaders = _leaders(kept, request, end)[request.offset :]
    likenesses = np.concatenate(
        [part.segment.numbers("likeness").values.take(part.matches.docs) for part in kept]
    )
    own = numbers_at(kept, "likeness", np.array([number for _, _, number in leaders], np.int64))
    counts = copies(own, likenesses)
    return tuple([Ranked(place[2], -place[0], n) for place, n in zip(leaders, counts, strict=True)])


def _leaders(kept: Sequence[Kept], request: Request, end: int) -> list[Place]:
    """Return the articles that stand for their near-duplicates, to `end` of them."""
    own: list[int] = []
    order: list[Place] = []
    total = sum(part.matches.count for part in kept)
    # Few articles have copies, so the first ones nearly always are enough.
    for window in (end + _FEW_COPIES, WINDOW):
        order = first(kept, request.sort, 0, min(end + window, total))
        numbers = np.array([number for _, _, number in order[:window]], np.int64)
        leaders = collapse(numbers_at(kept, "likeness", numbers), end)
        own = np.flatnonzero(leaders == np.arange(len(leaders))).tolist()
        if len(own) >= end or len(order) <= window:
            break
    return [*(order[place] for place in own), *order[window:]][:end]

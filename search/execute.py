"""Execution: what a query tree finds in an index, ordered, counted, and within a time.

Whoosh's own collectors are not used: with a limit they can miss better articles, and some of
their counts are estimates. Here every match is an element of an array.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from time import perf_counter
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from whoosh import query
from whoosh.searching import Searcher

from index.columnar.bits import Int64s
from index.columnar.evaluation import Columns
from index.columnar.expansions import TooManyTerms
from index.columnar.matches import Float64s
from index.columnar.segment import Segment
from index.columnar.selection import first_places, lower_bound
from index.schema import NO_DATE
from search.collapse import WINDOW, collapse, copies
from search.coverage import evaluate
from search.facets import FacetCounts
from search.filters import Filters
from search.limits import Limits, refuse
from search.rank import ArticleModel
from search.recency import freshness, newest
from search.request import Request, Sort
from search.results import FacetValue

__all__ = ["Budget", "Found", "Ranked", "execute"]

_SCORE_DIGITS = 9
"""Sums of the same numbers in another order differ behind this digit; they are ties."""

_LARGEST_TIE = 10_000
"""More articles with one rank than this stay in index order: their ids would have to be read."""

_UNDATED = 2**62
"""Sorts behind every date, whichever way dates run."""


_FEW_COPIES = 64
"""So many more than a page needs are compared first."""

T = TypeVar("T", bound=np.generic)


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


@dataclass(frozen=True, slots=True)
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
    count: Callable[[], Mapping[str, tuple[FacetValue, ...]]]
    partial: bool = False

    @property
    def facets(self) -> Mapping[str, tuple[FacetValue, ...]]:
        """Return the counts as `search.facets.FacetCounts.result` gives them.

        They are counted when they are first asked for, which must be while the searcher is open.
        """
        return self.count()


class _Kept(NamedTuple):
    """Hold the articles that pass the filters, as arrays of one length.

    Args:
        numbers: Their document numbers.
        scores: Their scores.
        dates: When they were published.
        likenesses: Their fingerprints; none where near-duplicates are not collapsed.
    """

    numbers: Int64s
    scores: Float64s
    dates: Int64s
    likenesses: Int64s


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
    model = ArticleModel(searcher)
    columns = Columns(searcher, model, budget.left, budget.limits.max_expansions)
    segments = list(columns.segments())
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
    filters = Filters(request)
    passing = [
        filters.passes(segment, found.docs)
        for (segment, _), found in zip(segments, matches, strict=True)
    ]

    @cache
    def count() -> Mapping[str, tuple[FacetValue, ...]]:
        counts = FacetCounts(request)
        for (segment, _), found, passes in zip(segments, matches, passing, strict=True):
            counts.add(segment, found.docs, passes)
        return counts.result()

    matched = 0
    parts: list[_Kept] = []
    last = newest(segment for segment, _ in segments) if request.half_life is not None else NO_DATE
    for (segment, offset), found, passes in zip(segments, matches, passing, strict=True):
        matched += len(found.docs)
        kept = found.where(passes.kept) if filters.any else found
        dates = segment.numbers("date").values[kept.docs]
        compared = kept.docs if request.collapse else kept.docs[:0]
        likenesses = segment.numbers("likeness").values[compared]
        numbers = kept.docs.astype(np.int64)
        numbers += offset
        scores = kept.scores
        if request.half_life is not None:
            scores = scores * freshness(dates, last, request.half_life)
        parts.append(_Kept(numbers, scores, dates, likenesses))
    kept_all = _Kept(*map(_joined, zip(*parts, strict=True))) if parts else None
    page = _page(kept_all, request, segments) if kept_all else ()
    total = len(kept_all.numbers) if kept_all else 0
    return Found(matched, total, page, count, columns.partial)


def _joined(arrays: tuple[NDArray[T], ...]) -> NDArray[T]:
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def _ages(dates: Int64s, sort: Sort) -> Int64s:
    """Return what sorts articles by date, least first."""
    ages = dates.copy() if sort is Sort.OLDEST else -dates
    ages[dates == NO_DATE] = _UNDATED
    return ages


def _page(kept: _Kept, request: Request, segments: list[tuple[Segment, int]]) -> tuple[Ranked, ...]:
    """Return the articles asked for."""
    end = min(request.offset + request.limit, len(kept.numbers))
    if end <= request.offset:
        return ()
    if not request.collapse:
        page = _order(kept, request, segments, request.offset, end)[request.offset : end]
        return tuple(_ranked(kept, request, place) for place in page)
    shown = _leaders(kept, request, segments, end)
    return tuple(
        _ranked(kept, request, place)._replace(
            copies=copies(int(kept.likenesses[place]), kept.likenesses)
        )
        for place in shown[request.offset :]
    )


def _leaders(
    kept: _Kept, request: Request, segments: list[tuple[Segment, int]], end: int
) -> list[int]:
    """Return the places of articles that stand for their near-duplicates, to `end` of them."""
    own: list[int] = []
    order: list[int] = []
    # Few articles have copies, so the first ones nearly always are enough.
    for window in (end + _FEW_COPIES, WINDOW):
        order = _order(kept, request, segments, 0, min(end + window, len(kept.numbers)))
        leaders = collapse(kept.likenesses[order[:window]], end)
        own = np.flatnonzero(leaders == np.arange(len(leaders))).tolist()
        if len(own) >= end or len(order) <= window:
            break
    return [*(order[place] for place in own), *order[window:]][:end]


def _ranked(kept: _Kept, request: Request, place: int) -> Ranked:
    by_score = request.sort is Sort.RELEVANCE
    score = round(float(kept.scores[place]), _SCORE_DIGITS) if by_score else 0.0
    return Ranked(int(kept.numbers[place]), score)


def _order(
    kept: _Kept, request: Request, segments: list[tuple[Segment, int]], start: int, end: int
) -> list[int]:
    """Return places in order to `end` or more; equal ranks from `start` on stand by their ids."""
    if request.sort is Sort.RELEVANCE:
        # Only what may be among the first is rounded and sorted; rounding moves half a unit.
        least = lower_bound(kept.scores, end) - 10.0**-_SCORE_DIGITS
        among = np.flatnonzero(kept.scores >= least)
        first: Float64s | Int64s = -kept.scores[among].round(_SCORE_DIGITS)
        ages = _ages(kept.dates[among], request.sort)
    else:
        among = np.arange(len(kept.numbers))
        first = ages = _ages(kept.dates, request.sort)
    # Ties behind the last place come too: which of them stand on it, their ids decide.
    places = first_places(first, ages, end)
    order: list[int] = among[places].tolist()
    first, ages = first[places], ages[places]
    changes = np.flatnonzero((first[1:] != first[:-1]) | (ages[1:] != ages[:-1])) + 1
    for begin, stop in pairwise([0, *changes.tolist(), len(order)]):
        if begin >= end:
            return order[:begin]
        if 1 < stop - begin <= _LARGEST_TIE and stop > start:
            order[begin:stop] = sorted(
                order[begin:stop], key=lambda n: _id(segments, int(kept.numbers[n]))
            )
    return order


def _id(segments: list[tuple[Segment, int]], number: int) -> bytes:
    """Return an article's id; its bytes in UTF-8 sort as its letters do."""
    segment, offset = next(held for held in reversed(segments) if held[1] <= number)
    return segment.keywords("id").value(number - offset)

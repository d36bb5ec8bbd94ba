"""Execution: running a query tree over a Whoosh searcher, exactly and within a time.

Whoosh's own collectors are not used: with a limit they can miss better articles, and some of
their counts are estimates. Here every matching article is visited once.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from time import perf_counter
from typing import NamedTuple

from whoosh import query
from whoosh.searching import Searcher

from index.article import Article
from index.schema import NO_DATE
from search.facets import FacetCounts
from search.filters import Filters, Row
from search.limits import Limits, refuse
from search.rank import weighting
from search.request import Request, Sort
from search.results import FacetValue

__all__ = ["Budget", "Found", "Ranked", "execute"]

_CHECK_EVERY = 256
"""Articles between two looks at the clock; a look costs about a tenth of an article."""

_SCORE_DIGITS = 9
"""Sums of the same numbers in another order differ behind this digit; they are ties."""

_LARGEST_TIE = 1_000
"""More articles with one rank than this stay in index order: their ids would have to be read."""

_UNDATED = 2**62
"""Sorts behind every date, whichever way dates run."""


class Budget:
    """Hold the time that one search may still take.

    Args:
        limits: The limits in force; `max_seconds` counts from now.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._end = perf_counter() + limits.max_seconds

    def check(self) -> None:
        """Return at once while there is time.

        Raises:
            QueryRefused: There is none left.
        """
        if perf_counter() > self._end:
            raise refuse(self._limits, "max_seconds")


class Ranked(NamedTuple):
    """Hold one article of the answer.

    Args:
        number: Its document number in the searcher.
        score: Its score, or 0.0 where the order is by date.
    """

    number: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """Hold what a tree found.

    Args:
        matched: How many articles match, whatever the filters keep.
        total: How many of them pass the filters.
        page: The articles asked for, in order.
        facets: Counts as `search.facets.FacetCounts.result` gives them.
    """

    matched: int
    total: int
    page: tuple[Ranked, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]


class _Entry(NamedTuple):
    """Sort one kept article: rank first, then date, then id."""

    first: float
    second: float
    number: int


def execute(tree: query.Query, searcher: Searcher, request: Request, budget: Budget) -> Found:
    """Run a tree and return the articles that a request asks for.

    Args:
        tree: A tree of `Term`, `Phrase`, `And` and `Or`.
        searcher: A searcher that no other thread uses meanwhile.
        request: Filters, order, offset and limit; its text is not looked at.
        budget: The time left.

    Raises:
        QueryRefused: The time is over.
    """
    filters = Filters(request)
    counts = FacetCounts()
    by_score = request.sort is Sort.RELEVANCE
    newest_first = request.sort is not Sort.OLDEST
    matched = 0
    kept: list[_Entry] = []
    for number, score, row in _matches(tree, searcher, budget, scored=by_score):
        matched += 1
        if filters.keep(row, counts):
            age = -row.date if newest_first else row.date
            if row.date == NO_DATE:
                age = _UNDATED
            kept.append(_Entry(-score, age, number) if by_score else _Entry(age, 0.0, number))
    page = _page(kept, request, lambda number: _id(searcher, number))
    return Found(
        matched=matched,
        total=len(kept),
        page=tuple(Ranked(e.number, -e.first if by_score else 0.0) for e in page),
        facets=counts.result(),
    )


def _matches(
    tree: query.Query, searcher: Searcher, budget: Budget, *, scored: bool
) -> Iterator[tuple[int, float, Row]]:
    """Yield document number, score and columns of every matching article."""
    # needs_current keeps Whoosh from a union that loads all matches before the first.
    context = searcher.context(needs_current=True, weighting=weighting())
    seen = 0
    for leaf, offset in searcher.leaf_searchers():
        matcher = tree.matcher(leaf, context)
        if not matcher.is_active():
            # The reader of an index without articles has no columns to open.
            continue
        reader = leaf.reader()
        section = reader.column_reader("section", translate=True)
        source = reader.column_reader("source", translate=True)
        date = reader.column_reader("date", translate=True)
        while matcher.is_active():
            if seen % _CHECK_EVERY == 0:
                budget.check()
            seen += 1
            number = matcher.id()
            score = round(matcher.score(), _SCORE_DIGITS) if scored else 0.0
            yield offset + number, score, Row(section[number], source[number], date[number])
            matcher.next()
    budget.check()


def _page(entries: list[_Entry], request: Request, id_of: Callable[[int], str]) -> list[_Entry]:
    """Return the entries asked for; equal ranks stand in the order of their ids."""
    end = request.offset + request.limit
    best = heapq.nsmallest(end, entries)
    if len(best) <= request.offset:
        return []
    # The last rank of the page may go on behind it: which of its articles come first is
    # known only when all of them are sorted by id.
    last = best[-1][:2]
    best = [entry for entry in best if entry[:2] != last]
    best += sorted(entry for entry in entries if entry[:2] == last)
    page: list[_Entry] = []
    for _, tied in groupby(best, key=lambda entry: entry[:2]):
        group = list(tied)
        end_of_group = len(page) + len(group)
        if 1 < len(group) <= _LARGEST_TIE and end_of_group > request.offset:
            group.sort(key=lambda entry: id_of(entry.number))
        page += group
    return page[request.offset : end]


def _id(searcher: Searcher, number: int) -> str:
    return Article.from_json(searcher.stored_fields(number)["article"]).id

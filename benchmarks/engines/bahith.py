"""Bahith as it is used: `build`, and `execute` or `Service.search`; all views, all columns."""

from __future__ import annotations

from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.engines.base import LIMIT, Answer, bytes_in
from benchmarks.engines.trees import tree
from benchmarks.queries import Kind, Query
from index.build import build
from index.store import Store
from search.execute import Budget, execute
from search.limits import Limits
from search.request import Request, Sort
from search.service import Service

__all__ = ["Bahith"]


class Bahith:
    """Index with every view of the shipped schema; facets are counted in the class that asks."""

    def __init__(self) -> None:
        self.version = f"Bahith {version('bahith')}"
        self.kinds = frozenset(Kind)
        # Nobody can type a range of terms, which stands for more words than a pattern may.
        self._limits = Limits(max_expansions=10**9)

    def build(self, articles: Path, directory: Path) -> None:
        """Do what `bahith index` does."""
        build([articles], Store(directory))

    def open(self, directory: Path) -> None:
        """Open the index for trees and for whole calls."""
        self._service = Service(Store(directory))
        self._snapshot = Store(directory).open()

    def ask(self, kind: Kind, query: Query) -> Answer:
        """Answer a query within the time that one search may take."""
        if kind is Kind.SERVICE:
            results = self._service.search(Request(" ".join(query.words), limit=LIMIT))
            if results.partial:
                raise TimeoutError("there was not enough time for all matches")
            return Answer(results.total, tuple(hit.id for hit in results.hits))
        request = Request(
            "",
            limit=LIMIT,
            sort=Sort.NEWEST if kind is Kind.NEWEST else Sort.RELEVANCE,
            date_from=_day(query.first),
            date_to=_day(query.last),
        )
        with self._snapshot.searcher() as searcher:
            found = execute(tree(kind, query), searcher, request, Budget(self._limits))
            if kind is Kind.FACETS:
                found.count()
        if found.partial:
            raise TimeoutError("there was not enough time for all matches")
        return Answer(found.total, tuple(ranked.number for ranked in found.page))

    def size(self, directory: Path) -> int:
        """Return the bytes of the index directory."""
        return bytes_in(directory)

    def close(self) -> None:
        """Let go of the files."""
        self._service.close()
        self._snapshot.close()


def _day(second: int | None) -> date | None:
    return None if second is None else datetime.fromtimestamp(second, UTC).date()

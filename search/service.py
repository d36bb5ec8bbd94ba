"""The service: one call from a `Request` to `Results`, safe for many threads at once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from time import perf_counter

from index.errors import QueryRefused
from index.store import Store
from search.answer import Answer, ExportAnswer
from search.clauses import ParsedQuery
from search.current import CurrentSnapshot
from search.execute import Budget
from search.limits import Limits, refuse
from search.marked import mark_article
from search.marking import Marker
from search.parser import parse
from search.related import related
from search.request import Request
from search.results import MarkedArticle, Results
from search.similar import Similar, similar
from search.skeletons import Skeletons
from search.suggester import Suggested, Suggester
from search.telling import left_out, most_telling
from search.vocabulary import Vocabulary

__all__ = ["Service"]

_DEFAULT_LIMITS = Limits()

_MOST_EXPORTED = 1_000
"""Results in one export."""


class Service:
    """Answer searches over the newest generation of an index.

    One service is made a process and shared by its threads.

    Args:
        store: Where the index is; it may come into being later.
        limits: The limits in force.
    """

    def __init__(self, store: Store, limits: Limits = _DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._current = CurrentSnapshot(store)
        self._skeletons = Skeletons()
        self._suggester = Suggester(self._current, self._skeletons)

    def search(self, request: Request) -> Results:
        """Answer a request.

        Articles with all the words are wanted. Where no article has them all, those with some
        are shown, and the results say so. Where none has one of them, the results of the suggestion
        are shown if the request allows it, and the results say that, too.

        Args:
            request: What is asked. A negative offset or limit counts as 0.

        Raises:
            QueryRefused: The request is past a limit; its message is an Arabic sentence.
            StoreError: No index answers.
        """
        asked = self._bounded(request)
        results = self._answer(asked)
        if not request.repair or results.total or not results.suggestion:
            return results
        mended = self._answer(replace(asked, text=results.suggestion))
        if not mended.total:
            return results
        return replace(
            mended,
            query=results.query,
            took_ms=results.took_ms + mended.took_ms,
            missing=results.missing,
            suggestion=results.suggestion,
            repair=results.repair,
            replaced=results.suggestion,
            unread_dates=results.unread_dates,
        )

    def export(self, request: Request) -> Results:
        """Answer a request with as many results at once as an export may hold: 1,000.

        The snippets are how the articles begin: to find and mark the best passage of each would
        hold a thread for seconds.

        Args:
            request: What is asked; its offset and limit are not looked at.

        Raises:
            QueryRefused: The request is past a limit.
            StoreError: No index answers.
        """
        whole = replace(request, offset=0, limit=_MOST_EXPORTED)
        return self._answer(whole, ExportAnswer)

    def _answer(self, request: Request, kind: type[Answer] | None = None) -> Results:
        started = perf_counter()
        with self._current.borrow() as snapshot:
            parsed = parse(request.text, snapshot.analyzer, self.limits)
            with snapshot.searcher() as searcher:
                vocabulary = Vocabulary(searcher)
                told = most_telling(parsed, vocabulary, self.limits.max_clauses)
                results = (kind or Answer)(told, snapshot, searcher, request, self._skeletons).run(
                    Budget(self.limits)
                )
        unused = () if told is parsed else left_out(parsed, told)
        return replace(results, took_ms=(perf_counter() - started) * 1000, unused=unused)

    def article(self, id: str, query: str = "") -> MarkedArticle | None:  # noqa: A002 - Article.id
        """Return an article with the words of a query marked, or None where there is none.

        Args:
            id: The article's id.
            query: What the reader had searched; past a limit, nothing is marked.

        Raises:
            StoreError: No index answers.
        """
        with self._current.borrow() as snapshot:
            article = snapshot.article(id)
            if article is None:
                return None
            try:
                parsed = parse(query, snapshot.analyzer, self.limits)
            except QueryRefused:
                parsed = ParsedQuery("", ())
            return mark_article(article, Marker(parsed, snapshot.analyzer))

    def similar(self, id: str, limit: int = 5) -> tuple[Similar, ...] | None:  # noqa: A002
        """Return the articles nearest to one, or None where there is no such article.

        Args:
            id: The article's id.
            limit: How many to return at most.

        Returns:
            The nearest first; some or all are missing where a search may not take so long.

        Raises:
            StoreError: No index answers.
        """
        with self._current.borrow() as snapshot:
            article = snapshot.article(id)
            if article is None:
                return None
            with snapshot.searcher() as searcher:
                return similar(article, snapshot, searcher, Budget(self.limits), limit)

    def related(self, results: Results, limit: int = 6) -> tuple[str, ...]:
        """Return searches that go on from an answer, each with results of its own.

        Args:
            results: The answer, as `search` gave it.
            limit: How many to return at most.

        Raises:
            StoreError: No index answers.
        """
        with self._current.borrow() as snapshot, snapshot.searcher() as searcher:
            vocabulary = Vocabulary(searcher)
            return related(results, snapshot.analyzer, vocabulary, snapshot.count, limit)

    def suggest(self, text: str, limit: int = 8) -> Suggested:
        """Return ways to go on from a text that is being typed.

        Args:
            text: What is typed so far; what is past the longest query is not read.
            limit: How many to return at most.

        Raises:
            StoreError: No index answers.
        """
        return self._suggester.starting(text[: self.limits.max_query_chars], limit)

    def generation(self) -> str:
        """Return a name that changes whenever any answer could: with a commit, or new code.

        Raises:
            StoreError: No index answers.
        """
        with self._current.borrow() as snapshot:
            # A directory that was made anew begins with generation 1 again.
            return hashlib.blake2b(repr(snapshot.manifest).encode(), digest_size=8).hexdigest()

    def count(self) -> int:
        """Return how many articles can be found.

        Raises:
            StoreError: No index answers.
        """
        with self._current.borrow() as snapshot:
            return snapshot.count

    def ready(self) -> None:
        """Return where a search would be answered.

        Raises:
            StoreError: No index answers.
        """
        with self._current.borrow() as snapshot, snapshot.searcher() as searcher:
            searcher.doc_count()

    def close(self) -> None:
        """Let go of the index as soon as no thread uses it."""
        self._current.close()

    def _bounded(self, request: Request) -> Request:
        if request.limit > self.limits.max_results:
            raise refuse(self.limits, "max_results")
        if request.offset > self.limits.max_offset:
            raise refuse(self.limits, "max_offset")
        return replace(request, limit=max(request.limit, 0), offset=max(request.offset, 0))

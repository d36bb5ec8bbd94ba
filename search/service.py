"""The service: one call from a `Request` to `Results`, safe for many threads at once."""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from whoosh import query
from whoosh.searching import Searcher

from index.article import Article
from index.errors import QueryRefused
from index.snapshot import Snapshot
from index.store import Store
from search.clauses import ParsedQuery, Word
from search.current import CurrentSnapshot
from search.execute import Budget, Found, Ranked, execute
from search.explain import explain
from search.limits import Limits, refuse
from search.marking import Marker, cut
from search.parser import parse
from search.rank import inverse_frequency
from search.related import related
from search.request import Request
from search.results import Hit, MarkedArticle, Results, Slice
from search.similar import Similar, similar
from search.snippets import snippet
from search.spelling import suggest
from search.suggester import Suggested, Suggester
from search.telling import most_telling
from search.vocabulary import Vocabulary

__all__ = ["Service"]

_DEFAULT_LIMITS = Limits()

_MOST_EXPORTED = 1_000
"""Results in one export."""

_OPENING_CHARS = 200

_PARAGRAPH_END = re.compile(r"\n\s*\n")


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
        self._suggester = Suggester(self._current)

    def search(self, request: Request) -> Results:
        """Answer a request.

        Articles with all the words are wanted. Where no article has them all, those with some
        are shown, and the results say so.

        Args:
            request: What is asked. A negative offset or limit counts as 0.

        Raises:
            QueryRefused: The request is past a limit; its message is an Arabic sentence.
            StoreError: No index answers.
        """
        return self._answer(self._bounded(request))

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
        return self._answer(whole, _Export)

    def _answer(self, request: Request, kind: type[_Search] | None = None) -> Results:
        started = perf_counter()
        with self._current.borrow() as snapshot:
            parsed = parse(request.text, snapshot.analyzer, self.limits)
            with snapshot.searcher() as searcher:
                vocabulary = Vocabulary(searcher)
                told = most_telling(parsed, vocabulary, self.limits.max_clauses)
                results = (kind or _Search)(told, snapshot, searcher, request).run(
                    Budget(self.limits)
                )
        unused = len(parsed.searched) - len(told.searched)
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
            return _marked(article, Marker(parsed, snapshot.analyzer))

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


class _Search:
    """Answer one request over one searcher."""

    def __init__(
        self, parsed: ParsedQuery, snapshot: Snapshot, searcher: Searcher, request: Request
    ) -> None:
        self._parsed = parsed
        self._analyzer = snapshot.analyzer
        self._articles = snapshot.count
        self._searcher = searcher
        self._request = request
        self._vocabulary = Vocabulary(searcher)

    def run(self, budget: Budget) -> Results:
        """Return the results, without their time."""
        found = self._execute(budget, relaxed=self._parsed.described)
        relaxed = False
        missing: Sequence[Word] = ()
        if not found.matched and not found.partial:
            missing = [
                word
                for clause in self._parsed.searched
                for word in self._vocabulary.missing(clause)
            ]
            may_relax = not (self._parsed.described or self._parsed.strict)
            if may_relax and len(self._parsed.searched) > 1:
                found = self._execute(budget, relaxed=True)
                relaxed = found.matched > 0
        hits = self._hits(found.page)
        if self._request.explain:
            tree = self._tree(relaxed=relaxed or self._parsed.described)
            why = explain(tree, self._searcher, [ranked.number for ranked in found.page])
            hits = tuple(
                replace(hit, explanation=why[ranked.number])
                for hit, ranked in zip(hits, found.page, strict=True)
            )
        return Results(
            query=self._request.text,
            total=found.total,
            took_ms=0.0,
            hits=hits,
            facets=found.facets,
            suggestion=suggest(self._parsed, missing, self._searcher, self._analyzer),
            relaxed=relaxed,
            partial=found.partial,
            missing=self._written(missing),
            structure=self._parsed.structure,
        )

    def _execute(self, budget: Budget, *, relaxed: bool) -> Found:
        tree, within = self._tree(relaxed=relaxed), self._parsed.within
        return execute(tree, self._searcher, self._request, budget, within)

    def _tree(self, *, relaxed: bool) -> query.Query:
        return self._parsed.any_word() if relaxed else self._parsed.all_words()

    def _written(self, words: Sequence[Word]) -> tuple[str, ...]:
        text = self._parsed.text
        return tuple(dict.fromkeys(text[word.start : word.end] for word in words))

    def _hits(self, page: Sequence[Ranked]) -> tuple[Hit, ...]:
        marker = Marker(self._parsed, self._analyzer)
        rarity = [
            inverse_frequency(self._articles, self._vocabulary.clause_frequency(clause))
            for clause in self._parsed.searched
        ]
        # How rare the words of a pattern are is not counted: it is worth what a rare word is.
        rarity += [inverse_frequency(self._articles, 1)] * len(self._parsed.expansions)
        return tuple(self._hit(ranked, marker, rarity) for ranked in page)

    def _hit(self, ranked: Ranked, marker: Marker, rarity: Sequence[float]) -> Hit:
        stored = self._searcher.stored_fields(ranked.number)
        article = Article.from_json(stored["article"])
        return Hit(
            id=article.id,
            title=marker.mark(article.title),
            score=ranked.score,
            date=article.date,
            section=article.section,
            source=article.source,
            url=article.url,
            snippet=snippet((article.lead, article.body), marker, rarity),
            copies=ranked.copies,
        )


class _Export(_Search):
    """Answer a request with results that cost nothing to show."""

    def _hit(self, ranked: Ranked, marker: Marker, rarity: Sequence[float]) -> Hit:
        stored = self._searcher.stored_fields(ranked.number)
        article = Article.from_json(stored["article"])
        text = " ".join((article.lead or article.body)[: 2 * _OPENING_CHARS].split())
        opening = textwrap.shorten(text, _OPENING_CHARS, placeholder=" …")
        return Hit(
            id=article.id,
            title=(Slice(article.title, False),),
            score=ranked.score,
            date=article.date,
            section=article.section,
            source=article.source,
            url=article.url,
            snippet=(Slice(opening, False),),
            copies=ranked.copies,
        )


def _marked(article: Article, marker: Marker) -> MarkedArticle:
    body = article.body
    # The body is marked whole, as it was indexed: a phrase may go over the end of a paragraph.
    words = marker.words(body).marked
    paragraphs: list[tuple[Slice, ...]] = []
    start = 0
    ends = [(match.start(), match.end()) for match in _PARAGRAPH_END.finditer(body)]
    for end, following in [*ends, (len(body), len(body))]:
        if body[start:end].strip():
            paragraphs.append(cut(body, start, end, words))
        start = following
    return MarkedArticle(
        article, marker.mark(article.title), marker.mark(article.lead), tuple(paragraphs)
    )

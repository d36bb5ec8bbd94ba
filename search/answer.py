"""The answer to one parsed query over one searcher: relaxed, explained, with passages to show."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace

from whoosh import query
from whoosh.searching import Searcher

from index.analysis import View
from index.article import Article
from index.schema import FIELDS, field_name
from index.snapshot import Snapshot
from search.clauses import Clause, ParsedQuery, Word
from search.execute import Budget, Found, Ranked, execute
from search.explain import explain
from search.marking import Marker
from search.positions import answering
from search.rank import ArticleModel, article_model, inverse_frequency
from search.repair import Repair, Repairer
from search.request import Request
from search.results import Hit, Results, Slice
from search.skeletons import Skeletons, SkeletonTable
from search.snippets import snippet
from search.vocabulary import Vocabulary

__all__ = ["Answer", "ExportAnswer"]

_OPENING_CHARS = 200


class Answer:
    """Answer one request over one searcher.

    Args:
        parsed: What is asked.
        snapshot: The generation that is searched.
        searcher: A searcher of it that no other thread uses meanwhile.
        request: Filters, order and slice; its text is only repeated.
        skeletons: Help to repair a query in Latin letters.
    """

    def __init__(
        self,
        parsed: ParsedQuery,
        snapshot: Snapshot,
        searcher: Searcher,
        request: Request,
        skeletons: Skeletons,
    ) -> None:
        self._parsed = parsed
        self._snapshot = snapshot
        self._analyzer = snapshot.analyzer
        self._articles = snapshot.count
        self._searcher = searcher
        self._request = request
        self._skeletons = skeletons
        self._vocabulary = Vocabulary(searcher)

    def run(self, budget: Budget) -> Results:
        """Return the results, without their time."""
        found = self._execute(budget, relaxed=self._parsed.described)
        relaxed = False
        missing: Sequence[Word] = ()
        repair = Repair()
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
            repair = self._repairer(budget).repair(missing)
        elif doubtful := self._doubtful():
            repair = self._repairer(budget).doubt(doubtful)
        hits = self._hits(found.page)
        if self._request.explain:
            tree = self._tree(relaxed=relaxed or self._parsed.described)
            numbers = [ranked.number for ranked in found.page]
            why = explain(tree, self._searcher, numbers, self._request.half_life)
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
            suggestion=repair.text,
            repair=repair.kind,
            relaxed=relaxed,
            partial=found.partial,
            missing=self._written(missing),
            structure=self._parsed.structure,
            unread_dates=self._parsed.unread_dates,
        )

    def _doubtful(self) -> list[Word]:
        """Return the words, not of phrases, that no article has in the form typed."""
        if self._parsed.described or self._parsed.structure:
            return []
        return [
            clause.words[0]
            for clause in self._parsed.searched
            if not (clause.adjacent or clause.stop or self._vocabulary.has(clause.words[0].exact))
        ]

    def _repairer(self, budget: Budget) -> Repairer:
        def table() -> SkeletonTable:
            return self._skeletons.of(self._snapshot, self._searcher)

        return Repairer(self._parsed, self._snapshot, self._searcher, table, budget)

    def _execute(self, budget: Budget, *, relaxed: bool) -> Found:
        tree, within = self._tree(relaxed=relaxed), self._parsed.within
        return execute(tree, self._searcher, self._request, budget, within)

    def _tree(self, *, relaxed: bool) -> query.Query:
        return self._parsed.any_word() if relaxed else self._parsed.all_words()

    def _written(self, words: Sequence[Word]) -> tuple[str, ...]:
        text = self._parsed.text
        return tuple(dict.fromkeys(text[word.start : word.end] for word in words))

    def _hits(self, page: Sequence[Ranked]) -> tuple[Hit, ...]:
        marker, model = Marker(self._parsed, self._analyzer), article_model(self._searcher)
        rarity = [_rarity(clause, model) for clause in self._parsed.searched]
        # How rare the words of a pattern are is not counted: it is worth what a rare word is.
        rarity += [inverse_frequency(self._articles, 1)] * len(self._parsed.expansions)
        numbers = [ranked.number for ranked in page]
        positions = answering(self._parsed, self._searcher, numbers, FIELDS)
        hits = []
        for ranked in page:
            article = self._article(ranked)
            in_title, *rest = (None,) if positions is None else positions[ranked.number]
            title = marker.mark(article.title, in_title)
            passage = snippet((article.lead, article.body), marker, rarity, rest)
            hits.append(_hit(ranked, article, title, passage))
        return tuple(hits)

    def _article(self, ranked: Ranked) -> Article:
        return Article.from_json(self._searcher.stored_fields(ranked.number)["article"])


class ExportAnswer(Answer):
    """Answer a request with results that cost nothing to show."""

    def _hits(self, page: Sequence[Ranked]) -> tuple[Hit, ...]:
        hits = []
        for ranked in page:
            article = self._article(ranked)
            text = " ".join((article.lead or article.body)[: 2 * _OPENING_CHARS].split())
            opening = textwrap.shorten(text, _OPENING_CHARS, placeholder=" …")
            title, snippet = ((Slice(part, False),) for part in (article.title, opening))
            hits.append(_hit(ranked, article, title, snippet))
        return tuple(hits)


def _hit(
    ranked: Ranked, article: Article, title: tuple[Slice, ...], snippet: tuple[Slice, ...]
) -> Hit:
    return Hit(
        id=article.id,
        title=title,
        score=ranked.score,
        date=article.date,
        section=article.section,
        source=article.source,
        url=article.url,
        snippet=snippet,
        copies=ranked.copies,
    )


def _rarity(clause: Clause, model: ArticleModel) -> float:
    """Return how much a clause tells: as much as its rarest word, if it is a phrase."""
    if not clause.adjacent:
        return model.idf(field_name("body", View.STEM), clause.words[0].stem.encode())
    return max(model.idf(field_name("body", View.EXACT), term.encode()) for term in clause.terms)

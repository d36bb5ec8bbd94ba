"""Two services small enough to read: one that searches plainly, one that always says the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.article import Article
from index.errors import QueryRefused, StoreError
from search.request import Request, Sort
from search.results import FacetValue, Hit, MarkedArticle, Results, Slice
from search.similar import Similar
from search.suggest import Suggestion
from search.suggester import Suggested

__all__ = ["PlainService", "SameService"]

_WORD = re.compile(r"[^\W_]+")


def mark(text: str, words: set[str]) -> tuple[Slice, ...]:
    slices, end = [], 0
    for match in _WORD.finditer(text):
        if match.group() in words:
            if match.start() > end:
                slices.append(Slice(text[end : match.start()], False))
            slices.append(Slice(match.group(), True))
            end = match.end()
    if end < len(text):
        slices.append(Slice(text[end:], False))
    return tuple(slices)


@dataclass
class PlainService:
    """Search by whole written words, in memory."""

    articles: Sequence[Article]
    failure: Exception | None = None
    asked: list[Request] = field(default_factory=list)
    reading: bool = False
    number: int = 1

    def ready(self) -> None:
        if isinstance(self.failure, StoreError):
            raise self.failure

    def count(self) -> int:
        self.ready()
        return len(self.articles)

    def search(self, request: Request, /) -> Results:
        self.asked.append(request)
        if self.failure:
            raise self.failure
        if len(request.text) > 512:
            raise QueryRefused("max_query_chars", "نص البحث طويل.")
        words = set(_WORD.findall(request.text))
        found = [a for a in self.articles if self._matches(a, words, request)]
        if request.sort is not Sort.RELEVANCE:
            reverse = request.sort is Sort.NEWEST
            found.sort(key=lambda a: a.date.isoformat() if a.date else "", reverse=reverse)
        shown = found[request.offset : request.offset + request.limit]
        return Results(
            query=request.text,
            total=len(found),
            took_ms=12.0,
            hits=tuple(self._hit(article, words) for article in shown),
            facets={
                "section": self._count([a.section for a in found]),
                "source": self._count([a.source for a in found]),
                "tag": self._count([tag for a in found for tag in a.tags]),
                "year": self._count([str(a.date.year) if a.date else "" for a in found]),
                "month": self._months(found, request),
            },
        )

    def article(self, id: str, query: str = "", /) -> MarkedArticle | None:  # noqa: A002
        if self.failure:
            raise self.failure
        words = set(_WORD.findall(query))
        for article in self.articles:
            if article.id == id:
                body = tuple(mark(text, words) for text in article.body.split("\n\n"))
                title, lead = mark(article.title, words), mark(article.lead, words)
                return MarkedArticle(article, title, lead, body)
        return None

    def export(self, request: Request, /) -> Results:
        return self.search(replace(request, offset=0, limit=1000))

    def similar(self, id: str, /) -> tuple[Similar, ...] | None:  # noqa: A002
        self.ready()
        found = [article for article in self.articles if article.id == id]
        if not found:
            return None
        return tuple(
            Similar(a.id, a.title, a.date, a.section, a.source, 0.5)
            for a in self.articles
            if a.id != id and a.section == found[0].section != ""
        )[:5]

    def related(self, results: Results, /) -> tuple[str, ...]:
        return (f"{results.query} دليل", "سماء المدينة") if results.total > 10 else ()

    def suggest(self, text: str, /) -> Suggested:
        self.ready()
        titles = [a.title for a in self.articles if text and a.title.startswith(text)]
        words = {w for a in self.articles for w in _WORD.findall(a.title) if w.startswith(text)}
        found = [Suggestion(word, "words") for word in sorted(words) if text]
        found += [Suggestion(title, "title") for title in titles]
        return Suggested(tuple(found[:8]), not self.reading)

    def generation(self) -> str:
        self.ready()
        return str(self.number)

    @staticmethod
    def _matches(article: Article, words: set[str], request: Request) -> bool:
        text = f"{article.title} {article.lead} {article.body}"
        day = article.date.date() if article.date else None
        return (
            words <= set(_WORD.findall(text))
            and request.section in {"", article.section}
            and request.source in {"", article.source}
            and request.tag in {"", *article.tags}
            and (not request.date_from or (day is not None and day >= request.date_from))
            and (not request.date_to or (day is not None and day <= request.date_to))
        )

    @staticmethod
    def _hit(article: Article, words: set[str]) -> Hit:
        return Hit(
            id=article.id,
            title=mark(article.title, words),
            score=1.0,
            date=article.date,
            section=article.section,
            source=article.source,
            url=article.url,
            snippet=mark(article.body.split("\n\n")[0][:240], words),
        )

    @staticmethod
    def _months(found: Sequence[Article], request: Request) -> tuple[FacetValue, ...]:
        if not request.date_from:
            return ()
        months = Counter(a.date.strftime("%Y-%m") for a in found if a.date)
        return tuple(FacetValue(*pair) for pair in sorted(months.items()))

    @staticmethod
    def _count(values: Sequence[str]) -> tuple[FacetValue, ...]:
        return tuple(FacetValue(*pair) for pair in Counter(values).most_common() if pair[0])


@dataclass
class SameService:
    """Give one answer to every request, so that only the text in it can change a page."""

    results: Results
    found: MarkedArticle

    def ready(self) -> None:
        return None

    def count(self) -> int:
        return self.results.total

    def search(self, _request: Request, /) -> Results:
        return self.results

    def article(self, _id: str, _query: str = "", /) -> MarkedArticle | None:
        return self.found

    def export(self, _request: Request, /) -> Results:
        return self.results

    def similar(self, _id: str, /) -> tuple[Similar, ...] | None:
        article = self.found.article
        same = (article.id, article.title, article.date, article.section, article.source)
        return (Similar(*same, 1.0),)

    def related(self, results: Results, /) -> tuple[str, ...]:
        return (results.suggestion,)

    def suggest(self, _text: str, /) -> Suggested:
        return Suggested((Suggestion(self.found.article.title, "title"),), True)

    def generation(self) -> str:
        return "1"

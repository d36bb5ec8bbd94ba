"""A plain reading of the articles: what a query means, without any index."""

# ruff: noqa: N802 - methods are found by the name of the query that they read.

from __future__ import annotations

import fnmatch
import math
import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from whoosh import query, scoring

from index.analysis import View, default_analyzer
from index.article import Article
from index.columnar.textfield import LENGTHS, length_codes
from index.schema import FIELDS, NO_DATE, article_fields, field_name, terms
from tests.index.columnar.stock import Scores


class Brute:
    """Evaluate trees over lists of words."""

    def __init__(self, articles: Sequence[Article], weighting: scoring.BM25F) -> None:
        self._articles = {article.id: article for article in articles}
        self._weighting = weighting
        self._placed = {
            name: {
                article.id: [
                    (token.position, term)
                    for token in default_analyzer().tokens(_text(article, name))
                    for term in terms(token, view)
                ]
                for article in articles
            }
            for part in FIELDS
            for view in View
            for name in (field_name(part, view),)
        }
        self._words = {
            name: {i: [term for _, term in placed] for i, placed in held.items()}
            for name, held in self._placed.items()
        }

    def evaluate(self, tree: query.Query) -> Scores:
        found: Scores = getattr(self, f"_{type(tree).__name__}")(tree)
        return found

    def _term(self, name: str, text: str) -> Scores:
        if name == "tags":
            return {i: 1.0 for i, a in self._articles.items() if text in a.tags}
        if name not in self._words:
            return {i: 1.0 for i, a in self._articles.items() if getattr(a, name) == text}
        words = self._words[name]
        has = [i for i, found in words.items() if text in found]
        idf = math.log(len(words) / (len(has) + 1)) + 1 if words else 0
        average = sum(map(len, words.values())) / max(len(words), 1)
        b, k1 = self._weighting._field_B.get(name, self._weighting.B), self._weighting.K1
        return {
            i: idf
            * words[i].count(text)
            * (k1 + 1)
            / (words[i].count(text) + k1 * (1 - b + b * _kept_length(words[i]) / average))
            for i in has
        }

    def _all(self, score: float) -> Scores:
        return dict.fromkeys(self._articles, score)

    def _Term(self, tree: query.Term) -> Scores:
        return _times(self._term(tree.fieldname, tree.text), tree.boost)

    def _And(self, tree: query.And) -> Scores:
        parts = [self.evaluate(child) for child in tree]
        common = set.intersection(*(set(part) for part in parts))
        return _times({i: sum(part[i] for part in parts) for i in common}, tree.boost)

    def _Or(self, tree: query.Or) -> Scores:
        return _times(_sum(self.evaluate(child) for child in tree), tree.boost)

    def _DisjunctionMax(self, tree: query.DisjunctionMax) -> Scores:
        parts = [self.evaluate(child) for child in tree]
        best = {i: max(p[i] for p in parts if i in p) for part in parts for i in part}
        return _times(best, tree.boost)

    def _Not(self, tree: query.Not) -> Scores:
        without = self.evaluate(tree.query)
        return {i: score for i, score in self._all(1.0).items() if i not in without}

    def _AndNot(self, tree: query.AndNot) -> Scores:
        without = self.evaluate(tree.b)
        return {i: score for i, score in self.evaluate(tree.a).items() if i not in without}

    def _Require(self, tree: query.Require) -> Scores:
        required = self.evaluate(tree.b)
        return {i: score for i, score in self.evaluate(tree.a).items() if i in required}

    def _AndMaybe(self, tree: query.AndMaybe) -> Scores:
        more = self.evaluate(tree.b)
        return {i: score + more.get(i, 0.0) for i, score in self.evaluate(tree.a).items()}

    def _Otherwise(self, tree: query.Otherwise) -> Scores:
        return self.evaluate(tree.a) or self.evaluate(tree.b)

    def _ConstantScoreQuery(self, tree: query.ConstantScoreQuery) -> Scores:
        return dict.fromkeys(self.evaluate(tree.child), tree.score)

    def _Every(self, tree: query.Every) -> Scores:
        return self._all(tree.boost)

    def _NumericRange(self, tree: query.NumericRange) -> Scores:
        found = {}
        for i, article in self._articles.items():
            date = int(article.date.timestamp()) if article.date else NO_DATE
            after = (
                tree.start is None
                or date > tree.start
                or (date == tree.start and not tree.startexcl)
            )
            before = tree.end is None or date < tree.end or (date == tree.end and not tree.endexcl)
            if after and before:
                found[i] = tree.boost
        return found

    # To Whoosh these are ranges of microseconds since year 1; our dates are seconds since 1970.
    _DateRange = _NumericRange

    def _Phrase(self, tree: query.Phrase) -> Scores:
        placed = self._placed[tree.fieldname]
        scores = [self._term(tree.fieldname, word) for word in tree.words]
        found = {}
        for i, here in placed.items():
            ends = {place for place, word in here if word == tree.words[0]}
            for wanted in tree.words[1:]:
                ends = {
                    place
                    for place, word in here
                    if word == wanted and any(0 < place - end <= tree.slop for end in ends)
                }
            if ends:
                found[i] = sum(score[i] for score in scores)
        return _times(found, tree.boost)

    def _expanded(self, tree: query.Query, matches: Callable[[str], bool]) -> Scores:
        name = tree.field()
        terms = {word for words in self._words[name].values() for word in words}
        parts = [self._term(name, term) for term in sorted(terms) if matches(term)]
        return _times(_sum(parts), tree.boost)

    def _Prefix(self, tree: query.Prefix) -> Scores:
        return self._expanded(tree, lambda term: term.startswith(tree.text))

    def _Wildcard(self, tree: query.Wildcard) -> Scores:
        pattern = re.compile(fnmatch.translate(tree.text))
        return self._expanded(tree, lambda term: bool(pattern.match(term)))

    def _FuzzyTerm(self, tree: query.FuzzyTerm) -> Scores:
        start = tree.text[: tree.prefixlength]
        return self._expanded(
            tree,
            lambda term: term.startswith(start) and _distance(term, tree.text) <= tree.maxdist,
        )

    def _TermRange(self, tree: query.TermRange) -> Scores:
        def inside(term: str) -> bool:
            after = (
                tree.start is None
                or term > tree.start
                or (term == tree.start and not tree.startexcl)
            )
            before = tree.end is None or term < tree.end or (term == tree.end and not tree.endexcl)
            return after and before

        return self._expanded(tree, inside)


def _kept_length(words: Sequence[str]) -> int:
    """Return the length that one byte can hold."""
    return int(LENGTHS[length_codes(np.array([len(words)]))[0]])


def _text(article: Article, name: str) -> str:
    return str(article_fields(article, "")[name])


def _times(scores: Scores, boost: float) -> Scores:
    return {i: score * boost for i, score in scores.items()}


def _sum(parts: Iterable[Scores]) -> Scores:
    total: Scores = {}
    for part in parts:
        for i, score in part.items():
            total[i] = total.get(i, 0.0) + score
    return total


def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for n, left in enumerate(a, 1):
        previous, row = row, [n]
        for m, right in enumerate(b, 1):
            row.append(min(row[-1] + 1, previous[m] + 1, previous[m - 1] + (left != right)))
    return row[-1]

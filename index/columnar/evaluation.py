"""Evaluation: a Whoosh query tree over the columns of an index, a vector at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import singledispatchmethod
from typing import Protocol

import numpy as np
from whoosh import query, scoring
from whoosh.query import terms as term_queries
from whoosh.searching import Searcher

from index.columnar.bits import Int64s, UInt32s
from index.columnar.columns import NumberColumn
from index.columnar.layout import LAYOUT
from index.columnar.matches import (
    Float64s,
    Matches,
    bm25,
    every,
    intersection,
    maximum,
    nothing,
    union,
)
from index.columnar.phrase import phrase_docs
from index.columnar.segment import Field, Segment
from index.columnar.terms import TermDictionary
from index.columnar.textfield import LENGTHS, TextField

__all__ = ["Bm25Model", "Columns", "WhooshModel", "segments_of"]

_MOST_AT_ONCE = 4096
"""Terms whose documents are read between two looks at the clock."""

_FEW = 64
"""The documents of so few terms are read one term after the other."""


class Bm25Model(Protocol):
    """Give the numbers of BM25 that do not depend on a document."""

    k1: float

    def idf(self, name: str, term: bytes) -> float:
        """Return what a match of a term in a field is worth."""

    def b(self, name: str) -> float:
        """Return how much the length of a field counts."""


class WhooshModel:
    """Score as `whoosh.scoring.BM25F` does.

    Args:
        searcher: A searcher over the whole index, made with such a weighting.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._weighting: scoring.BM25F = searcher.weighting
        self.k1: float = self._weighting.K1

    def idf(self, name: str, term: bytes) -> float:
        """Return ln(N / (n + 1)) + 1, for n of N documents."""
        idf: float = self._searcher.idf(name, term)
        return idf

    def b(self, name: str) -> float:
        """Return the field's own number, or the one for all."""
        b: float = self._weighting._field_B.get(name, self._weighting.B)
        return b


class Columns:
    """Evaluate query trees.

    Every match is found and scored, so totals are exact. Where a query for many terms asks for
    a constant score, that is its boost for every document; stock Whoosh gives sometimes that
    and sometimes the sum over the terms.

    Args:
        searcher: A searcher over a `ColumnarIndex` that no other thread uses meanwhile.
        model: How terms are scored.
        check: Called between steps of at most some milliseconds; raises when time is over.
    """

    def __init__(
        self, searcher: Searcher, model: Bm25Model, check: Callable[[], None] = lambda: None
    ) -> None:
        self._model = model
        self._check = check
        self._averages = {
            name: searcher.field_length(name) / max(searcher.doc_count_all(), 1) or 1.0
            for name in LAYOUT.texts
        }
        self._norms_of: dict[str, Float64s] = {}
        self._leaves = [
            _Leaf(leaf, self, offset)
            for leaf, offset in searcher.leaf_searchers()
            if leaf.reader().segment() is not None
        ]

    def segments(self) -> Iterator[tuple[Segment, int]]:
        """Yield each segment and the number of its first document."""
        return ((leaf.segment, leaf.offset) for leaf in self._leaves)

    def evaluate(self, tree: query.Query) -> list[Matches]:
        """Return what a tree matches.

        Args:
            tree: Any tree of Whoosh queries.

        Returns:
            For each segment its documents that match and are not deleted, in its own numbers.
        """
        return [leaf.live(leaf.evaluate(tree)) for leaf in self._leaves]

    def check(self) -> None:
        """Raise where time is over."""
        self._check()

    def scores(self, name: str, field: TextField, term: int, docs: UInt32s) -> Float64s:
        """Return the score of each document of a term."""
        weight = self._model.idf(name, field.terms[term]) * (self._model.k1 + 1)
        return bm25(field.freqs(term), self._norms(name)[field.lengths[docs]], weight)

    def _norms(self, name: str) -> Float64s:
        """Return the norm of each of the 256 lengths."""
        norms = self._norms_of.get(name)
        if norms is None:
            b = self._model.b(name)
            norms = self._model.k1 * (1 - b + b * LENGTHS / self._averages[name])
            self._norms_of[name] = norms
        return norms


def segments_of(searcher: Searcher) -> Iterator[Segment]:
    """Yield the segments that a searcher searches; none where an index is empty.

    Args:
        searcher: A searcher over a `ColumnarIndex`.
    """
    for leaf, _ in searcher.leaf_searchers():
        shown = leaf.reader().segment()
        if shown is not None:
            yield shown.data


class _Leaf:
    """Evaluate trees over one segment."""

    def __init__(self, searcher: Searcher, columns: Columns, offset: int) -> None:
        self.segment: Segment = searcher.reader().segment().data
        self.offset = offset
        self._searcher = searcher
        self._schema = searcher.schema
        self._columns = columns
        self._documents = self.segment.documents

    def live(self, matches: Matches) -> Matches:
        deleted = self.segment.deleted
        return matches if deleted is None else matches.where(~deleted[matches.docs])

    @singledispatchmethod
    def evaluate(self, tree: query.Query) -> Matches:
        """Return the documents of the segment that a tree matches, deleted ones included."""
        return self._step_through(tree)

    def _step_through(self, tree: query.Query) -> Matches:
        """Ask Whoosh's own matcher: the way of the rare queries without another."""
        matcher = tree.matcher(self._searcher, self._searcher.context(needs_current=True))
        docs, scores = [], []
        while matcher.is_active():
            docs.append(matcher.id())
            scores.append(matcher.score())
            matcher.next()
            if len(docs) % _MOST_AT_ONCE == 0:
                self._columns.check()
        return Matches(np.array(docs, np.uint32), np.array(scores, np.float64))

    def _all(self, trees: Sequence[query.Query]) -> list[Matches]:
        found = []
        for tree in trees:
            self._columns.check()
            found.append(self.evaluate(tree))
        return found

    def _field(self, name: str) -> Field | None:
        known = name in LAYOUT.texts or name in LAYOUT.keywords or name in LAYOUT.numbers
        return self.segment.field(name) if known else None

    def _find(self, name: str, text: object) -> tuple[Field, int] | None:
        field = self._field(name)
        if field is None:
            return None
        try:
            number = field.terms.find(self._schema[name].to_bytes(text))
        except ValueError:
            return None
        return (field, number) if number >= 0 else None

    def _term(self, name: str, field: Field, number: int) -> Matches:
        if isinstance(field, TextField):
            docs = field.docs(number)
            return Matches(docs, self._columns.scores(name, field, number, docs))
        return every(field.docs(number), 1.0)

    @evaluate.register
    def _(self, tree: query.Term) -> Matches:
        found = self._find(tree.fieldname, tree.text)
        if found is None:
            return nothing()
        return self._term(tree.fieldname, *found).times(tree.boost)

    @evaluate.register
    def _(self, tree: query.And) -> Matches:
        if not tree.subqueries:
            return nothing()
        parts: list[Matches] = []
        for child in tree.subqueries:
            self._columns.check()
            parts.append(self.evaluate(child))
            if not len(parts[-1].docs):
                return nothing()
        return intersection(parts, self._documents).times(tree.boost)

    @evaluate.register
    def _(self, tree: query.Or) -> Matches:
        if tree.scale:
            # A bonus for the number of words met: seldom asked, so Whoosh's own way is enough.
            return self._step_through(tree)
        return union(self._all(tree.subqueries), self._documents).times(tree.boost)

    @evaluate.register
    def _(self, tree: query.DisjunctionMax) -> Matches:
        return maximum(self._all(tree.subqueries), self._documents).times(tree.boost)

    @evaluate.register
    def _(self, tree: query.Not) -> Matches:
        mask = np.ones(self._documents, np.bool_)
        mask[self.evaluate(tree.query).docs] = False
        return every(np.flatnonzero(mask), 1.0)

    @evaluate.register
    def _(self, tree: query.AndNot) -> Matches:
        wanted, unwanted = self._all((tree.a, tree.b))
        return wanted.where(~unwanted.find(wanted.docs)[0])

    @evaluate.register
    def _(self, tree: query.Require) -> Matches:
        wanted, required = self._all((tree.a, tree.b))
        return wanted.where(required.find(wanted.docs)[0])

    @evaluate.register
    def _(self, tree: query.AndMaybe) -> Matches:
        wanted, optional = self._all((tree.a, tree.b))
        found, place = optional.find(wanted.docs)
        scores = wanted.scores.copy()
        scores[found] += optional.scores[place[found]]
        return Matches(wanted.docs, scores)

    @evaluate.register
    def _(self, tree: query.Otherwise) -> Matches:
        found = any(len(matches.docs) for matches in self._columns.evaluate(tree.a))
        return self.evaluate(tree.a if found else tree.b)

    @evaluate.register
    def _(self, tree: query.ConstantScoreQuery) -> Matches:
        return every(self.evaluate(tree.child).docs, tree.score)

    @evaluate.register
    def _(self, tree: query.Every) -> Matches:
        docs = np.arange(self._documents)
        if tree.fieldname in LAYOUT.texts:
            docs = np.flatnonzero(self.segment.text(tree.fieldname).lengths)
        return every(docs, tree.boost)

    @evaluate.register
    def _(self, tree: query.Phrase) -> Matches:
        found = [self._find(tree.fieldname, word) for word in tree.words]
        field = self._field(tree.fieldname)
        numbers = [place[1] for place in found if place is not None]
        if not numbers or len(numbers) < len(found) or not isinstance(field, TextField):
            return nothing()
        self._columns.check()
        docs = phrase_docs(field, numbers, tree.slop)
        scores = np.zeros(len(docs))
        for number in numbers:
            term = self._term(tree.fieldname, field, number)
            scores += term.scores[term.find(docs)[1]]
        return Matches(docs, scores).times(tree.boost)

    @evaluate.register
    def _(self, tree: query.NumericRange) -> Matches:
        column = self._field(tree.fieldname)
        if not isinstance(column, NumberColumn):
            return nothing()
        prepare = self._schema[tree.fieldname].prepare_number
        mask = np.ones(self._documents, np.bool_)
        if tree.start is not None:
            start = prepare(tree.start)
            mask &= column.values > start if tree.startexcl else column.values >= start
        if tree.end is not None:
            end = prepare(tree.end)
            mask &= column.values < end if tree.endexcl else column.values <= end
        return every(np.flatnonzero(mask), tree.boost)

    @evaluate.register
    def _(self, tree: term_queries.MultiTerm) -> Matches:
        name = tree.field()
        field = self._field(name)
        if field is None:
            return nothing()
        if tree.constantscore:
            return every(self._docs(field, self._numbers(tree, field)), tree.boost)
        parts: list[Matches] = []
        for number in self._numbers(tree, field):
            if len(parts) % _FEW == 0:
                self._columns.check()
            parts.append(self._term(name, field, int(number)))
        return union(parts, self._documents).times(tree.boost)

    def _docs(self, field: Field, numbers: range | Int64s) -> Int64s:
        """Return the documents of any of some terms."""
        if isinstance(field, TextField) and len(numbers) == len(field.terms):
            return np.flatnonzero(field.lengths)
        mask = np.zeros(self._documents, np.bool_)
        if isinstance(field, TextField) and len(numbers) > _FEW:
            all_there_are = np.count_nonzero(field.lengths)
            for start in range(0, len(numbers), _MOST_AT_ONCE):
                self._columns.check()
                mask[field.documents(numbers[start : start + _MOST_AT_ONCE])[1]] = True
                # A wide range soon has every document.
                if np.count_nonzero(mask) == all_there_are:
                    break
            return np.flatnonzero(mask)
        for place, number in enumerate(numbers):
            if place % _FEW == 0:
                self._columns.check()
            mask[field.docs(int(number))] = True
        return np.flatnonzero(mask)

    def _numbers(self, tree: term_queries.MultiTerm, field: Field) -> range | Int64s:
        """Return the numbers of the terms that a query stands for."""
        terms = field.terms
        if isinstance(tree, query.TermRange):
            return _term_range(tree, field, self._schema[tree.fieldname].to_bytes)
        if isinstance(terms, TermDictionary):
            if isinstance(tree, query.Prefix):
                return terms.prefix_range(tree.text.encode())
            if isinstance(tree, query.Wildcard) and "[" not in tree.text:
                prefix = re.split(r"[*?]", tree.text, maxsplit=1)[0]
                pattern = re.compile(_wildcard(tree.text), re.MULTILINE)
                return terms.matching(
                    pattern, terms.prefix_range(prefix.encode()), _longest(tree.text)
                )
        texts = (
            self._schema[tree.field()].to_bytes(t) for t in tree._btexts(self._searcher.reader())
        )
        found = {number for text in texts if (number := terms.find(text)) >= 0}
        return np.array(sorted(found), np.int64)


def _term_range(tree: query.TermRange, field: Field, to_bytes: Callable[[object], bytes]) -> range:
    terms = field.terms
    start, stop = 0, len(terms)
    if tree.start is not None:
        first = to_bytes(tree.start)
        start = terms.lower_bound(first + b"\0" if tree.startexcl else first)
    if tree.end is not None:
        last = to_bytes(tree.end)
        stop = terms.lower_bound(last if tree.endexcl else last + b"\0")
    return range(start, max(start, stop))


_ONE_LETTER = rb"(?:[\x00-\x09\x0b-\x7f]|[\xc2-\xf4][\x80-\xbf]+)"


def _wildcard(text: str) -> bytes:
    """Return the regular expression over UTF-8 of a pattern with * and ?."""
    parts: dict[str, bytes] = {"*": rb"[^\n]*", "?": _ONE_LETTER}
    return b"^" + b"".join(parts.get(c) or re.escape(c.encode()) for c in text) + b"$"


def _longest(text: str) -> bytes:
    """Return the longest piece of a pattern without * and ?; it stands in all that match."""
    return max(re.split(r"[*?]", text), key=len).encode()

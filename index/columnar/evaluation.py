"""Evaluation: a Whoosh query tree over the columns of an index, a vector at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import singledispatchmethod
from itertools import takewhile

import numpy as np
from whoosh import query
from whoosh.query import terms as term_queries
from whoosh.searching import Searcher

from index.columnar.additions import Additions
from index.columnar.bits import Int64s, UInt32s
from index.columnar.columns import KeywordColumn, NumberColumn
from index.columnar.expansions import TooManyTerms, expand
from index.columnar.impacts import Impacts
from index.columnar.layout import LAYOUT
from index.columnar.matches import Matches, every, intersection, maximum, nothing, union
from index.columnar.models import Bm25Model
from index.columnar.multiterm import docs_of_any, scores_of_any
from index.columnar.phrase import Word, phrase_docs, side_by_side
from index.columnar.segment import Field, Segment
from index.columnar.textfield import TextField

__all__ = ["Columns"]

_COLUMNS = frozenset((*LAYOUT.texts, *LAYOUT.keywords, *LAYOUT.lists, *LAYOUT.numbers))
"""What every segment has as a column; other fields of a schema are only stored."""

_FEW_WORDS = 64
"""Words of one query that are scored one by one, so that their postings are kept for the next."""

_MOST_AT_ONCE = 4096
"""Documents that Whoosh's own matchers step through between two looks at the clock."""


class Columns:
    """Evaluate query trees.

    Every match is found and scored, so totals are exact. Where a query for many terms asks for
    a constant score, that is its boost for every document; stock Whoosh gives sometimes that
    and sometimes the sum over the terms.

    When time is over, no further step begins, and what was found until then is returned: every
    match is one, but some may be missing, or have too low a score. Where an unfinished part
    could make others match, as the part that is left out of AndNot, nothing is returned.

    Args:
        searcher: A searcher over a `ColumnarIndex` that no other thread uses meanwhile.
        model: How terms are scored.
        time_left: Asked between steps of at most some milliseconds; the first step of every
            query is taken in any case.
        most_terms: How many terms of a field one query may stand for; None is any number.

    Attributes:
        partial: Whether something was left undone.
    """

    def __init__(
        self,
        searcher: Searcher,
        model: Bm25Model,
        time_left: Callable[[], bool] = lambda: True,
        most_terms: int | None = None,
    ) -> None:
        self.partial = False
        self.most_terms = most_terms
        self._model = model
        self._time_left = time_left
        self._numbers_of: dict[str, tuple[float, float, float]] = {}
        self._parts: list[tuple[Searcher, Segment, int]] = [
            (leaf, shown.data, offset)
            for leaf, offset in searcher.leaf_searchers()
            if (shown := leaf.reader().segment()) is not None
        ]

    def segments(self) -> list[tuple[Segment, int]]:
        """Return each segment and the number of its first document."""
        return [(segment, offset) for _, segment, offset in self._parts]

    def evaluate(self, tree: query.Query) -> list[Matches]:
        """Return what a tree matches.

        Args:
            tree: Any tree of Whoosh queries.

        Returns:
            For each segment its documents that match and are not deleted, in its own numbers.
        """
        found: list[Matches] = []
        for searcher, segment, _ in self._parts:
            # Not kept: the two would hold each other, and removed files, till cycles are sought.
            leaf = _Leaf(searcher, segment, self)
            goes_on = not found or self.goes_on()
            found.append(leaf.live(leaf.evaluate(tree)) if goes_on else nothing())
        return found

    def goes_on(self) -> bool:
        """Return whether there is time for another step; without it, the answer is partial."""
        if not self.partial and not self._time_left():
            self.partial = True
        return not self.partial

    def weight(self, name: str, text: bytes, boost: float = 1.0) -> float:
        """Return what impacts of a term are multiplied by."""
        return self._model.idf(name, text) * (self._model.k1 + 1) * boost

    def impacts(self, segment: Segment, name: str) -> Impacts:
        """Return the impacts of postings of a field, in a segment."""
        if name not in self._numbers_of:
            model = self._model
            self._numbers_of[name] = (model.k1, model.b(name), model.average(name))
        return segment.impacts(name, *self._numbers_of[name])

    def sums(self, segment: Segment, name: str, terms: range | Int64s) -> Matches:
        """Return the documents of any of some terms, with the sums of their scores."""
        field = segment.text(name)
        texts = [field.terms[int(term)] for term in terms]
        weights = self._model.idfs(name, texts) * (self._model.k1 + 1)
        norms = self.impacts(segment, name).norms
        return scores_of_any(field, terms, weights, norms, self.goes_on)

    def boosted(self, segment: Segment, name: str, boosts: Mapping[int, float]) -> Matches:
        """Return the documents of any of a query's terms, with the sums of their scores.

        Args:
            segment: The segment.
            name: The name of the field.
            boosts: What the score of each term is multiplied by.
        """
        terms = np.array(sorted(boosts), np.int64)
        field = segment.text(name)
        # One by one, because the model knows a term from the fields before.
        weights = [self.weight(name, field.terms[n], boosts[n]) for n in terms.tolist()]
        norms = self.impacts(segment, name).norms
        return scores_of_any(field, terms, np.array(weights), norms, self.goes_on)


class _Leaf:
    """Evaluate trees over one segment."""

    def __init__(self, searcher: Searcher, segment: Segment, columns: Columns) -> None:
        self.segment = segment
        self._searcher = searcher
        self._schema = searcher.schema
        self._columns = columns
        self._documents = segment.documents

    def live(self, matches: Matches) -> Matches:
        deleted = self.segment.deleted
        return matches if deleted is None else matches.where(~deleted[matches.docs])

    def evaluate(self, tree: query.Query) -> Matches:
        """Return the documents of the segment that a tree matches, deleted ones included."""
        return _way(type(tree))(self, tree)

    @singledispatchmethod
    def _step_through(self, tree: query.Query) -> Matches:
        """Ask Whoosh's own matcher: the way of the rare queries without another."""
        matcher = tree.matcher(self._searcher, self._searcher.context(needs_current=True))
        docs, scores = [], []
        while matcher.is_active():
            docs.append(matcher.id())
            scores.append(matcher.score())
            matcher.next()
            if len(docs) % _MOST_AT_ONCE == 0 and not self._columns.goes_on():
                break
        return Matches(np.array(docs, np.uint32), np.array(scores, np.float64))

    def _all(self, trees: Sequence[query.Query]) -> list[Matches]:
        """Return what trees match, of the first ones where time is over before the last."""
        more = takewhile(lambda each: not each[0] or self._columns.goes_on(), enumerate(trees))
        return [self.evaluate(tree) for _, tree in more]

    def _field(self, name: str) -> Field | None:
        return self.segment.field(name) if name in _COLUMNS else None

    def _find(self, name: str, text: object) -> tuple[Field, int] | None:
        field = self._field(name)
        if field is None:
            return None
        try:
            if isinstance(text, str) and isinstance(field, TextField):
                number = field.terms.find(text.encode())
            else:
                number = field.terms.find(self._schema[name].to_bytes(text))
        except ValueError:
            return None
        return (field, number) if number >= 0 else None

    def _term(self, name: str, field: Field, number: int) -> Matches:
        if isinstance(field, TextField):
            return self._word(name, number)
        return every(field.docs(number), 1.0)

    def _word(self, name: str, number: int, boost: float = 1.0) -> Matches:
        coded = self.segment.postings(name, number)
        weight = self._columns.weight(name, self.segment.text(name).terms[number], boost)
        return Matches(coded.docs, self._columns.impacts(self.segment, name).of(coded) * weight)

    @_step_through.register
    def _(self, tree: query.Term) -> Matches:
        found = self._find(tree.fieldname, tree.text)
        if found is None:
            return nothing()
        return self._term(tree.fieldname, *found).times(tree.boost)

    @_step_through.register
    def _(self, tree: query.And) -> Matches:
        if not tree.subqueries:
            return nothing()
        parts: list[Matches] = []
        for child in tree.subqueries:
            if parts and not self._columns.goes_on():
                return nothing()
            parts.append(self.evaluate(child))
            if not parts[-1].count:
                return nothing()
        return intersection(parts, self._documents).times(tree.boost)

    @_step_through.register
    def _(self, tree: query.Or) -> Matches:
        if tree.scale:
            # A bonus for the number of words met: seldom asked, so Whoosh's own way is enough.
            return self._step_through(tree)
        words, others = self._words(tree.subqueries)
        parts: list[Matches] = []
        for name, boosts in words.items():
            if parts and not self._columns.goes_on():
                break
            if len(boosts) > _FEW_WORDS:
                parts.append(self._columns.boosted(self.segment, name, boosts))
            else:
                self.segment.prepare(name, boosts)
                parts += [self._word(name, number, boosts[number]) for number in boosts]
        if not parts or self._columns.goes_on():
            parts += self._all(others)
        return union(parts, self._documents).times(tree.boost)

    def _words(
        self, trees: Sequence[query.Query]
    ) -> tuple[Mapping[str, Mapping[int, float]], Sequence[query.Query]]:
        """Return the boosts of the plain terms of each text field, and the other trees."""
        words: dict[str, dict[int, float]] = {}
        others: list[query.Query] = []
        for tree in trees:
            if type(tree) is not query.Term or tree.fieldname not in LAYOUT.texts:
                others.append(tree)
            elif (found := self._find(tree.fieldname, tree.text)) is not None:
                boosts = words.setdefault(tree.fieldname, {})
                boosts[found[1]] = boosts.get(found[1], 0.0) + tree.boost
        return words, others

    @_step_through.register
    def _(self, tree: query.DisjunctionMax) -> Matches:
        return maximum(self._all(tree.subqueries), self._documents).times(tree.boost)

    @_step_through.register
    def _(self, tree: query.Not) -> Matches:
        mask = np.ones(self._documents, np.bool_)
        mask[self.evaluate(tree.query).docs] = False
        if self._columns.partial:
            return nothing()
        return every(np.flatnonzero(mask), 1.0)

    @_step_through.register
    def _(self, tree: query.AndNot) -> Matches:
        wanted, *others = self._all((tree.a, tree.b))
        if self._columns.partial:
            return nothing()
        (unwanted,) = others
        return wanted.where(~unwanted.find(wanted.docs)[0])

    @_step_through.register
    def _(self, tree: query.Require) -> Matches:
        wanted, *others = self._all((tree.a, tree.b))
        required = others[0] if others else nothing()
        return wanted.where(required.find(wanted.docs)[0])

    @_step_through.register
    def _(self, tree: query.AndMaybe) -> Matches:
        wanted = self.evaluate(tree.a)
        if not len(wanted.docs):
            return wanted
        # What only adds is looked at in the documents that are found anyway.
        additions = Additions(wanted.docs, self._documents)
        self._add(tree.b, 1.0, additions)
        return Matches(wanted.docs, wanted.scores + additions.sums())

    def _add(self, tree: query.Query, boost: float, to: Additions) -> None:
        """Add the scores that documents have for a tree."""
        if not self._columns.goes_on():
            return
        if type(tree) is query.Or and not tree.scale:
            words, others = self._words(tree.subqueries)
            for name, boosts in words.items():
                self._add_words(name, boosts, boost * tree.boost, to)
            for child in others:
                self._add(child, boost * tree.boost, to)
        else:
            phrase = type(tree) is query.Phrase
            found = self._phrase(tree, to.docs) if phrase else self.evaluate(tree)
            to.add_matches(found.times(boost))

    def _add_words(
        self, name: str, boosts: Mapping[int, float], boost: float, to: Additions
    ) -> None:
        columns, field = self._columns, self.segment.text(name)
        self.segment.prepare_documents(name, boosts)
        to.add_words(
            self.segment,
            name,
            takewhile(lambda _: columns.goes_on(), boosts),
            columns.impacts(self.segment, name),
            lambda term: columns.weight(name, field.terms[term], boost * boosts[term]),
        )

    @_step_through.register
    def _(self, tree: query.Otherwise) -> Matches:
        found = any(matches.count for matches in self._columns.evaluate(tree.a))
        if not found and self._columns.partial:
            return nothing()
        return self.evaluate(tree.a if found else tree.b)

    @_step_through.register
    def _(self, tree: query.ConstantScoreQuery) -> Matches:
        return every(self.evaluate(tree.child).docs, tree.score)

    @_step_through.register
    def _(self, tree: query.Every) -> Matches:
        docs = np.arange(self._documents)
        if tree.fieldname in LAYOUT.texts:
            docs = np.flatnonzero(self.segment.text(tree.fieldname).lengths)
        return every(docs, tree.boost)

    @_step_through.register
    def _(self, tree: query.Phrase) -> Matches:
        return self._phrase(tree, None)

    def _phrase(self, tree: query.Phrase, among: UInt32s | None) -> Matches:
        """Return the documents that have a phrase, of some or of all documents."""
        name = tree.fieldname
        found = [self._find(name, word) for word in tree.words]
        field = self._field(name)
        numbers = [place[1] for place in found if place]
        if not numbers or len(numbers) < len(found) or not isinstance(field, TextField):
            return nothing()
        words = [Word(number, self.segment.postings(name, number)) for number in numbers]
        goes_on = self._columns.goes_on
        if tree.slop == 1:
            docs, places = side_by_side(self.segment, name, words, goes_on, among)
        else:
            docs, places = phrase_docs(field, words, tree.slop, goes_on, among)
        impacts = self._columns.impacts(self.segment, name)
        sums = np.zeros(len(docs))
        for word, chosen in zip(words if len(docs) else (), places, strict=False):
            weight = self._columns.weight(name, field.terms[word.term], tree.boost)
            sums += weight * impacts.at(word.postings, chosen)
        return Matches(docs, sums)

    @_step_through.register
    def _(self, tree: query.NumericRange) -> Matches:
        column = self._field(tree.fieldname)
        if not isinstance(column, NumberColumn):
            return nothing()
        prepare = self._schema[tree.fieldname].prepare_number
        start, end = (None if n is None else prepare(n) for n in (tree.start, tree.end))
        docs = column.between(start, end, startexcl=tree.startexcl, endexcl=tree.endexcl)
        return every(docs, tree.boost)

    @_step_through.register
    def _(self, tree: term_queries.MultiTerm) -> Matches:
        name = tree.field()
        field = self._field(name)
        if field is None:
            return nothing()
        terms = expand(tree, field, self._schema[name], self._searcher.reader())
        if self._columns.most_terms is not None and len(terms) > self._columns.most_terms:
            raise TooManyTerms(f"{tree!r} stands for {len(terms):,} terms")
        if tree.constantscore or isinstance(field, KeywordColumn):
            docs = docs_of_any(field, terms, self._documents, self._columns.goes_on)
            return every(docs, tree.boost)
        if isinstance(field, TextField):
            return self._columns.sums(self.segment, name, terms).times(tree.boost)
        parts: list[Matches] = []
        for number in terms:
            if parts and not self._columns.goes_on():
                break
            parts.append(self._term(name, field, int(number)))
        return union(parts, self._documents).times(tree.boost)


# Asked through an instance, the method would make a new function for every tree.
_way: Callable[[type], Callable[[_Leaf, query.Query], Matches]] = vars(_Leaf)[
    "_step_through"
].dispatcher.dispatch

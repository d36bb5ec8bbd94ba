"""Clauses: the words and phrases of a parsed query, and the Whoosh query tree of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from whoosh import query

from index.analysis import View, grams
from index.schema import FIELDS, field_name
from search.coverage import Covering, Part
from search.rank import (
    FINDING_VIEWS,
    NEIGHBOURS_WEIGHT,
    QUESTION_WEIGHT,
    phrase_weight,
    word_weight,
)

if TYPE_CHECKING:
    from search.syntax.patterns import Expansion
    from search.syntax.structure import Structure

__all__ = ["Clause", "ParsedQuery", "Word", "distinct"]


_GRAM_FIELDS = [(field_name(field, View.GRAM), word_weight(field, View.GRAM)) for field in FIELDS]
_FINDING_FIELDS = {
    field: [
        (field_name(field, view), view is View.EXACT, word_weight(field, view))
        for view in FINDING_VIEWS
    ]
    for field in FIELDS
}


class Word(NamedTuple):
    """Hold one term of a query in both views.

    Args:
        start: Where the written word starts in the query, in characters.
        end: Where it ends.
        exact: Its term in the exact view.
        stem: Its term in the stem view.
    """

    start: int
    end: int
    exact: str
    stem: str


@dataclass(frozen=True, slots=True)
class Clause:
    """Hold one thing that is searched for: a word or a phrase.

    Args:
        written: The word or the phrase as typed, without quotation marks.
        words: Its terms in order: one for a word, or several where one written sign stands for
            several words.
        quoted: Whether it stood in quotation marks.
        stop: Whether it is a stop word outside a phrase.
        asking: Whether it is a question word, or frames a question, outside a phrase: it counts
            little, and is never required beside other words.
        slop: How far each word of a phrase may be behind the one before it; 1 is side by side.
    """

    written: str
    words: tuple[Word, ...]
    quoted: bool
    stop: bool
    asking: bool = False
    slop: int = 1

    @property
    def adjacent(self) -> bool:
        """Whether the words must stand side by side, each in its exact form."""
        return self.quoted or len(self.words) > 1

    def part(self) -> Part:
        """Return the clause as a part of what an article may cover."""
        pieces = self.pieces()
        return Part(
            self.tree(),
            query.Or(pieces) if pieces else None,
            [(field_name("body", View.STEM), word.stem.encode()) for word in self.words],
            QUESTION_WEIGHT if self.asking else 1.0,
        )

    def pieces(self) -> list[query.Query]:
        """Return the terms of the letter grams of a word, over all fields; none of a phrase.

        A phrase is wanted as typed: what only looks like its words says nothing of it.
        """
        if self.adjacent:
            return []
        weight = QUESTION_WEIGHT if self.asking else 1
        found = [gram for word in self.words for gram in grams(word.exact)]
        return [
            query.Term(name, gram, boost=boost * weight)
            for name, boost in _GRAM_FIELDS
            for gram in found
        ]

    @property
    def terms(self) -> tuple[str, ...]:
        """Return the terms of the exact view, in order."""
        return tuple(word.exact for word in self.words)

    def tree(self, fields: Sequence[str] = FIELDS) -> query.Query:
        """Return what Whoosh searches for this clause.

        Args:
            fields: Those of `index.schema.FIELDS` that it is searched in.
        """
        if not self.adjacent:
            word, weight = self.words[0], QUESTION_WEIGHT if self.asking else 1
            return query.Or(
                [
                    query.Term(name, word.exact if exact else word.stem, boost=boost * weight)
                    for field in fields
                    for name, exact, boost in _FINDING_FIELDS[field]
                ]
            )
        names = [(field_name(field, View.EXACT), phrase_weight(field)) for field in fields]
        if len(self.words) == 1:
            return query.Or([query.Term(name, *self.terms, boost=boost) for name, boost in names])
        return query.Or(
            [query.Phrase(name, list(self.terms), self.slop, boost) for name, boost in names]
        )


def distinct(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return clauses, of those that search for the same only the first.

    Args:
        clauses: The clauses in order.
    """
    kept: dict[tuple[bool, int, tuple[str, ...]], Clause] = {}
    for clause in clauses:
        kept.setdefault((clause.adjacent, clause.slop, clause.terms), clause)
    return tuple(kept.values())


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """Hold what a text asks for.

    Args:
        text: The text that offsets of words point into.
        clauses: All words and phrases in order, each once, stop words included.
        described: Whether the text describes what is wanted, as a question does, and does not
            list words that an article must have.
        structure: What its operators and fields ask for; None where it has none.
        unread_dates: What the field of dates is asked for and is no date; its words are searched.
    """

    text: str
    clauses: tuple[Clause, ...]
    described: bool = False
    structure: Structure | None = None
    unread_dates: tuple[str, ...] = ()

    @property
    def searched(self) -> tuple[Clause, ...]:
        """Return the clauses that decide: stop words only where there is nothing else."""
        return tuple(clause for clause in self.clauses if not clause.stop) or self.clauses

    @property
    def required(self) -> tuple[Clause, ...]:
        """Return the clauses of which an article should have all: those that do not ask."""
        searched = self.searched
        return tuple(clause for clause in searched if not clause.asking) or searched

    @property
    def expansions(self) -> tuple[Expansion, ...]:
        """Return the parts that stand for many words."""
        return self.structure.expansions if self.structure is not None else ()

    @property
    def within(self) -> query.Query | None:
        """Return what keeps articles besides the words: filters, and what is excluded."""
        return self.structure.within if self.structure is not None else None

    @property
    def strict(self) -> bool:
        """Return whether operators say what an article must have, so that nothing is relaxed."""
        return self.structure is not None and self.structure.tree is not None

    def neighbours(self) -> list[query.Query]:
        """Return each two words that stand one after the other, as phrases of stems in bodies."""
        words = [clause for clause in self.searched if not clause.asking and not clause.adjacent]
        stems = [clause.words[0].stem for clause in words]
        name = field_name("body", View.STEM)
        return [
            query.Phrase(name, list(two), boost=NEIGHBOURS_WEIGHT)
            for two in pairwise(stems)
            if two[0] != two[1]
        ]

    def all_words(self) -> query.Query:
        """Return the tree of articles that have every required clause."""
        if self.structure is not None and self.structure.tree is not None:
            return self.structure.tree
        if not self.clauses:
            return query.NullQuery
        trees = [clause.tree() for clause in self.required]
        tree = query.And(trees) if len(trees) > 1 else trees[0]
        # Neighbours, letter grams and question words only rank what is found.
        more = self.neighbours()
        more += [piece for clause in self.searched for piece in clause.pieces()]
        more += [clause.tree() for clause in self.searched if clause not in self.required]
        return query.AndMaybe(tree, query.Or(more)) if more else tree

    def any_word(self) -> query.Query:
        """Return the tree of articles that have some of it, best those that cover most."""
        if self.structure is not None and self.structure.tree is not None:
            return self.structure.tree
        if not self.clauses:
            return query.NullQuery
        parts = [clause.part() for clause in self.searched]
        return Covering(parts, self.neighbours(), described=self.described)

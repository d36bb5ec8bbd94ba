"""Patterns: words with `*` and `?`, and words near to one, as queries and as tests of words."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from whoosh import query
from whoosh.support.levenshtein import levenshtein

from index.analysis import View
from index.analysis.fold import compose, fold_hamza
from index.schema import field_name
from search.rank import phrase_weight
from search.syntax.nodes import Fuzzy, Pattern

__all__ = ["Expansion"]

_WILD = re.compile(r"([*?])")


@dataclass(frozen=True)
class Expansion:
    """Hold a part of a query that stands for many words.

    Args:
        folded: A pattern, or the word that others are near to, in the letters of the exact view.
        edits: In how many letters words may differ; 0 for a pattern.
        written: As typed.
    """

    folded: str
    edits: int
    written: str

    @classmethod
    def of(cls, node: Pattern | Fuzzy) -> Expansion:
        """Return what a node stands for.

        Args:
            node: The node.
        """
        if isinstance(node, Fuzzy):
            return cls(_fold(node.text), node.edits, f"{node.text}~{node.edits}")
        return cls("".join(map(_fold_piece, _WILD.split(node.text))), 0, node.text)

    @property
    def letters(self) -> int:
        """Return how many letters it names."""
        return sum(char not in "*?" for char in self.folded)

    @property
    def first(self) -> str:
        """Return the letter that all its words begin with, "" where they begin differently."""
        return self.folded[:1].strip("*?")

    def tree(self, fields: Sequence[str]) -> query.Query:
        """Return what Whoosh searches: terms of the exact view, with one score for all.

        Args:
            fields: Some of `index.schema.FIELDS`.
        """
        return query.Or(
            [self._query(field_name(field, View.EXACT), phrase_weight(field)) for field in fields]
        )

    def _query(self, name: str, boost: float) -> query.Query:
        if self.edits:
            return query.FuzzyTerm(name, self.folded, boost, self.edits, prefixlength=1)
        if self.folded.endswith("*") and not re.search(r"[*?]", self.folded[:-1]):
            return query.Prefix(name, self.folded[:-1], boost)
        return query.Wildcard(name, self.folded, boost)

    def matches(self, term: str) -> bool:
        """Tell whether a term of the exact view is one that it stands for.

        Args:
            term: The term.
        """
        return self._test(term)

    @cached_property
    def _test(self) -> Callable[[str], bool]:
        if self.edits:
            return lambda term: term[:1] == self.folded[:1] and _near(term, self.folded, self.edits)
        # Python's own translation never goes back into a star that has found its letters.
        pattern = re.compile(fnmatch.translate(self.folded))
        return lambda term: pattern.match(term) is not None


def _near(one: str, other: str, most: int) -> bool:
    """Tell whether two words are at most so many edits apart (Levenshtein 1966)."""
    if abs(len(one) - len(other)) > most:
        return False
    # Nearly all pairs are told apart before the whole distance has to be computed.
    start = _same(one, other)
    one, other = one[start:], other[start:]
    end = _same(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    if max(len(one), len(other)) <= most:
        return True
    if most == 1 or len(set(one) ^ set(other)) > 2 * most:
        return False
    distance: int = levenshtein(one, other, limit=most)
    return distance <= most


def _same(one: str, other: str) -> int:
    """Return with how many of the same letters two words begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _fold(text: str) -> str:
    return fold_hamza("".join(char for char in compose(text) if char.isalnum()))


def _fold_piece(piece: str) -> str:
    return piece if piece in ("*", "?") else _fold(piece)

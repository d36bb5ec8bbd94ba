"""The vocabulary: how many articles have a term, in any field."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from whoosh.searching import Searcher

from index.analysis import View
from index.columnar.codec import segments_of
from index.columnar.terms import SortedTerms
from index.columnar.textfield import TextField
from index.schema import FIELDS, field_name
from search.clauses import Clause, Word

__all__ = ["Vocabulary"]

# Most words of an archive stand in a body, so it is asked first.
_BODY_FIRST = tuple(reversed(FIELDS))


class Vocabulary:
    """Ask one generation of an index about its terms.

    Args:
        searcher: A searcher that no other thread uses meanwhile.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self._known: dict[View, list[list[TextField]]] = {}

    def has(self, exact: str) -> bool:
        """Return whether any article has a term of the exact view.

        Args:
            exact: The term.
        """
        encoded = exact.encode()
        return any(terms.find(encoded) >= 0 for terms in self._exact)

    @cached_property
    def _exact(self) -> list[SortedTerms]:
        """Return the terms of the exact view; a repair asks thousands of times."""
        return [text.terms for texts in self._texts(View.EXACT) for text in texts]

    def _texts(self, view: View) -> list[list[TextField]]:
        """Return what each segment has of each field."""
        texts = self._known.get(view)
        if texts is None:
            segments = list(segments_of(self._searcher))
            names = [field_name(field, view) for field in _BODY_FIRST]
            texts = [[segment.text(name) for segment in segments] for name in names]
            self._known[view] = texts
        return texts

    def frequency(self, view: View, term: str) -> int:
        """Return how many articles have a term, counted in the field where most have it.

        Args:
            view: The view.
            term: The term.
        """
        encoded = term.encode()
        most = 0
        for texts in self._texts(view):
            count = 0
            for text in texts:
                number = text.terms.find(encoded)
                if number >= 0:
                    count += text.doc_frequency(number)
            most = max(most, count)
        return most

    def starting(self, prefix: str) -> Iterator[str]:
        """Yield the exact terms that start with a prefix, field by field, unsorted between them.

        Args:
            prefix: The prefix.
        """
        for field in _BODY_FIRST:
            for term in self._reader.expand_prefix(field_name(field, View.EXACT), prefix):
                yield term.decode()

    def missing(self, clause: Clause) -> list[Word]:
        """Return the words of a clause that no article has in a form that the clause accepts.

        Args:
            clause: The clause.
        """
        return [
            word
            for word in clause.words
            if not self.has(word.exact)
            and (clause.adjacent or not self.frequency(View.STEM, word.stem))
        ]

    def clause_frequency(self, clause: Clause) -> int:
        """Return how many articles have a clause; for a phrase, at most so many.

        Args:
            clause: The clause.
        """
        if clause.adjacent:
            return min(self.frequency(View.EXACT, word.exact) for word in clause.words)
        return self.frequency(View.STEM, clause.words[0].stem)

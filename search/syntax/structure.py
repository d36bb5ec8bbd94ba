"""Structures: a query with operators or fields, ready to be searched, marked and explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whoosh import query

from search.clauses import Clause
from search.syntax.nodes import Node, Span
from search.syntax.patterns import Expansion

__all__ = ["Structure"]


@dataclass(frozen=True, slots=True)
class Structure:
    """Hold what the operators and fields of a query ask for.

    Args:
        text: The query, as spans point into it.
        node: The tree of the whole query.
        within: What every article must pass besides: filters and what is excluded; None where
            nothing is.
        tree: What is searched; None where plain words and phrases are, as in any query.
        clauses: Its words and phrases that are not excluded; none where `tree` is None.
        expansions: The parts that stand for many words; words of excluded ones are not marked.
        doubtful: Where Arabic words stand that were taken for operators.
        rest: The text with blanks for all that is not plain, for the parser of plain words.
    """

    text: str
    node: Node
    within: query.Query | None
    tree: query.Query | None
    clauses: tuple[Clause, ...]
    expansions: tuple[Expansion, ...]
    doubtful: tuple[Span, ...]
    rest: str

    def as_words(self) -> str:
        """Return the query with words that were taken for operators quoted, so that they are none.

        Returns:
            Another query, or "" where no such word was.
        """
        return _quote(self.text, self.doubtful) if self.doubtful else ""


def _quote(text: str, spans: Sequence[Span]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f'{text[:start]}"{text[start:end]}"{text[end:]}'
    return text

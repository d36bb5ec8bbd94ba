"""Whoosh query trees of the query classes, for both codecs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from whoosh import query as whoosh

from benchmarks.queries import FIELD, Kind, Query

__all__ = ["tree"]


def tree(kind: Kind, query: Query) -> whoosh.Query:
    """Return the tree of a query; filters, facets and order are not part of it.

    Args:
        kind: Its class.
        query: The query.
    """
    return _TREES.get(kind, _term)(query.words)


def _term(words: tuple[str, ...]) -> whoosh.Query:
    return whoosh.Term(FIELD, words[0])


def _terms(words: tuple[str, ...]) -> list[whoosh.Query]:
    return [whoosh.Term(FIELD, word) for word in words]


_TREES: Mapping[Kind, Callable[[tuple[str, ...]], whoosh.Query]] = {
    Kind.AND: lambda words: whoosh.And(_terms(words)),
    Kind.OR_2: lambda words: whoosh.Or(_terms(words)),
    Kind.OR_5: lambda words: whoosh.Or(_terms(words)),
    Kind.PHRASE: lambda words: whoosh.Phrase(FIELD, list(words)),
    Kind.FREQUENT_PHRASE: lambda words: whoosh.Phrase(FIELD, list(words)),
    Kind.PREFIX: lambda words: whoosh.Prefix(FIELD, words[0]),
    Kind.WILDCARD: lambda words: whoosh.Wildcard(FIELD, words[0]),
    Kind.FUZZY: lambda words: whoosh.FuzzyTerm(FIELD, words[0], maxdist=1, prefixlength=0),
    Kind.RANGE: lambda words: whoosh.TermRange(FIELD, words[0], words[1]),
}

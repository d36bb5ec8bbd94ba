"""Expansions: the terms of a field that a query for many terms stands for."""

from __future__ import annotations

import numpy as np
from whoosh import query
from whoosh.fields import FieldType
from whoosh.query import terms as term_queries
from whoosh.reading import IndexReader

from index.columnar.bits import Int64s
from index.columnar.fuzzy import terms_within
from index.columnar.segment import Field
from index.columnar.terms import TermDictionary
from index.columnar.wildcards import terms_like

__all__ = ["TooManyTerms", "expand"]


class TooManyTerms(Exception):
    """Tell that a query stands for more terms than it may."""


def expand(
    tree: term_queries.MultiTerm, field: Field, kind: FieldType, reader: IndexReader
) -> range | Int64s:
    """Return the numbers of the terms that a query stands for, ascending.

    Args:
        tree: The query.
        field: The field of one segment.
        kind: What the schema says of it.
        reader: A reader of the segment, for kinds of queries that only Whoosh can expand.
    """
    terms = field.terms
    if isinstance(tree, query.TermRange):
        return _term_range(tree, field, kind)
    if isinstance(terms, TermDictionary):
        if isinstance(tree, query.Prefix):
            return terms.prefix_range(tree.text.encode())
        if isinstance(tree, query.Wildcard) and "[" not in tree.text:
            return terms_like(terms, tree.text)
        if isinstance(tree, query.FuzzyTerm):
            return terms_within(terms, tree.text, int(tree.maxdist), tree.prefixlength)
    texts = (kind.to_bytes(text) for text in tree._btexts(reader))
    found = {number for text in texts if (number := terms.find(text)) >= 0}
    return np.array(sorted(found), np.int64)


def _term_range(tree: query.TermRange, field: Field, kind: FieldType) -> range:
    terms = field.terms
    start, stop = 0, len(terms)
    if tree.start is not None:
        first = kind.to_bytes(tree.start)
        start = terms.lower_bound(first + b"\0" if tree.startexcl else first)
    if tree.end is not None:
        last = kind.to_bytes(tree.end)
        stop = terms.lower_bound(last if tree.endexcl else last + b"\0")
    return range(start, max(start, stop))

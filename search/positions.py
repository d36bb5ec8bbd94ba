"""Positions: which words of the articles on a page answer a query, as the index has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from whoosh.searching import Searcher

from index.analysis import View
from index.columnar.bits import Int64s, UInt32s
from index.columnar.codec import segments_of
from index.columnar.positions import positions_in
from index.columnar.segment import Segment
from index.schema import field_name
from search.clauses import ParsedQuery

__all__ = ["answering"]

_MOST_POSTINGS: Final = 1 << 17
"""To pass over the frequencies of more takes longer than to analyse ten articles."""

_POSITION: Final = 32
"""Bits of a position, behind the number of its document."""

Term = tuple[View, bytes]


def answering(
    parsed: ParsedQuery, searcher: Searcher, numbers: Sequence[int], fields: Sequence[str]
) -> Mapping[int, Sequence[Sequence[int]]] | None:
    """Return where the terms of a query stand in some articles.

    A word of a phrase counts wherever it stands, as typed; whether the phrase is there, only a
    look at the text tells.

    Args:
        parsed: The query.
        searcher: A searcher that no other thread uses meanwhile.
        numbers: The document numbers of the articles.
        fields: Those of `index.schema.FIELDS` to look at.

    Returns:
        For each number and each field the positions, ascending, each once; None where a look at
        the texts takes less time, or the query stands for more terms than it has words.
    """
    if parsed.expansions:
        return None
    terms = _terms(parsed)
    found: dict[int, list[list[int]]] = {}
    first = 0
    for segment in segments_of(searcher):
        last = first + segment.documents
        docs = np.array(sorted(n - first for n in numbers if first <= n < last), np.uint32)
        by_field = [_in_field(segment, field, terms, docs) for field in fields] if len(docs) else []
        if None in by_field:
            return None
        for row, doc in enumerate(docs.tolist()):
            found[first + doc] = [rows[row] for rows in by_field if rows is not None]
        first = last
    return found


def _terms(parsed: ParsedQuery) -> set[Term]:
    terms: set[Term] = set()
    for clause in parsed.searched:
        terms.update((View.EXACT, term.encode()) for term in clause.terms)
        if not clause.adjacent:
            terms.add((View.STEM, clause.words[0].stem.encode()))
    return terms


def _in_field(
    segment: Segment, field: str, terms: Iterable[Term], docs: UInt32s
) -> list[list[int]] | None:
    """Return the positions of any of some terms in each of some documents."""
    keys: list[Int64s] = []
    for view, term in terms:
        name = field_name(field, view)
        text = segment.text(name)
        number = text.terms.find(term)
        if number < 0:
            continue
        if text.doc_frequency(number) > _MOST_POSTINGS:
            return None
        postings = segment.postings(name, number)
        places = postings.docs.searchsorted(docs)
        np.minimum(places, len(postings.docs) - 1, out=places)
        rows = (postings.docs.take(places) == docs).nonzero()[0]
        if len(rows):
            which, positions = positions_in(text, number, postings, places.take(rows))
            keys.append((rows.take(which) << _POSITION) | positions)
    if not keys:
        return [[] for _ in docs]
    merged = np.unique(np.concatenate(keys))
    bounds = merged.searchsorted(np.arange(len(docs) + 1) << _POSITION).tolist()
    positions = (merged & ((1 << _POSITION) - 1)).tolist()
    return [positions[a:b] for a, b in pairwise(bounds)]

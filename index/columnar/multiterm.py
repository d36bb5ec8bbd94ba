"""Many terms at once: the documents of any of some terms, and the sums of their scores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import Int64s, UInt32s
from index.columnar.columns import KeywordColumn
from index.columnar.matches import Float64s, Matches, bm25, nothing
from index.columnar.segment import Field
from index.columnar.textfield import TextField

__all__ = ["docs_of_any", "scores_of_any"]

_STEP = 1 << 16
"""Postings read in one step: arrays of so many items stay in the processor's cache."""

_SPARSE = 16
"""Fewer postings than a document in this many are combined by sorting, more by adding up."""

_FEW = 64
"""Terms that are read one by one."""


def docs_of_any(
    field: Field, terms: range | Int64s, documents: int, goes_on: Callable[[], bool]
) -> Int64s:
    """Return the documents that have any of some terms.

    Args:
        field: The field.
        terms: The numbers of the terms, ascending.
        documents: How many documents the segment has.
        goes_on: Asked between steps; where it says no, those found so far are returned.
    """
    if isinstance(field, TextField):
        return _text_docs(field, terms, goes_on)
    if isinstance(field, KeywordColumn):
        wanted = np.zeros(len(field.terms), np.bool_)
        wanted[_array(terms)] = True
        return np.flatnonzero(wanted[field.codes])
    mask = np.zeros(documents, np.bool_)
    for place, term in enumerate(terms):
        if place and place % _FEW == 0 and not goes_on():
            break
        mask[field.docs(int(term))] = True
    return np.flatnonzero(mask)


def _text_docs(field: TextField, terms: range | Int64s, goes_on: Callable[[], bool]) -> Int64s:
    there = field.lengths != 0
    if len(terms) == len(field.terms):
        return np.flatnonzero(there)
    missing = int(np.count_nonzero(there))
    mask = np.zeros(len(there), np.bool_)
    counts = field.doc_frequencies(terms)
    if int(counts.sum(dtype=np.int64)) <= _STEP:
        _mark(mask, field.documents(terms)[1])
        return np.flatnonzero(mask)
    rest = _array(terms)
    if len(rest) > _FEW:
        # A few frequent terms are often in every document, and then the others add nothing.
        places = np.argpartition(counts, len(counts) - _FEW)
        for term in rest[places[-_FEW:]].tolist():
            _mark(mask, field.docs(term))
        if np.count_nonzero(mask) == missing:
            return np.flatnonzero(mask)
        left = np.ones(len(rest), np.bool_)
        left[places[-_FEW:]] = False
        rest, counts = rest[left], counts[left]
    for step, part in enumerate(_steps(rest, counts)):
        if step and (np.count_nonzero(mask) == missing or not goes_on()):
            break
        _mark(mask, field.documents(part)[1])
    return np.flatnonzero(mask)


def _mark(mask: NDArray[np.bool_], docs: UInt32s) -> None:
    # Numpy takes places of any other type twice as long.
    mask[docs.astype(np.int64)] = True


def scores_of_any(
    field: TextField,
    terms: range | Int64s,
    weights: Float64s,
    norms: Float64s,
    goes_on: Callable[[], bool],
) -> Matches:
    """Return the documents that have any of some terms, with the sums of their scores.

    Args:
        field: The field.
        terms: The numbers of the terms, ascending.
        weights: The idf times k₁ + 1 of each term.
        norms: The norm of each of the 256 lengths.
        goes_on: Asked between steps; where it says no, the scores so far are returned.
    """
    documents = len(field.lengths)
    totals = field.doc_frequencies(terms)
    if not len(totals):
        return nothing()
    if int(totals.sum(dtype=np.int64)) <= _STEP:
        part = _array(terms)
        docs, scores = _scores(field, part, weights, norms)
        if len(part) == 1:
            return Matches(docs, scores)
        if len(docs) * _SPARSE < documents:
            met, places = np.unique(docs, return_inverse=True)
            return Matches(
                met, np.bincount(places, scores, len(met)).astype(np.float64, copy=False)
            )
        met = np.flatnonzero(np.bincount(docs, minlength=documents)).astype(np.uint32)
        return Matches(
            met, np.bincount(docs, scores, documents)[met].astype(np.float64, copy=False)
        )
    sums = np.zeros(documents)
    found = np.zeros(documents, np.bool_)
    done = 0
    for part in _steps(_array(terms), totals):
        if done and not goes_on():
            break
        docs, scores = _scores(field, part, weights[done : done + len(part)], norms)
        sums += np.bincount(docs, scores, documents)
        found[docs] = True
        done += len(part)
    docs = np.flatnonzero(found).astype(np.uint32)
    return Matches(docs, sums[docs])


def _scores(
    field: TextField, terms: Int64s, weights: Float64s, norms: Float64s
) -> tuple[UInt32s, Float64s]:
    """Return the documents of terms, one term after the other, and the score of each."""
    counts, docs = field.documents(terms)
    each = np.repeat(weights, counts)
    return docs, bm25(field.frequencies(terms), norms[field.lengths[docs]], each)


def _array(terms: range | Int64s) -> Int64s:
    return np.arange(terms.start, terms.stop) if isinstance(terms, range) else terms


def _steps(terms: Int64s, counts: UInt32s) -> Iterator[Int64s]:
    """Yield the terms in parts of about `_STEP` postings, one term at least."""
    steps = np.cumsum(counts, dtype=np.int64) // _STEP
    heads = np.flatnonzero(np.diff(steps, prepend=-1)).tolist()
    for start, stop in pairwise([*heads, len(terms)]):
        yield terms[start:stop]

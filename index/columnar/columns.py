"""Columns: one value a document, which are also the terms of a field that is not text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.bits import Int64s, UInt32s
from index.columnar.terms import NumberTerms, TermDictionary, TermWriter

__all__ = ["KeywordColumn", "NumberColumn", "write_keywords", "write_numbers"]


def write_keywords(out: ArrayFileWriter, name: str, values: Sequence[bytes]) -> None:
    """Write a column of words.

    Args:
        out: The file.
        name: The name of the field.
        values: The value of each document in UTF-8.
    """
    terms = sorted(set(values))
    codes = {term: code for code, term in enumerate(terms)}
    dictionary = TermWriter(name)
    dictionary.add(terms)
    dictionary.write(out)
    out.put(f"{name}.codes", np.array([codes[value] for value in values], np.uint32), "<u4")


class KeywordColumn:
    """Read a column of words.

    Args:
        file: The file of the segment.
        name: The name of the field.
        documents: How many documents the segment has.

    Raises:
        IndexDamaged: The arrays do not fit each other.
    """

    def __init__(self, file: ArrayFile, name: str, documents: int) -> None:
        self.terms = TermDictionary(file, name)
        self.codes: UInt32s = file.array(f"{name}.codes", np.uint32, documents)
        if documents and self.codes.max() >= len(self.terms):
            raise file.damage(f"{name!r} has values that are not there")

    @cached_property
    def _docs_by_code(self) -> tuple[Int64s, Int64s]:
        order = np.argsort(self.codes, kind="stable")
        ends = np.searchsorted(self.codes[order], np.arange(len(self.terms) + 1))
        return order, ends

    def value(self, document: int) -> bytes:
        """Return the value of a document."""
        return self.terms[int(self.codes[document])]

    def doc_frequency(self, term: int) -> int:
        """Return how many documents have a value; those deleted since count too."""
        _, ends = self._docs_by_code
        return int(ends[term + 1] - ends[term])

    def frequency(self, term: int) -> int:
        """Return how often all documents together have a value: each has one."""
        return self.doc_frequency(term)

    def docs(self, term: int) -> UInt32s:
        """Return the documents of a value, ascending."""
        order, ends = self._docs_by_code
        return order[ends[term] : ends[term + 1]].astype(np.uint32)


def write_numbers(out: ArrayFileWriter, name: str, values: Sequence[int] | Int64s) -> None:
    """Write a column of numbers.

    Args:
        out: The file.
        name: The name of the field.
        values: The value of each document, signed, 64 bits.
    """
    out.put(f"{name}.values", np.array(values, np.int64), "<i8")


class NumberColumn:
    """Read a column of numbers.

    Its terms are those that Whoosh makes of a number for its range queries: a byte that says
    how many low bits are dropped, and eight bytes, biggest first, of what is left. They follow
    from the values, so they are not stored.

    Args:
        file: The file of the segment.
        name: The name of the field.
        documents: How many documents the segment has.
        step: How many bits more each coarser term drops; 0 where there are none.

    Raises:
        IndexDamaged: The column is missing.
    """

    def __init__(self, file: ArrayFile, name: str, documents: int, step: int) -> None:
        self.values: Int64s = file.array(f"{name}.values", np.int64, documents)
        self._shifts = range(0, 64, step) if step else range(1)

    def between(
        self, start: int | None, end: int | None, *, startexcl: bool, endexcl: bool
    ) -> Int64s:
        """Return the documents with a number of a range, ascending.

        Args:
            start: The least number, as stored; None is any.
            end: The greatest number; None is any.
            startexcl: Whether the least is itself left out.
            endexcl: Whether the greatest is itself left out.
        """
        mask = np.ones(len(self.values), np.bool_)
        if start is not None:
            mask &= self.values > start if startexcl else self.values >= start
        if end is not None:
            mask &= self.values < end if endexcl else self.values <= end
        return np.flatnonzero(mask)

    @cached_property
    def _order(self) -> Int64s:
        return np.argsort(self.values, kind="stable")

    @cached_property
    def _groups(self) -> tuple[NDArray[np.uint64], Int64s, Int64s, Int64s]:
        """Number, shift, first place and end of the group of each term, in order of terms."""
        ordered = self.values[self._order].view(np.uint64) ^ np.uint64(1 << 63)
        numbers, shifts, starts, ends = [], [], [], []
        for shift in self._shifts:
            shifted = ordered >> np.uint64(shift)
            heads = np.ones(len(shifted), bool)
            heads[1:] = shifted[1:] != shifted[:-1]
            first = np.flatnonzero(heads)
            numbers.append(shifted[first])
            shifts.append(np.full(len(first), shift))
            starts.append(first)
            ends.append(np.append(first, len(ordered))[1:])
        return (
            np.concatenate(numbers),
            np.concatenate(shifts),
            np.concatenate(starts),
            np.concatenate(ends),
        )

    @cached_property
    def terms(self) -> NumberTerms:
        """Return the terms, sorted."""
        return NumberTerms(*self._groups[:2])

    def doc_frequency(self, term: int) -> int:
        """Return how many documents have a term; those deleted since count too."""
        _, _, starts, ends = self._groups
        return int(ends[term] - starts[term])

    def frequency(self, term: int) -> int:
        """Return how often all documents together have a term: each has it once."""
        return self.doc_frequency(term)

    def docs(self, term: int) -> UInt32s:
        """Return the documents of a term, ascending."""
        _, _, starts, ends = self._groups
        return np.sort(self._order[starts[term] : ends[term]]).astype(np.uint32)

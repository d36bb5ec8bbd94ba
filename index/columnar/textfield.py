"""A text field of a segment: postings of one view of one part of the articles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from whoosh.util.numeric import byte_to_length

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.bits import Int64s, UInt8s, UInt32s
from index.columnar.runs import RunReader, RunWriter
from index.columnar.short import put_short, read_short
from index.columnar.terms import TermDictionary, TermWriter

__all__ = ["LENGTHS", "Postings", "TextField", "TextFieldWriter", "length_codes"]

LENGTHS: UInt32s = np.array([byte_to_length(code) for code in range(256)], np.uint32)
"""The length that each one-byte code stands for; Whoosh's own table, so that scores agree."""


_ONE = np.array(1, np.uint32)


def length_codes(lengths: UInt32s | Int64s) -> UInt8s:
    """Return the one-byte code of each length: exact to 10, then the next greater of `LENGTHS`.

    Args:
        lengths: Lengths of fields, in words.
    """
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)


class Postings(NamedTuple):
    """Hold the postings of some terms of a field, unpacked.

    Args:
        terms: The terms in UTF-8, sorted.
        doc_counts: How many documents each term is in.
        docs: The documents of each term, ascending, one term after the other.
        freqs: How often the term is in each of `docs`.
        positions: Where it is, ascending in each document; None where they are not kept.
    """

    terms: Sequence[bytes]
    doc_counts: UInt32s
    docs: UInt32s
    freqs: UInt32s
    positions: UInt32s | None

    def occurrences(self) -> UInt32s:
        """Return how often each term is in all its documents together."""
        starts = _starts(self.doc_counts)
        if not len(starts):
            return np.zeros(0, np.uint32)
        return np.add.reduceat(self.freqs, starts, dtype=np.uint32)


def _starts(counts: UInt32s) -> Int64s:
    return np.cumsum(counts, dtype=np.int64) - counts


class TextFieldWriter:
    """Write a text field, terms in order, in any number of steps.

    Args:
        directory: Where there is room for what is not written yet.
        name: The name of the field.
        positions: Whether positions are kept.
    """

    def __init__(self, directory: Path, name: str, *, positions: bool) -> None:
        self._name = name
        self._terms = TermWriter(name)
        self._doc_counts: list[UInt32s] = []
        self._occurrences: list[UInt32s] = []
        self._docs = RunWriter(directory, f"{name}.docs")
        self._freqs = RunWriter(directory, f"{name}.freqs")
        self._positions = RunWriter(directory, f"{name}.positions") if positions else None

    def add(self, postings: Postings) -> None:
        """Add the postings of terms that come after those added before.

        Args:
            postings: At least one document a term.
        """
        if not len(postings.terms):
            return
        starts = _starts(postings.doc_counts)
        gaps = np.diff(postings.docs, prepend=np.uint32(0))
        gaps[starts] = postings.docs[starts]
        self._terms.add(postings.terms)
        self._doc_counts.append(postings.doc_counts)
        self._docs.add(gaps, postings.doc_counts)
        self._freqs.add(postings.freqs - np.uint32(1), postings.doc_counts)
        occurrences = postings.occurrences()
        self._occurrences.append(occurrences)
        if self._positions is not None and postings.positions is not None:
            self._positions.add(postings.positions, occurrences)

    def write(self, out: ArrayFileWriter, lengths: UInt8s, tokens: int) -> None:
        """Write the field.

        Args:
            out: The file.
            lengths: The code of each document's length, as `length_codes` gives it.
            tokens: The exact sum of all lengths.
        """
        none = np.zeros(0, np.uint32)
        self._terms.write(out)
        doc_counts = np.concatenate([*self._doc_counts, none])
        repeats = np.concatenate([*self._occurrences, none]) - doc_counts
        put_short(out, f"{self._name}.doc_counts", doc_counts)
        put_short(out, f"{self._name}.repeats", repeats)
        out.put(f"{self._name}.lengths", lengths, "|u1")
        self._docs.write(out)
        self._freqs.write(out)
        if self._positions is not None:
            self._positions.write(out)
        out.facts[f"{self._name}.tokens"] = tokens
        out.facts[f"{self._name}.has_positions"] = int(self._positions is not None)

    def close(self) -> None:
        """Let go of the room; what was added is lost where it was not written."""
        for runs in (self._docs, self._freqs, self._positions):
            if runs is not None:
                runs.close()


class TextField:
    """Read a text field.

    Args:
        file: The file of the segment.
        name: The name of the field.
        documents: How many documents the segment has.

    Raises:
        IndexDamaged: The arrays do not fit each other; so do all methods where a run is not
            what was written.
    """

    def __init__(self, file: ArrayFile, name: str, documents: int) -> None:
        self._file = file
        self._name = name
        self._documents = documents
        self.terms = TermDictionary(file, name)
        counts = self._doc_counts = read_short(file, f"{name}.doc_counts", len(self.terms))
        # Of documents that take no bits there could be any number, and room is made for all.
        if len(counts) and not 0 < counts.min() <= counts.max() <= documents:
            raise file.damage(f"a term of {name!r} has no documents, or more than there are")
        repeats = read_short(file, f"{name}.repeats", len(self.terms))
        self._occurrences: UInt32s = counts + repeats
        self.lengths: UInt8s = file.array(f"{name}.lengths", np.uint8, documents)
        self.tokens = file.fact(f"{name}.tokens")
        self._docs = RunReader(file, f"{name}.docs", counts)
        self._freqs = RunReader(file, f"{name}.freqs", counts)
        self.has_positions = bool(file.fact(f"{name}.has_positions"))
        self._positions = (
            RunReader(file, f"{name}.positions", self._occurrences) if self.has_positions else None
        )

    def doc_frequency(self, term: int) -> int:
        """Return how many documents have a term; those deleted since count too."""
        return int(self._doc_counts[term])

    def frequency(self, term: int) -> int:
        """Return how often all documents together have a term."""
        return int(self._occurrences[term])

    def docs(self, term: int) -> UInt32s:
        """Return the documents of a term, ascending."""
        docs: UInt32s = self._docs[term].cumsum(dtype=np.uint32)
        self._check_docs(docs)
        return docs

    def freqs(self, term: int) -> UInt32s:
        """Return how often each of the documents of a term has it."""
        return self._freqs[term] + _ONE

    def some_freqs(self, terms: Int64s, counts: Int64s, places: Int64s) -> UInt32s:
        """Return how often some of the documents of each of several terms have it.

        Args:
            terms: The numbers of the terms.
            counts: How many documents of each term.
            places: Which of its documents, one term after the other.
        """
        return self._freqs.some(terms, counts, places) + _ONE

    def repeat_bits(self, term: int) -> int:
        """Return a number of bits that each frequency of a term, less one, fits into."""
        return self._freqs.width(term)

    def positions(self, term: int) -> UInt32s:
        """Return the positions of a term in all its documents; as many a document as `freqs`."""
        if self._positions is None:
            raise self._file.damage(f"{self._name!r} has no positions")
        if int(self.freqs(term).sum()) != self.frequency(term):
            raise self._file.damage(f"positions of {self._name!r} do not fit the frequencies")
        return self._positions[term]

    def positions_at(self, term: int, places: Int64s, occurrences: int) -> UInt32s:
        """Return some of the positions of a term.

        Args:
            term: Its number.
            places: Which of all its positions.
            occurrences: The sum of its frequencies, greater than every place.
        """
        if self._positions is None:
            raise self._file.damage(f"{self._name!r} has no positions")
        if occurrences != self.frequency(term):
            raise self._file.damage(f"positions of {self._name!r} do not fit the frequencies")
        return self._positions.at(term, places)

    def position_bits(self, term: int) -> int:
        """Return a number of bits that each position of a term fits into."""
        return self._positions.width(term) if self._positions is not None else 0

    @cached_property
    def place_bits(self) -> int:
        """A number of bits that every position of the field fits into, and the one behind it."""
        return 1 + (self._positions.greatest_width() if self._positions is not None else 0)

    def documents(self, terms: range | Int64s) -> tuple[UInt32s, UInt32s]:
        """Return the documents of several terms.

        Args:
            terms: The numbers of the terms, ascending; a range has no steps.

        Returns:
            How many documents each term has, and all of them, one term after the other.
        """
        counts = self.doc_frequencies(terms)
        gaps = self._several(self._docs, terms)
        starts = _starts(counts)
        # One sum over all terms, less what it was before each term began; modulo 2³², as both are.
        docs = np.cumsum(gaps, dtype=np.uint32)
        docs -= np.repeat(docs[starts] - gaps[starts], counts)
        self._check_docs(docs)
        return counts, docs

    def frequencies(self, terms: range | Int64s) -> UInt32s:
        """Return how often each of the documents of several terms has the term.

        Args:
            terms: As for `documents`, whose documents these are.
        """
        return self._several(self._freqs, terms) + np.uint32(1)

    def doc_frequencies(self, terms: range | Int64s) -> UInt32s:
        """Return how many documents each of several terms has.

        Args:
            terms: The numbers of the terms; a range has no steps.
        """
        if isinstance(terms, range):
            return self._doc_counts[terms.start : terms.stop]
        return self._doc_counts[terms]

    @staticmethod
    def _several(runs: RunReader, terms: range | Int64s) -> UInt32s:
        if isinstance(terms, range):
            return runs.slice(terms.start, terms.stop)
        return runs.pick(terms)

    def postings(self, start: int, stop: int) -> Postings:
        """Return the postings of the terms from number `start` to before `stop`."""
        counts, docs = self.documents(range(start, stop))
        postings = Postings(
            self.terms.slice(start, stop),
            counts,
            docs,
            self._freqs.slice(start, stop) + np.uint32(1),
            self._positions.slice(start, stop) if self._positions is not None else None,
        )
        if bool((postings.occurrences() != self._occurrences[start:stop]).any()):
            raise self._file.damage(f"the frequencies of {self._name!r} are wrong")
        return postings

    def steps(self, most: int) -> list[int]:
        """Return numbers of terms that cut the field into parts of at most `most` occurrences.

        Args:
            most: The size of a part; a single term may have more.

        Returns:
            The number of the first term of each part.
        """
        part = np.cumsum(self._occurrences, dtype=np.int64) // most
        return np.flatnonzero(np.diff(part, prepend=-1)).tolist()

    def _check_docs(self, docs: UInt32s) -> None:
        if len(docs) and np.maximum.reduce(docs) >= self._documents:
            raise self._file.damage(f"{self._name!r} names documents that are not there")

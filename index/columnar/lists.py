"""Lists: any number of words a document, such as its tags, which are also terms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.bits import Int64s, UInt32s
from index.columnar.terms import TermDictionary, TermWriter

__all__ = ["KeywordLists", "write_lists"]


def write_lists(out: ArrayFileWriter, name: str, values: Sequence[Sequence[bytes]]) -> None:
    """Write a column of lists of words.

    Args:
        out: The file.
        name: The name of the field.
        values: The words of each document in UTF-8, none twice; their order is not kept.
    """
    terms = sorted(set().union(*values))
    codes = {term: code for code, term in enumerate(terms)}
    dictionary = TermWriter(name)
    dictionary.add(terms)
    dictionary.write(out)
    listed = [code for words in values for code in sorted(codes[word] for word in words)]
    out.put(f"{name}.codes", np.array(listed, np.uint32), "<u4")
    out.put(f"{name}.ends", np.cumsum([len(words) for words in values], dtype=np.int64), "<u4")


class KeywordLists:
    """Read a column of lists of words.

    Args:
        file: The file of the segment.
        name: The name of the field.
        documents: How many documents the segment has.

    Raises:
        IndexDamaged: The arrays do not fit each other.
    """

    def __init__(self, file: ArrayFile, name: str, documents: int) -> None:
        self.terms = TermDictionary(file, name)
        self._codes: UInt32s = file.array(f"{name}.codes", np.uint32)
        ends: UInt32s = file.array(f"{name}.ends", np.uint32, documents)
        self._starts: Int64s = np.concatenate([np.zeros(1, np.int64), ends.astype(np.int64)])
        falls = bool((self._starts[1:] < self._starts[:-1]).any())
        if falls or self._starts[-1] != len(self._codes):
            raise file.damage(f"the lists of {name!r} do not fit their ends")
        if len(self._codes) and self._codes.max() >= len(self.terms):
            raise file.damage(f"{name!r} has values that are not there")

    @cached_property
    def _docs_by_code(self) -> tuple[UInt32s, Int64s]:
        order = np.argsort(self._codes, kind="stable")
        holders = np.repeat(
            np.arange(len(self._starts) - 1, dtype=np.uint32), np.diff(self._starts)
        )
        ends = np.searchsorted(self._codes[order], np.arange(len(self.terms) + 1))
        return holders[order], ends

    def values(self, document: int) -> list[bytes]:
        """Return the words of a document, sorted."""
        start, end = self._starts[document : document + 2].tolist()
        return [self.terms[code] for code in self._codes[start:end].tolist()]

    def doc_frequency(self, term: int) -> int:
        """Return how many documents have a word; those deleted since count too."""
        _, ends = self._docs_by_code
        return int(ends[term + 1] - ends[term])

    def frequency(self, term: int) -> int:
        """Return how often all documents together have a word: each has it once at most."""
        return self.doc_frequency(term)

    def docs(self, term: int) -> UInt32s:
        """Return the documents of a word, ascending."""
        holders, ends = self._docs_by_code
        return holders[ends[term] : ends[term + 1]]

    def counts(self, documents: UInt32s | Int64s) -> Int64s:
        """Return how many of some documents have each word.

        Args:
            documents: The documents, each once.

        Returns:
            A number for each term.
        """
        if not len(self._codes):
            return np.zeros(len(self.terms), np.int64)
        starts = self._starts[documents]
        lengths = self._starts[documents.astype(np.int64) + 1] - starts
        places = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
        places += np.arange(len(places))
        counts: Int64s = np.bincount(self._codes[places], minlength=len(self.terms))
        return counts

    def has(self, documents: UInt32s, term: int) -> NDArray[np.bool_]:
        """Return which of some documents have a word.

        Args:
            documents: The documents.
            term: The number of the word; -1, which no document has, for one that is not there.
        """
        found = np.zeros(len(self._starts) - 1, np.bool_)
        if term >= 0:
            found[self.docs(term)] = True
        return found[documents]

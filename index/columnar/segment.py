"""A segment: documents that were written together, open for reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.bits import Int64s, UInt32s
from index.columnar.columns import KeywordColumn, NumberColumn
from index.columnar.contents import SegmentEntry
from index.columnar.impacts import Coded, Impacts, PostingCache, encode, encode_all
from index.columnar.layout import LAYOUT
from index.columnar.lists import KeywordLists
from index.columnar.occurrences import Occurrences, occurrences
from index.columnar.stored import StoredReader
from index.columnar.textfield import LENGTHS, TextField

__all__ = ["DELETIONS", "SEGMENT", "Field", "Segment", "write_deletions"]

SEGMENT = "segment"
DELETIONS = "deletions"

_CACHED_BYTES = 6 << 20
"""Unpacked postings kept for the next search: those of frequent words come again."""

_CACHED_DOCUMENTS = 4 << 20
"""Documents of terms that only rank, letter grams above all, kept for the next search."""

_CACHED_OCCURRENCES = 4 << 20
"""Places of short terms kept for the next phrase."""

_SHORT = 256
"""Postings from here on take as long to unpack together as one after the other."""

_SEVERAL = 4
"""And so do those of fewer terms than these."""

_MOST_IMPACTS = 64
"""Tables of impacts: each is half a megabyte, and there is one a field that is searched."""

Field = TextField | KeywordColumn | KeywordLists | NumberColumn


def write_deletions(path: Path, deleted: NDArray[np.bool_]) -> None:
    """Write which documents of a segment are deleted.

    Args:
        path: A file that does not exist yet.
        deleted: One truth value a document.
    """
    with ArrayFileWriter(path, DELETIONS) as out:
        out.put("deleted", np.packbits(deleted, bitorder="little"), "|u1")
        out.facts["documents"] = len(deleted)


class Segment:
    """Read a segment. Any number of threads may share one: it has no state but its caches.

    Args:
        directory: The directory of the generation.
        entry: What the table of contents says of it.

    Raises:
        IndexDamaged: A file is missing or cannot be what was written. Fields are checked when
            they are first used, so every method can raise it too.
    """

    def __init__(self, directory: Path, entry: SegmentEntry) -> None:
        self.entry = entry
        self.documents = entry.documents
        self._file = ArrayFile(directory / entry.name, SEGMENT)
        if self._file.fact("documents") != entry.documents:
            raise self._file.damage("it has another number of documents than the index says")
        table = self._file.array("lengths", np.uint32, len(LENGTHS))
        if not np.array_equal(table, LENGTHS):
            raise self._file.damage("its lengths have another scale")
        self._fields: dict[str, Field] = {}
        self._live_lengths: dict[str, int] = {}
        self._postings: PostingCache[Coded] = PostingCache(_CACHED_BYTES)
        self._listed: PostingCache[tuple[UInt32s]] = PostingCache(_CACHED_DOCUMENTS)
        self._occurrences: PostingCache[Occurrences] = PostingCache(_CACHED_OCCURRENCES)
        self._impacts: dict[tuple[str, float, float, float], Impacts] = {}
        self._deletions = (
            ArrayFile(directory / entry.deletions, DELETIONS) if entry.deletions else None
        )
        self.deleted = self._read_deleted()

    def _read_deleted(self) -> NDArray[np.bool_] | None:
        if self._deletions is None:
            return None
        bits = self._deletions.array("deleted", np.uint8, -(-self.documents // 8))
        deleted = np.unpackbits(bits, count=self.documents, bitorder="little").view(np.bool_)
        if int(deleted.sum()) != self.entry.deleted:
            raise self._deletions.damage("it has another number of deletions than the index says")
        return deleted

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Return which documents are not deleted."""
        return np.ones(self.documents, np.bool_) if self.deleted is None else ~self.deleted

    def field(self, name: str) -> Field:
        """Return a field of any kind.

        Args:
            name: Its name.

        Raises:
            KeyError: The schema has no such field, or it is only stored.
        """
        found = self._fields.get(name)
        if found is None:
            found = self._fields[name] = self._open(name)
        return found

    def _open(self, name: str) -> Field:
        if name in LAYOUT.texts:
            return TextField(self._file, name, self.documents)
        if name in LAYOUT.keywords:
            return KeywordColumn(self._file, name, self.documents)
        if name in LAYOUT.lists:
            return KeywordLists(self._file, name, self.documents)
        return NumberColumn(self._file, name, self.documents, LAYOUT.numbers[name])

    def text(self, name: str) -> TextField:
        """Return a text field."""
        return cast(TextField, self.field(name))

    def postings(self, name: str, term: int) -> Coded:
        """Return the postings of a term; the last ones asked for are kept unpacked.

        Args:
            name: The name of a text field.
            term: The number of the term.
        """
        found = self._postings.get((name, term))
        if found is None:
            found = encode(self.text(name), term)
            self._postings.put((name, term), found)
        return found

    def occurrences(self, name: str, term: int) -> Occurrences:
        """Return every place of a term; the last ones asked for are kept.

        Args:
            name: The name of a text field that has positions.
            term: The number of the term; its postings should be short.
        """
        found = self._occurrences.get((name, term))
        if found is None:
            found = occurrences(self.text(name), term, self.postings(name, term))
            self._occurrences.put((name, term), found)
        return found

    def prepare(self, name: str, terms: Iterable[int]) -> None:
        """Unpack the postings of short terms together, for `postings` to find them.

        Args:
            name: The name of a text field.
            terms: The numbers of the terms.
        """
        new = self._new(name, terms, self._postings)
        if len(new) >= _SEVERAL:
            for term, coded in zip(new, encode_all(self.text(name), new), strict=True):
                self._postings.put((name, term), coded)

    def documents_of(self, name: str, term: int) -> UInt32s:
        """Return the documents of a term; the last ones asked for are kept.

        Args:
            name: The name of a text field.
            term: The number of the term.
        """
        found = self._listed.get((name, term))
        if found is None:
            found = (self.text(name).docs(term),)
            self._listed.put((name, term), found)
        return found[0]

    def prepare_documents(self, name: str, terms: Iterable[int]) -> None:
        """Unpack the documents of short terms together, for `documents_of` to find them.

        Args:
            name: The name of a text field.
            terms: The numbers of the terms.
        """
        new = self._new(name, terms, self._listed)
        if len(new) >= _SEVERAL:
            counts, docs = self.text(name).documents(np.array(new, np.int64))
            ends = np.cumsum(counts).tolist()
            for term, start, end in zip(new, [0, *ends], ends, strict=False):
                # A copy, so that what is kept of one term does not keep the others.
                self._listed.put((name, term), (docs[start:end].copy(),))

    def _new(self, name: str, terms: Iterable[int], known: PostingCache[Any]) -> list[int]:
        """Return the short terms that a cache does not have, ascending."""
        field = self.text(name)
        return sorted(
            term
            for term in set(terms)
            if (name, term) not in known and field.doc_frequency(term) < _SHORT
        )

    def impacts(self, name: str, k1: float, b: float, average: float) -> Impacts:
        """Return the impacts of postings of a text field.

        Args:
            name: The name of the field.
            k1: As for `Impacts`, and so are the others.
            b: See there.
            average: See there.
        """
        key = (name, k1, b, average)
        found = self._impacts.get(key)
        if found is None:
            if len(self._impacts) >= _MOST_IMPACTS:
                self._impacts.clear()
            found = self._impacts[key] = Impacts(k1, b, average)
        return found

    def live_frequency(self, name: str, term: bytes) -> int:
        """Return how many documents that are not deleted have a term.

        Args:
            name: The name of a text field.
            term: The term in UTF-8.
        """
        field = self.text(name)
        number = field.terms.find(term)
        if number < 0:
            return 0
        if self.deleted is None:
            return field.doc_frequency(number)
        return int(np.count_nonzero(~self.deleted[field.docs(number)]))

    def live_frequencies(self, name: str, terms: Sequence[bytes]) -> Int64s:
        """Return how many documents that are not deleted have each of several terms.

        Args:
            name: The name of a text field.
            terms: The terms in UTF-8, sorted.
        """
        field = self.text(name)
        numbers = field.terms.find_all(terms)
        there = numbers >= 0
        found = np.zeros(len(numbers), np.int64)
        if self.deleted is None:
            found[there] = field.doc_frequencies(numbers[there])
        elif there.any():
            counts, docs = field.documents(numbers[there])
            starts = np.cumsum(counts, dtype=np.int64) - counts
            found[there] = np.add.reduceat(~self.deleted[docs], starts, dtype=np.int64)
        return found

    def live_length(self, name: str) -> int:
        """Return the length of all documents that are not deleted together, in words.

        Each counts as long as `LENGTHS` says of its code, which is what its score goes by.

        Args:
            name: The name of a text field.
        """
        if name not in self._live_lengths:
            codes = self.text(name).lengths
            if self.deleted is not None:
                codes = codes[~self.deleted]
            counts = np.bincount(codes, minlength=len(LENGTHS))
            self._live_lengths[name] = int(counts @ LENGTHS.astype(np.int64))
        return self._live_lengths[name]

    def keywords(self, name: str) -> KeywordColumn:
        """Return a column of words."""
        return cast(KeywordColumn, self.field(name))

    def lists(self, name: str) -> KeywordLists:
        """Return a column of lists of words."""
        return cast(KeywordLists, self.field(name))

    def numbers(self, name: str) -> NumberColumn:
        """Return a column of numbers."""
        return cast(NumberColumn, self.field(name))

    @cached_property
    def stored(self) -> StoredReader:
        """Return the stored articles."""
        return StoredReader(self._file, self.documents)

    def array_sizes(self) -> dict[str, int]:
        """Return how many bytes each array of the segment's file has, by its name."""
        return self._file.sizes()

    def find(self, id: bytes) -> int | None:  # noqa: A002 - the field's own name
        """Return the document with an id that is not deleted, or None.

        Args:
            id: The id in UTF-8.
        """
        column = self.keywords("id")
        term = column.terms.find(id)
        if term < 0:
            return None
        docs = np.flatnonzero(column.codes == term)
        if self.deleted is not None:
            docs = docs[~self.deleted[docs]]
        return int(docs[0]) if len(docs) else None

    def close(self) -> None:
        """Let go of the files; nobody may use the segment any more."""
        self._fields.clear()
        self._postings.clear()
        self._listed.clear()
        self._occurrences.clear()
        self.__dict__.pop("stored", None)
        for file in (self._file, self._deletions):
            if file is not None:
                file.close()

    def verify(self) -> None:
        """Read every byte and every field.

        Raises:
            IndexDamaged: Something is not as it was written.
        """
        self._file.verify()
        if self._deletions is not None:
            self._deletions.verify()
        for name in (*LAYOUT.texts, *LAYOUT.keywords, *LAYOUT.lists, *LAYOUT.numbers):
            self.field(name)
        for block in range(self.stored.blocks):
            self.stored.articles(block)

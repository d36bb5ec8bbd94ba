"""The codec: segments behind the interfaces that Whoosh's own readers and searchers ask.

Only reading goes this way; `index.columnar.segmentwriter` writes. Whoosh hands a codec one posting
at a time, which is what the writer of this package is made to avoid.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

import numpy as np
from whoosh.codec import base
from whoosh.columns import Column, ColumnReader
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.reading import TermInfo, TermNotFound
from whoosh.scoring import BaseScorer
from whoosh.searching import Searcher

from index.columnar.columns import KeywordColumn, NumberColumn
from index.columnar.layout import LAYOUT
from index.columnar.matcher import TermMatcher
from index.columnar.segment import Field, Segment
from index.columnar.textfield import LENGTHS, TextField
from index.errors import IndexDamaged

__all__ = ["ColumnarCodec", "ColumnarSegment", "segments_of"]

_NAMES = sorted((*LAYOUT.texts, *LAYOUT.keywords, *LAYOUT.lists, *LAYOUT.numbers))


class ColumnarSegment(base.Segment):  # type: ignore[misc]
    """Show a segment to Whoosh.

    Args:
        segment: The segment.
    """

    def __init__(self, segment: Segment) -> None:
        base.Segment.__init__(self, "MAIN")
        self.data = segment
        gone = segment.deleted
        self._deleted = set(np.flatnonzero(gone).tolist() if gone is not None else ())

    def __reduce__(self) -> str:
        """Refuse: a table of contents that is a pickle runs the code of whoever wrote it.

        Raises:
            TypeError: In any case.
        """
        raise TypeError("segments are never pickled; write with index.columnar.segmentwriter")

    def codec(self) -> ColumnarCodec:
        """Return the codec that reads it."""
        return ColumnarCodec()

    def doc_count_all(self) -> int:
        """Return how many documents there are, deleted ones included."""
        return self.data.documents

    def deleted_count(self) -> int:
        """Return how many documents are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> Set[int]:
        """Return the documents that are deleted."""
        return self._deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete a document; a writer says when this is written.

        Args:
            docnum: The document.
            delete: Whether it is deleted, or is to be found again.
        """
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def should_assemble(self) -> bool:
        """Return that one file need not be put into another."""
        return False

    def is_deleted(self, docnum: int) -> bool:
        """Return whether a document is deleted."""
        return docnum in self._deleted


def segments_of(searcher: Searcher) -> Iterator[Segment]:
    """Yield the segments that a searcher searches; none where an index is empty.

    Args:
        searcher: A searcher over a `ColumnarIndex`.
    """
    for leaf, _ in searcher.leaf_searchers():
        shown = leaf.reader().segment()
        if shown is not None:
            yield shown.data


class ColumnarCodec(base.Codec):  # type: ignore[misc]
    """Give Whoosh the readers of a segment; the storage is not used."""

    def terms_reader(self, storage: object, segment: ColumnarSegment) -> _TermsReader:
        """Return the reader of terms and postings."""
        return _TermsReader(segment.data)

    def per_document_reader(self, storage: object, segment: ColumnarSegment) -> _DocumentReader:
        """Return the reader of everything that is kept a document."""
        return _DocumentReader(segment)


class _TermsReader(base.TermsReader):  # type: ignore[misc]
    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def _find(self, name: str, text: bytes) -> tuple[Field, int]:
        if name in _NAMES:
            field = self._segment.field(name)
            if (number := field.terms.find(text)) >= 0:
                return field, number
        raise TermNotFound(f"No term {name}:{text!r}")

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        name, text = term
        return name in _NAMES and self._segment.field(name).terms.find(text) >= 0

    def indexed_field_names(self) -> list[str]:
        return _NAMES

    def cursor(self, fieldname: str, fieldobj: FieldType) -> _Cursor:
        return _Cursor(self._segment.field(fieldname), fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return (term for name in _NAMES for term in self.terms_from(name, b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        if fieldname in _NAMES:
            terms = self._segment.field(fieldname).terms
            for number in range(terms.lower_bound(prefix), len(terms)):
                yield fieldname, terms[number]

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return (item for name in _NAMES for item in self.items_from(name, b""))

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for name, text in self.terms_from(fieldname, prefix):
            yield (name, text), self.term_info(name, text)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        field, number = self._find(fieldname, text)
        docs = field.docs(number)
        first, last, count = int(docs[0]), int(docs[-1]), len(docs)
        if not isinstance(field, TextField):
            return TermInfo(float(count), count, 1, 1, 1.0, first, last)
        lengths = LENGTHS[field.lengths[docs]]
        return TermInfo(
            weight=float(field.frequency(number)),
            df=count,
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(field.freqs(number).max()),
            minid=first,
            maxid=last,
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        try:
            field, number = self._find(fieldname, text)
        except TermNotFound:
            return 0.0
        return float(field.frequency(number))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        try:
            field, number = self._find(fieldname, text)
        except TermNotFound:
            return 0
        return field.doc_frequency(number)

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None
    ) -> TermMatcher:
        field, number = self._find(fieldname, text)
        return TermMatcher(fieldname, field, number, format_, scorer)


class _Cursor(base.FieldCursor):  # type: ignore[misc]
    """Move over the terms of a field; fuzzy queries leap from one to the next that can match."""

    def __init__(self, field: Field, fieldobj: FieldType) -> None:
        self._terms = field.terms
        self._fieldobj = fieldobj
        self._at = 0

    def first(self) -> str | None:
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        encoded = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._at = self._terms.lower_bound(encoded)
        return self.text()

    def next(self) -> str | None:
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        if not self.is_valid():
            return None
        try:
            text: str = self._fieldobj.from_bytes(self._terms[self._at])
        except UnicodeDecodeError as error:
            raise IndexDamaged("a term of the index is not UTF-8 ({error})", error=error) from error
        return text

    def term(self) -> str | None:
        return self.text()

    def is_valid(self) -> bool:
        return self._at < len(self._terms)


class _DocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    def __init__(self, segment: ColumnarSegment) -> None:
        self._whoosh_segment = segment
        self._segment = segment.data

    def doc_count(self) -> int:
        return self._segment.entry.live

    def doc_count_all(self) -> int:
        return self._segment.documents

    def has_deletions(self) -> bool:
        return self._segment.deleted is not None

    def is_deleted(self, docnum: int) -> bool:
        return self._whoosh_segment.is_deleted(docnum)

    def deleted_docs(self) -> Set[int]:
        return self._whoosh_segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in LAYOUT.keywords or fieldname in LAYOUT.numbers

    def list_columns(self) -> list[str]:
        return [name for name in _NAMES if self.has_column(name)]

    def column_reader(self, fieldname: str, column: Column) -> _ColumnReader:
        return _ColumnReader(self._segment.field(fieldname), self._segment.documents)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        if fieldname not in LAYOUT.texts:
            return default
        return int(LENGTHS[self._segment.text(fieldname).lengths[docnum]])

    def field_length(self, fieldname: str) -> int:
        return self._segment.text(fieldname).tokens if fieldname in LAYOUT.texts else 0

    def min_field_length(self, fieldname: str) -> int:
        if fieldname not in LAYOUT.texts:
            return 0
        return int(LENGTHS[self._segment.text(fieldname).lengths.min()])

    def max_field_length(self, fieldname: str) -> int:
        if fieldname not in LAYOUT.texts:
            return 0
        return int(LENGTHS[self._segment.text(fieldname).lengths.max()])

    def stored_fields(self, docnum: int) -> dict[str, str]:
        return {LAYOUT.stored: self._segment.stored.text(docnum)}


class _ColumnReader(ColumnReader):  # type: ignore[misc]
    """Read a column value by value, as Whoosh's facets and sorting do."""

    def __init__(self, field: Field, documents: int) -> None:
        self._field = field
        self._doccount = documents
        self._reverse = False

    def __getitem__(self, docnum: int) -> bytes | int:
        if isinstance(self._field, NumberColumn):
            return int(self._field.values[docnum])
        assert isinstance(self._field, KeywordColumn)  # noqa: S101 - the others have no column
        return self._field.value(docnum)

    def sort_key(self, docnum: int) -> bytes | int:
        value = self[docnum]
        return -value if self._reverse and isinstance(value, int) else value

    def set_reverse(self) -> None:
        if not isinstance(self._field, NumberColumn):
            raise NotImplementedError("words cannot be sorted backwards by their columns")
        self._reverse = True

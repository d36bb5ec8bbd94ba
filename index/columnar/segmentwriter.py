"""The write side of the codec: what Whoosh's own `SegmentWriter` calls, a posting at a time.

It is for programs that are written for Whoosh; `index.columnar.writer` does the same in bulk.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from whoosh.codec import base
from whoosh.fields import FieldType
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.index import FileIndex
from whoosh.writing import IndexingError, SegmentWriter

from index.columnar.arrayfile import ArrayFileWriter
from index.columnar.bits import UInt32s
from index.columnar.codec import ColumnarCodec, ColumnarSegment
from index.columnar.columns import write_keywords, write_numbers
from index.columnar.contents import SegmentEntry, write_contents
from index.columnar.layout import LAYOUT
from index.columnar.lists import write_lists
from index.columnar.segment import SEGMENT, write_deletions
from index.columnar.stored import StoredWriter
from index.columnar.textfield import LENGTHS, Postings, TextFieldWriter, length_codes
from index.schema import NO_DATE

__all__ = ["ColumnarWriter", "NewSegment", "WritingCodec"]


class NewSegment(base.Segment):  # type: ignore[misc]
    """Stand for a segment that is being written.

    Args:
        indexname: Whoosh's name of the index.
        directory: Where its file will be.
    """

    def __init__(self, indexname: str, directory: Path) -> None:
        base.Segment.__init__(self, indexname)
        self.directory = directory
        self.name = f"{_next_number(directory)}.segment"
        self.stored = StoredWriter(directory)
        self.lengths: list[dict[str, int]] = []

    def codec(self) -> WritingCodec:
        """Return the codec that writes it."""
        return WritingCodec()

    def should_assemble(self) -> bool:
        """Return that one file need not be put into another."""
        return False

    def doc_count_all(self) -> int:
        """Return how many documents were written."""
        return len(self.lengths)

    def set_doc_count(self, doccount: int) -> None:
        """Compare Whoosh's count with ours."""
        if doccount != len(self.lengths):
            raise IndexingError(f"{doccount} documents were added, {len(self.lengths)} written")

    def deleted_count(self) -> int:
        """Return that none is deleted: those are segments that are read."""
        return 0


class WritingCodec(ColumnarCodec):
    """Give Whoosh's `SegmentWriter` the writers of a segment."""

    # A term's postings need no lengths, so none have to be readable before they are written.
    length_stats = False

    def new_segment(self, storage: Storage, indexname: str) -> NewSegment:
        """Return a segment to be written.

        Raises:
            TypeError: The storage is not a directory.
        """
        if not isinstance(storage, FileStorage):
            raise TypeError(f"a columnar segment is a file in a directory, not in {storage!r}")
        return NewSegment(indexname, Path(storage.folder))

    def per_document_writer(self, storage: Storage, segment: NewSegment) -> _DocumentWriter:
        """Return the writer of stored articles and lengths."""
        return _DocumentWriter(segment)

    def field_writer(self, storage: Storage, segment: NewSegment) -> _FieldWriter:
        """Return the writer of postings; it writes the file when it is closed."""
        return _FieldWriter(segment)


class ColumnarWriter(SegmentWriter):  # type: ignore[misc]
    """Write to an index as Whoosh's `SegmentWriter` does; only the table of contents is ours.

    A document that fails half-way has left postings in Whoosh's pool, which would belong to the
    next one; so nothing can be committed after it.

    Args:
        index: What `whoosh.index.open_dir` gave.
        options: As for `SegmentWriter`.
    """

    def __init__(self, index: FileIndex, **options: object) -> None:
        self._failed = False
        super().__init__(index, codec=WritingCodec(), **options)

    def add_document(self, **fields: object) -> None:
        """Add a document; where this fails, the writer can only be cancelled."""
        self._failed = True
        super().add_document(**fields)
        self._failed = False

    def commit(self, *args: object, **options: object) -> None:
        """Write everything.

        Raises:
            whoosh.writing.IndexingError: A document has failed.
        """
        if self._failed:
            raise IndexingError("a document failed half-way: cancel this writer")
        super().commit(*args, **options)

    def _merge_segments(self, *_: object) -> Sequence[base.Segment]:
        # Bahith's writer merges whole arrays; Whoosh would take every posting in hand.
        segments: Sequence[base.Segment] = self.segments
        return segments

    def _commit_toc(self, segments: Sequence[base.Segment]) -> None:
        directory = Path(self.storage.folder)
        entries = [_entry(directory, segment) for segment in segments]
        write_contents(directory, [entry for entry in entries if entry.live])


def _next_number(directory: Path) -> int:
    parts = (path.name.split(".")[0].split("-") for path in directory.iterdir())
    return max((int(n) for numbers in parts for n in numbers if n.isdecimal()), default=0) + 1


def _entry(directory: Path, segment: base.Segment) -> SegmentEntry:
    """Return the row of a segment, and write which of its documents have been deleted."""
    if isinstance(segment, NewSegment):
        return SegmentEntry(segment.name, segment.doc_count_all())
    assert isinstance(segment, ColumnarSegment)  # noqa: S101 - the index has no others
    entry: SegmentEntry = segment.data.entry
    if segment.deleted_count() == entry.deleted:
        return entry
    gone = np.zeros(entry.documents, np.bool_)
    gone[list(segment.deleted_docs())] = True
    name = f"{entry.name.split('.')[0]}-{_next_number(directory)}.deletions"
    write_deletions(directory / name, gone)
    return SegmentEntry(entry.name, entry.documents, name, int(gone.sum()))


class _DocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Take what is kept a document; columns follow from the postings."""

    def __init__(self, segment: NewSegment) -> None:
        self._segment = segment
        self._lengths: dict[str, int] = {}
        self._stored = ""
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        self._lengths, self._stored = {}, ""

    def add_field(self, fieldname: str, fieldobj: FieldType, value: object, length: int) -> None:
        if fieldname == LAYOUT.stored:
            self._stored = str(value)
        elif fieldname in LAYOUT.texts:
            self._lengths[fieldname] = length

    def add_column_value(self, fieldname: str, columnobj: object, value: object) -> None:
        pass

    def finish_doc(self) -> None:
        self._segment.stored.add(self._stored.encode("utf-8", "surrogatepass"))
        self._segment.lengths.append(self._lengths)

    def cancel_doc(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True


class _Held:
    """Hold the postings of a field."""

    def __init__(self, fieldobj: FieldType) -> None:
        self.format = fieldobj.format
        self.terms: list[bytes] = []
        self.counts = array("I")
        self.docs = array("I")
        self.freqs = array("I")
        self.places = array("I")

    def postings(self, *, positions: bool) -> Postings:
        counts, docs, freqs, places = (
            np.array(held, np.uint32) for held in (self.counts, self.docs, self.freqs, self.places)
        )
        return Postings(self.terms, counts, docs, freqs, places if positions else None)

    def values(self, documents: int) -> list[list[bytes]]:
        """Return the terms of each document."""
        values: list[list[bytes]] = [[] for _ in range(documents)]
        terms = np.repeat(np.arange(len(self.terms)), np.array(self.counts, np.int64))
        for doc, term in zip(self.docs, terms.tolist(), strict=True):
            values[doc].append(self.terms[term])
        return values


class _FieldWriter(base.FieldWriter):  # type: ignore[misc]
    def __init__(self, segment: NewSegment) -> None:
        self._segment = segment
        self._fields: dict[str, _Held] = {}
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: FieldType) -> None:
        self._positions = fieldname in LAYOUT.texts and LAYOUT.texts[fieldname].positions
        self._held = self._fields[fieldname] = _Held(fieldobj)

    def start_term(self, text: bytes) -> None:
        self._held.terms.append(text)
        self._held.counts.append(0)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        held = self._held
        held.counts[-1] += 1
        held.docs.append(docnum)
        held.freqs.append(int(weight))
        if self._positions:
            held.places.extend(held.format.decode_positions(vbytes))

    def finish_term(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True
        segment = self._segment
        try:
            if segment.lengths:
                self._write(segment)
        finally:
            segment.stored.close()

    def _write(self, segment: NewSegment) -> None:
        documents = len(segment.lengths)
        with ArrayFileWriter(segment.directory / segment.name, SEGMENT) as out:
            out.facts["documents"] = documents
            out.put("lengths", LENGTHS, "<u4")
            segment.stored.write(out)
            for name in LAYOUT.keywords:
                write_keywords(out, name, [words[0] if words else b"" for words in self._of(name)])
            for name in LAYOUT.lists:
                write_lists(out, name, self._of(name))
            for name in LAYOUT.numbers:
                write_numbers(out, name, [_number(name, terms) for terms in self._of(name)])
            for name, text in LAYOUT.texts.items():
                self._write_text(out, name, positions=text.positions)

    def _of(self, name: str) -> list[list[bytes]]:
        documents = len(self._segment.lengths)
        held = self._fields.get(name)
        return held.values(documents) if held is not None else [[] for _ in range(documents)]

    def _write_text(self, out: ArrayFileWriter, name: str, *, positions: bool) -> None:
        lengths: UInt32s = np.array([own.get(name, 0) for own in self._segment.lengths], np.uint32)
        field = TextFieldWriter(self._segment.directory, name, positions=positions)
        try:
            if name in self._fields:
                field.add(self._fields[name].postings(positions=positions))
            field.write(out, length_codes(lengths), int(lengths.sum()))
        finally:
            field.close()


def _number(name: str, terms: Sequence[bytes]) -> int:
    """Return the number of which these are Whoosh's terms: the one that has lost no bits."""
    for term in terms:
        if term[0] == 0:
            return int.from_bytes(term[1:], "big") - (1 << 63)
    return NO_DATE if name == "date" else 0

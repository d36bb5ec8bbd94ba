"""The index in a directory: all its segments, open for reading."""

from __future__ import annotations

from pathlib import Path

from whoosh.fields import Schema
from whoosh.index import Index
from whoosh.reading import EmptyReader, IndexReader, MultiReader, SegmentReader

from index.analysis import Analyzer
from index.columnar.codec import ColumnarCodec, ColumnarSegment
from index.columnar.contents import read_contents
from index.columnar.segment import Segment
from index.schema import make_schema

__all__ = ["ColumnarIndex"]


class ColumnarIndex(Index):  # type: ignore[misc]
    """Read an index; what it answers never changes while it is held.

    Segments are mapped once and shared by all readers and searchers, which cost nothing but
    themselves. Searchers of Whoosh keep caches of their own, so each thread needs its own.

    Args:
        directory: Where the index is.
        analyzer: Made its terms; the default one where None.

    Raises:
        FileNotFoundError: There is no index.
        IndexDamaged: Its files are not what was written.
    """

    def __init__(self, directory: Path, analyzer: Analyzer | None = None) -> None:
        self.schema: Schema = make_schema(analyzer)
        self.segments = [Segment(directory, entry) for entry in read_contents(directory)]

    def is_empty(self) -> bool:
        """Return whether there are no segments."""
        return not self.segments

    def doc_count(self) -> int:
        """Return how many documents can be found."""
        return sum(segment.entry.live for segment in self.segments)

    def doc_count_all(self) -> int:
        """Return how many documents there are, deleted ones included."""
        return sum(segment.documents for segment in self.segments)

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:
        """Return a reader of all segments.

        Args:
            reuse: Not used: there is nothing that would be worth keeping.
        """
        readers = [
            SegmentReader(None, self.schema, ColumnarSegment(segment), 0, codec=ColumnarCodec())
            for segment in self.segments
        ]
        if not readers:
            return EmptyReader(self.schema)
        return readers[0] if len(readers) == 1 else MultiReader(readers, 0)

    def close(self) -> None:
        """Let go of the files; nobody may use the index or a searcher of it any more."""
        for segment in self.segments:
            segment.close()

    def verify(self) -> None:
        """Read every byte of every segment.

        Raises:
            IndexDamaged: Something is not as it was written.
        """
        for segment in self.segments:
            segment.verify()

"""The writer: adds and removes articles of a generation, within bounded memory."""

from __future__ import annotations

from pathlib import Path

from index.analysis import Analyzer, default_analyzer
from index.article import Article
from index.columnar.analysis_process import AnalysisProcess, cores
from index.columnar.buffer import BYTES_A_DISTINCT_WORD, Buffer
from index.columnar.contents import SegmentEntry, read_contents, write_contents
from index.columnar.merge import merge, to_merge
from index.columnar.segment import Segment, write_deletions
from index.columnar.words import WordTable

__all__ = ["MEMORY_MB", "Writer"]

MEMORY_MB = 384
"""What articles that wait to be written may take; the process has about 200 MB beside that."""

_MOST_FOR_WORDS = 0.6
"""A word table that takes a greater share of the memory is begun anew with the next segment."""


class Writer:
    """Change the index in a directory; nothing is visible before `commit`.

    Files that are there are never changed, only given up, so that other directories may
    share them by hard links.

    Args:
        directory: Holds an index, or nothing.
        analyzer: Makes the terms; the default one where None.
        memory_mb: What articles that wait may take, in units of 2²⁰ bytes; then they become a
            segment, and segments are merged step by step.
        alone: Whether nobody else needs the machine; then two cores are used where it has them.

    Raises:
        IndexDamaged: The index that is there cannot be read.
    """

    def __init__(
        self,
        directory: Path,
        analyzer: Analyzer | None = None,
        memory_mb: int = MEMORY_MB,
        *,
        alone: bool = True,
    ) -> None:
        self._directory = directory
        self._analyzer = analyzer or default_analyzer()
        self._memory = memory_mb << 20
        try:
            self._entries = read_contents(directory)
        except FileNotFoundError:
            self._entries = []
        self._fresh = not self._entries
        numbers = (path.name.split(".")[0].split("-") for path in directory.iterdir())
        self._last = max((int(n) for parts in numbers for n in parts if n.isdecimal()), default=0)
        self._open: dict[str, Segment] = {}
        self._removed: dict[str, set[int]] = {}
        self._threads = 2 if alone and cores() > 1 else 1
        several = self._threads > 1
        self._beside = AnalysisProcess(self._analyzer.dictionary) if several else None
        self._table = WordTable(self._analyzer, self._beside)
        self._buffer = Buffer(directory, self._table, self._threads)

    def add(self, article: Article, path: str) -> None:
        """Add an article; its id must not be in the index any more.

        Args:
            article: The article.
            path: `index.sources.source_name` of the file that it came from.
        """
        self._buffer.add(article, path)
        if self._buffer.bytes > self._memory:
            self._flush()

    def remove(self, path: str) -> None:
        """Remove all articles that came from a file, those added just now included.

        Args:
            path: `index.sources.source_name` of the file.
        """
        self._remove("path", path)

    def remove_article(self, id: str) -> None:  # noqa: A002 - the field's own name
        """Remove one article, added just now or before; an id that is not there is none.

        Args:
            id: The id, as `Article.id`.
        """
        self._remove("id", id)

    def _remove(self, field: str, value: str) -> None:
        encoded = value.encode("utf-8", "surrogatepass")
        self._buffer.remove(field, value)
        for entry in self._entries:
            column = self._segment(entry).keywords(field)
            term = column.terms.find(encoded)
            if term >= 0:
                self._removed.setdefault(entry.name, set()).update(column.docs(term).tolist())

    def commit(self) -> int:
        """Write everything and make it durable; the writer takes no more changes.

        Returns:
            How many articles the index holds.
        """
        self._flush()
        self._buffer.close()
        self._end_process()
        self._entries = [self._with_deletions(entry) for entry in self._entries]
        self._entries = [entry for entry in self._entries if entry.live]
        while chosen := to_merge(self._entries, fresh=self._fresh):
            self._merge(chosen)
        write_contents(self._directory, self._entries)
        self._remove_strays()
        return sum(entry.live for entry in self._entries)

    def discard(self) -> None:
        """Let go of everything; the files written so far are for the caller to remove."""
        self._buffer.close()
        self._end_process()
        self._open.clear()

    def _end_process(self) -> None:
        if self._beside is not None:
            self._beside.close()

    def _segment(self, entry: SegmentEntry) -> Segment:
        segment = self._open.get(entry.name)
        if segment is None:
            segment = self._open[entry.name] = Segment(self._directory, entry)
        return segment

    def _next(self) -> int:
        self._last += 1
        return self._last

    def _flush(self) -> None:
        if not len(self._buffer):
            return
        buffer = self._buffer
        entry = SegmentEntry(f"{self._next()}.segment", len(buffer))
        buffer.write(self._directory / entry.name)
        if len(self._table) * BYTES_A_DISTINCT_WORD > self._memory * _MOST_FOR_WORDS:
            self._table = WordTable(self._analyzer, self._beside)
        self._buffer = Buffer(self._directory, self._table, self._threads)
        self._entries.append(entry)
        if buffer.removed:
            self._removed[entry.name] = buffer.removed

    def _with_deletions(self, entry: SegmentEntry) -> SegmentEntry:
        """Write the deletions of a segment where there are new ones."""
        removed = self._removed.get(entry.name)
        if not removed:
            return entry
        gone = ~self._segment(entry).kept
        gone[list(removed)] = True
        number = entry.name.split(".")[0]
        name = f"{number}-{self._next()}.deletions"
        write_deletions(self._directory / name, gone)
        self._open.pop(entry.name)
        return SegmentEntry(entry.name, entry.documents, name, int(gone.sum()))

    def _merge(self, chosen: list[SegmentEntry]) -> None:
        name = f"{self._next()}.segment"
        segments = [self._segment(entry) for entry in chosen]
        merged = SegmentEntry(name, merge(segments, self._directory / name))
        # The new segment stands where the first of the old ones stood.
        entries = [merged if entry == chosen[0] else entry for entry in self._entries]
        self._entries = [entry for entry in entries if entry not in chosen]
        for entry in chosen:
            self._open.pop(entry.name)

    def _remove_strays(self) -> None:
        named = {name for entry in self._entries for name in (entry.name, entry.deletions)}
        for path in self._directory.iterdir():
            if path.suffix in (".segment", ".deletions") and path.name not in named:
                path.unlink()

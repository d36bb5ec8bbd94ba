"""A snapshot: one committed generation of an index, open for reading."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from whoosh.query import Term
from whoosh.searching import Searcher

from index.analysis import Analyzer, View, default_analyzer
from index.article import Article
from index.columnar.directory import ColumnarIndex
from index.manifest import Manifest
from index.schema import field_name

__all__ = ["IndexStats", "Snapshot", "open_snapshot"]


@dataclass(frozen=True, slots=True)
class IndexStats:
    """Count what a generation holds.

    Args:
        articles: Articles that can be found.
        terms: Distinct written words in bodies, after folding.
        size: Bytes of all files of the generation.
        generation: Its number.
        committed: When it was committed, ISO 8601, UTC.
        fingerprint: The schema and analyzer that made it.
    """

    articles: int
    terms: int
    size: int
    generation: int
    committed: str
    fingerprint: str


class Snapshot:
    """Read one generation; what it answers never changes while it is held.

    Any number of threads may share a snapshot: each gets a searcher of its own for as long as
    it holds one, because a Whoosh searcher keeps caches of its own and must not be shared.

    Args:
        manifest: What the manifest said; this is its current generation.
        index: Its index, open.
    """

    def __init__(self, manifest: Manifest, index: ColumnarIndex) -> None:
        self.manifest = manifest
        self.number = manifest.current.number
        self.analyzer: Analyzer = default_analyzer()
        self._index = index
        self._idle: queue.LifoQueue[Searcher] = queue.LifoQueue()
        # One searcher is opened at once: it proves that the files can be read, and keeps them
        # readable after a later commit has removed their names.
        self._idle.put(index.searcher())

    @property
    def count(self) -> int:
        """Return how many articles can be found."""
        return self.manifest.current.articles

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """Lend a searcher that no other thread has until it is given back.

        Yields:
            A Whoosh searcher over the whole generation.
        """
        try:
            searcher = self._idle.get_nowait()
        except queue.Empty:
            searcher = self._index.searcher()
        try:
            yield searcher
        finally:
            self._idle.put(searcher)

    def article(self, id: str) -> Article | None:  # noqa: A002 - the field's own name
        """Return the article with this id, or None.

        Args:
            id: The id, as `Article.id`.
        """
        with self.searcher() as searcher:
            for number in searcher.docs_for_query(Term("id", id)):
                return Article.from_json(searcher.stored_fields(number)["article"])
        return None

    def stats(self) -> IndexStats:
        """Count what the generation holds."""
        with self.searcher() as searcher:
            terms = sum(1 for _ in searcher.reader().lexicon(field_name("body", View.EXACT)))
        return IndexStats(
            articles=self.count,
            terms=terms,
            size=sum(known.size for known in self.manifest.current.files.values()),
            generation=self.number,
            committed=self.manifest.current.committed,
            fingerprint=self.manifest.current.fingerprint,
        )

    def close(self) -> None:
        """Let go of the files. Nobody may hold a searcher any more."""
        while not self._idle.empty():
            self._idle.get_nowait().close()
        self._index.close()


def open_snapshot(manifest: Manifest, directory: Path) -> Snapshot:
    """Open the files of a generation.

    Args:
        manifest: Names it as the current one.
        directory: Where its files are.

    Raises:
        Exception: Of any kind, where the files are not those of an index; the caller says what
            that means.
    """
    return Snapshot(manifest, ColumnarIndex(directory))

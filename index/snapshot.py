"""A snapshot: one committed generation of an index, open for reading."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from types import MappingProxyType

from whoosh.searching import Searcher

from index.analysis import Analyzer, View
from index.article import Article
from index.checksums import Signature, file_signature
from index.columnar.directory import ColumnarIndex
from index.columnar.terms import TermDictionary
from index.dictionary import open_analyzer
from index.manifest import Manifest
from index.schema import SCHEMA_VERSION, field_name
from index.sizes import size_by_part

__all__ = ["IndexStats", "Snapshot", "open_snapshot"]

_WORDS = field_name("body", View.EXACT)
_NO_FILES: Mapping[Path, Signature] = MappingProxyType({})
_SECONDS_BETWEEN_LOOKS = 1.0


@dataclass(frozen=True, slots=True)
class IndexStats:
    """Count what a generation holds.

    Args:
        articles: Articles that can be found.
        terms: Distinct written words in bodies, after folding.
        segments: Parts that are searched one after the other.
        deleted: Articles that were removed, but still lie in a segment.
        size: Bytes of all files of the generation.
        sizes: What they are for, as `index.sizes.size_by_part` says.
        generation: Its number.
        committed: When it was committed, ISO 8601, UTC.
        fingerprint: The schema, the analyzer and the dictionary that made it.
        schema: The version of the schema.
        analyzer: The fingerprint of the analyzer, its dictionary included.
        dictionary: Words that its editors' dictionary has rows for.
    """

    articles: int
    terms: int
    segments: int
    deleted: int
    size: int
    sizes: Mapping[str, int]
    generation: int
    committed: str
    fingerprint: str
    schema: int
    analyzer: str
    dictionary: int


class Snapshot:
    """Read one generation; what it answers never changes while it is held.

    Any number of threads may share a snapshot: each gets a searcher of its own for as long as
    it holds one, because a Whoosh searcher keeps caches of its own and must not be shared.

    Args:
        manifest: What the manifest said; this is its current generation.
        index: Its index, open.
        analyzer: The one that made its terms.
        files: Its files as they were when they were found to be sound.
    """

    def __init__(
        self,
        manifest: Manifest,
        index: ColumnarIndex,
        analyzer: Analyzer,
        files: Mapping[Path, Signature],
    ) -> None:
        self.manifest = manifest
        self._files = files
        self._looked = monotonic()
        self._touched = False
        self.number = manifest.current.number
        self.analyzer = analyzer
        self._index = index
        self._idle: deque[Searcher] = deque()
        # One searcher is opened at once: it proves that the files can be read, and keeps them
        # readable after a later commit has removed their names.
        self._idle.append(index.searcher())

    @property
    def count(self) -> int:
        """Return how many articles can be found."""
        return self.manifest.current.articles

    def is_touched(self) -> bool:
        """Tell whether a file was written to since it was opened; looks once a second.

        Nobody writes to a file of a generation, so its answers are not to be trusted any more.
        A file that was replaced or removed does no harm: the one that was opened is still there.
        """
        if not self._touched and monotonic() - self._looked >= _SECONDS_BETWEEN_LOOKS:
            self._looked = monotonic()
            self._touched = any(map(_is_touched, self._files, self._files.values()))
        return self._touched

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """Lend a searcher that no other thread has until it is given back.

        Yields:
            A Whoosh searcher over the whole generation.
        """
        try:
            searcher = self._idle.pop()
        except IndexError:
            searcher = self._index.searcher()
        try:
            yield searcher
        finally:
            self._idle.append(searcher)

    def article(self, id: str) -> Article | None:  # noqa: A002 - the field's own name
        """Return the article with this id, or None.

        Args:
            id: The id, as `Article.id`.
        """
        encoded = id.encode("utf-8", "surrogatepass")
        for segment in self._index.segments:
            document = segment.find(encoded)
            if document is not None:
                return Article.from_json(segment.stored.text(document))
        return None

    def stats(self) -> IndexStats:
        """Count what the generation holds."""
        segments = self._index.segments
        size = sum(known.size for known in self.manifest.current.files.values())
        return IndexStats(
            articles=self.count,
            terms=_distinct([segment.text(_WORDS).terms for segment in segments]),
            segments=len(segments),
            deleted=sum(segment.entry.deleted for segment in segments),
            size=size,
            sizes=size_by_part(segments, size),
            generation=self.number,
            committed=self.manifest.current.committed,
            fingerprint=self.manifest.current.fingerprint,
            schema=SCHEMA_VERSION,
            analyzer=self.analyzer.fingerprint,
            dictionary=len(self.analyzer.dictionary.words),
        )

    def close(self) -> None:
        """Let go of the files. Nobody may hold a searcher any more."""
        while self._idle:
            self._idle.pop().close()
        self._index.close()


def _distinct(dictionaries: Sequence[TermDictionary]) -> int:
    if len(dictionaries) == 1:
        return len(dictionaries[0])
    return len(set().union(*(terms.slice(0, len(terms)) for terms in dictionaries)))


def _is_touched(file: Path, known: Signature) -> bool:
    try:
        now = file_signature(file)
    except OSError:
        return False
    return now != known and now.inode == known.inode


def open_snapshot(
    manifest: Manifest, directory: Path, files: Mapping[Path, Signature] = _NO_FILES
) -> Snapshot:
    """Open the files of a generation.

    Args:
        manifest: Names it as the current one.
        directory: Where its files are.
        files: The files as they were when they were found to be sound.

    Raises:
        Exception: Of any kind, where the files are not those of an index; the caller says what
            that means.
    """
    analyzer = open_analyzer(directory)
    return Snapshot(manifest, ColumnarIndex(directory, analyzer), analyzer, files)

"""A draft: the next generation of an index while it is being written beside the current one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from whoosh import index as whoosh_index
from whoosh.index import FileIndex

from index.article import Article
from index.manifest import sync
from index.schema import article_fields, make_schema

__all__ = ["Draft", "link_files"]

_MEMORY_MB = 256
"""Whoosh sorts this much of its postings in memory before it spills a run to disk."""


class Draft:
    """Collect additions and removals for the next generation.

    Nothing is visible to readers before the store commits the draft, and the files of the
    generation that it started from are never touched: Whoosh only ever adds files, and those
    shared with the old generation are hard links.

    Args:
        directory: A directory of its own; it holds the linked files of the generation that is
            carried on, or nothing.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        carried_on = whoosh_index.exists_in(str(directory))
        self._index: FileIndex = (
            whoosh_index.open_dir(str(directory), schema=make_schema())
            if carried_on
            else whoosh_index.create_in(str(directory), make_schema())
        )
        # One process: Whoosh's multi-process writer loses articles when a worker dies.
        self._writer = self._index.writer(limitmb=_MEMORY_MB)
        self._open = True

    def add(self, article: Article, path: str) -> None:
        """Add an article; its id must not be in the index any more.

        Args:
            article: The article.
            path: `index.sources.source_name` of the file that it came from.
        """
        self._writer.add_document(**article_fields(article, path))

    def remove(self, path: str) -> None:
        """Remove all articles that came from a file.

        Args:
            path: `index.sources.source_name` of the file.
        """
        self._writer.delete_by_term("path", path)

    def finish(self) -> int:
        """Write everything and make it durable; the draft takes no more changes.

        Returns:
            How many articles the generation holds.
        """
        self._writer.commit()
        self._open = False
        count: int = self._index.doc_count()
        self._index.close()
        for file in self.directory.iterdir():
            descriptor = os.open(file, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        sync(self.directory)
        sync(self.directory.parent)
        return count

    def discard(self) -> None:
        """Remove every trace of the draft."""
        if self._open:
            self._writer.cancel()
            self._index.close()
            self._open = False
        shutil.rmtree(self.directory, ignore_errors=True)


def link_files(source: Path, target: Path) -> None:
    """Give a new generation the files of an old one without copying them.

    Args:
        source: Directory of the old generation.
        target: Empty directory of the new one. Files are copied where the file system has no
            hard links.
    """
    for file in source.iterdir():
        if file.name.endswith("LOCK"):
            continue
        try:
            os.link(file, target / file.name)
        except OSError:
            shutil.copy2(file, target / file.name)

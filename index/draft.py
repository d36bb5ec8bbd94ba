"""A draft: the next generation of an index while it is being written beside the current one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from index.article import Article
from index.columnar.writer import MEMORY_MB, Writer
from index.dictionary import open_analyzer
from index.durable import sync

__all__ = ["Draft", "link_files"]


class Draft:
    """Collect additions and removals for the next generation.

    Nothing is visible to readers before the store commits the draft, and the files of the
    generation that it started from are never touched: a segment is never changed once it is
    written, and those shared with the old generation are hard links.

    Args:
        directory: A directory of its own; it holds the linked files of the generation that is
            carried on, or nothing; the dictionary of the index is there in any case.
        memory_mb: What waiting articles may take, in units of 2²⁰ bytes.
        alone: Whether nobody else needs the machine, and all of it may be used.
    """

    def __init__(self, directory: Path, memory_mb: int = MEMORY_MB, *, alone: bool = True) -> None:
        self.directory = directory
        self._writer = Writer(directory, open_analyzer(directory), memory_mb, alone=alone)
        self._open = True

    def add(self, article: Article, path: str) -> None:
        """Add an article; its id must not be in the index any more.

        Args:
            article: The article.
            path: `index.sources.source_name` of the file that it came from.
        """
        self._writer.add(article, path)

    def remove(self, path: str) -> None:
        """Remove all articles that came from a file.

        Args:
            path: `index.sources.source_name` of the file.
        """
        self._writer.remove(path)

    def remove_article(self, id: str) -> None:  # noqa: A002 - the field's own name
        """Remove one article; the others of its file stay.

        Args:
            id: The id, as `Article.id`; nothing happens where there is none.
        """
        self._writer.remove_article(id)

    def finish(self) -> int:
        """Write everything and make it durable; the draft takes no more changes.

        Returns:
            How many articles the generation holds.
        """
        # Whoever writes a file makes it durable; here it is only their names.
        count = self._writer.commit()
        self._open = False
        sync(self.directory)
        sync(self.directory.parent)
        return count

    def close(self) -> None:
        """Let go of the files of a draft that was not finished; the caller removes them."""
        if self._open:
            self._open = False
            self._writer.discard()


def link_files(source: Path, target: Path, names: Iterable[str]) -> None:
    """Give a new generation the files of an old one without copying them.

    Args:
        source: Directory of the old generation.
        target: Empty directory of the new one. Files are copied where the file system has no
            hard links.
        names: The files that are known; others are foreign and stay behind.
    """
    for name in names:
        try:
            os.link(source / name, target / name)
        except OSError:
            shutil.copy2(source / name, target / name)
            sync(target / name)

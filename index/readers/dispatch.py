"""One file to a stream of articles: the suffix chooses the reader."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from index.article import Article
from index.errors import ReadError
from index.message import Message, told
from index.readers import csv, html, jsonl, limits, text
from index.readers.compressed import blocks
from index.readers.files import Kind, kind_of
from index.readers.limits import ReaderLimits
from index.readers.skipped import Cause, Skipped

__all__ = ["read"]

_LOG = logging.getLogger(__name__)

_USUAL = ReaderLimits()

Reader = Callable[[Path, Kind, Iterator[bytes], ReaderLimits], Iterator[Article | Skipped]]

# Every reader takes the path (for messages), what its name says, and the content in blocks.
_READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
    ".csv": csv.read,
}


def read(path: Path, sizes: ReaderLimits = _USUAL) -> Iterator[Article | Skipped]:
    """Yield the articles of a file, and a `Skipped` for each part that gives none.

    Nothing in a file's content and no failing disk raises: the run goes on with the next one.

    Args:
        path: The file; its suffix tells the format and the compression.
        sizes: The limits of size in force.

    Yields:
        Articles in the order of the file, with the `Skipped` among them.
    """
    kind = kind_of(path)
    if kind is None:
        yield Skipped(path, None, "not a kind of file that is read")
        return
    try:
        with _open(path) as file:
            content = blocks(path, file, kind.compression, sizes)
            before = _state(file)
            yield from _bounded(path, _READERS[kind.format](path, kind, content, sizes))
            if _state(file) != before:
                yield Skipped(path, None, "changed while it was read; index it again", kept=True)
    except ReadError as error:
        yield Skipped.from_error(error)
    except OSError as error:
        yield Skipped(path, None, told(error), cause=Cause.DISK)
    except MemoryError:
        yield Skipped(path, None, "needs more memory than there is", cause=Cause.DISK)
    except Exception as error:  # noqa: BLE001 - see below
        # A defect of ours, or of a library: it must not cost the other files.
        _LOG.exception("a defect while reading %s", path)
        reason = Message("cannot be read; please report this defect: {error}", error=repr(error))
        yield Skipped(path, None, reason)


def _state(file: BinaryIO) -> tuple[int, int]:
    status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns


def _bounded(path: Path, items: Iterator[Article | Skipped]) -> Iterator[Article | Skipped]:
    """Pass on what a reader yields, and of its notes only as many as a person needs."""
    notes = 0
    for item in items:
        if isinstance(item, Skipped):
            notes += 1
            if notes > limits.MAX_NOTES:
                continue
        yield item
    if notes > limits.MAX_NOTES:
        reason = Message("and {more} more lines like these", more=notes - limits.MAX_NOTES)
        yield Skipped(path, None, reason)


def _open(path: Path) -> BinaryIO:
    """Open a regular file and nothing else.

    Opening a FIFO waits and opening a device can act, so the kind is asked first; and again of
    what was opened, because the name can have changed hands in between.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise ReadError(path, "not a regular file")
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise ReadError(path, "not a regular file")
    return file

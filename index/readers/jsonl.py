"""JSON Lines: one object a line, one article an object."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path

from index.article import Article
from index.message import Message, told
from index.readers.decode import utf8
from index.readers.files import Kind
from index.readers.limits import ReaderLimits, line_too_long
from index.readers.lines import numbered
from index.readers.record import article_from, notes
from index.readers.skipped import Cause, Skipped

__all__ = ["read"]


def read(
    path: Path, kind: Kind, blocks: Iterator[bytes], limits: ReaderLimits
) -> Iterator[Article | Skipped]:
    """Yield an article for each line, in the order of the file.

    Args:
        path: The file, for messages.
        kind: What its name says; ids are made from the stem where a line has none.
        blocks: Its content; only one line of it is held at a time.
        limits: The limits in force.

    Yields:
        Articles, and for each bad line a `Skipped` with its number.

    Raises:
        ReadError: The stream breaks off or is no text.
    """
    for number, line in numbered(utf8(path, blocks), limits.max_line_bytes):
        if line is None:
            yield Skipped(path, number, line_too_long(limits), cause=Cause.LIMIT)
        elif line.strip():
            try:
                article = _article(line, kind.stem)
                yield article
                yield from notes(article, path, number)
            except ValueError as error:
                yield Skipped(path, number, told(error))


def _article(line: bytes, stem: str) -> Article:
    try:
        # Files that each began with a mark may have been joined into this one.
        record = json.loads(line.removeprefix(codecs.BOM_UTF8).decode())
    except UnicodeDecodeError as error:
        raise ValueError(
            Message("not valid UTF-8 at byte {byte} of the line", byte=error.start + 1)
        ) from error
    except json.JSONDecodeError as error:
        raise ValueError(
            Message(
                "not valid JSON: {error} at column {column}",
                error=error.msg,
                column=str(error.colno),
            )
        ) from error
    except RecursionError as error:
        raise ValueError("not readable JSON: nested too deep") from error
    if not isinstance(record, dict):
        raise ValueError("a JSON value that is not an object")
    return article_from(record, stem)

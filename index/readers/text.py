"""Plain text: a title, then perhaps a dateline, a lead and a section line, then the body."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from index.article import Article
from index.errors import ReadError
from index.readers.decode import clean, decode, whole
from index.readers.files import Kind
from index.readers.layout import paragraphs, split
from index.readers.limits import ReaderLimits

__all__ = ["read"]


def read(
    path: Path, kind: Kind, blocks: Iterator[bytes], limits: ReaderLimits
) -> Iterator[Article]:
    """Yield the one article of a plain text file.

    Args:
        path: The file, for messages.
        kind: What its name says; the stem is the article's id.
        blocks: Its content.
        limits: The limits in force.

    Yields:
        The article.

    Raises:
        ReadError: It is no text, too large or empty.
    """
    text = decode(path, whole(path, blocks, limits.max_file_bytes))
    layout = split(paragraphs(text.removeprefix("\ufeff")))
    if not layout.title:
        raise ReadError(path, "empty")
    yield Article(
        id=clean(kind.stem),
        title=layout.title,
        body=layout.body,
        lead=layout.lead,
        date=layout.date,
        section=layout.section,
        source=layout.source,
    )

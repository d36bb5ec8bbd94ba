"""CSV: a header with the names of the fields, then one article a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from index.article import Article
from index.errors import ReadError
from index.message import Message, told
from index.readers.decode import utf8
from index.readers.files import Kind
from index.readers.limits import ReaderLimits, line_too_long
from index.readers.lines import numbered
from index.readers.record import ALIASES, NAMES, article_from, notes
from index.readers.skipped import Cause, Skipped

__all__ = ["read"]

# Spreadsheets write the separator of the country they are set to.
_DELIMITERS = (",", ";", "\t", "؛")
_TEXT_COLUMNS = {"title", "body", "text", "lead"}
# What the csv module says in a way that only its authors understand.
_REASONS = {"unexpected end of data": "a quotation mark is opened here and never closed"}
_LONG_FIELD = "field larger than field limit"
# What a byte that is not UTF-8 becomes on its way through the csv module.
_BAD_BYTE = re.compile("[\udc80-\udcff]")


def read(
    path: Path, kind: Kind, blocks: Iterator[bytes], limits: ReaderLimits
) -> Iterator[Article | Skipped]:
    """Yield an article for each row, in the order of the file.

    Args:
        path: The file, for messages.
        kind: What its name says; ids are made from the stem where a row has none.
        blocks: Its content; only one row of it is held at a time.
        limits: The limits in force.

    Yields:
        Articles, and for each bad row a `Skipped` with the line that it begins at.

    Raises:
        ReadError: There is no header with a title or text, or the stream breaks off.
    """
    csv.field_size_limit(limits.max_csv_field)
    lines = _lines(path, blocks, limits)
    delimiter, header = _header(path, next(lines, ""))
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        # The header is line 1 and is not the reader's.
        begin = rows.line_num + 2
        try:
            row = next(rows, None)
            if row is None:
                return
            if any(row):
                article = _article(header, row, kind.stem)
                yield article
                yield from notes(article, path, begin)
        except (csv.Error, ValueError) as error:
            if str(error).startswith(_LONG_FIELD):
                reason = Message(
                    "a field is longer than {limit} characters; `--reader-limit "
                    "max_csv_field=NUMBER` allows more",
                    limit=limits.max_csv_field,
                )
                yield Skipped(path, begin, reason, cause=Cause.LIMIT)
                continue
            yield Skipped(path, begin, _REASONS.get(str(error), told(error)))


def _lines(path: Path, blocks: Iterator[bytes], limits: ReaderLimits) -> Iterator[str]:
    for number, line in numbered(utf8(path, blocks), limits.max_line_bytes):
        if line is None:
            # A quote may be open across this line: what follows could be read as anything.
            raise ReadError(path, line_too_long(limits), number, is_limit=True)
        yield line.decode(errors="surrogateescape") + "\n"


def _header(path: Path, line: str) -> tuple[str, list[str]]:
    """Return the delimiter under which the header has most names that are known."""
    readings = []
    for delimiter in _DELIMITERS:
        try:
            row = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        names = [name.strip() for name in row]
        header = [low if (low := name.lower()) in {*NAMES, *ALIASES} else name for name in names]
        readings.append((len({*NAMES, *ALIASES} & set(header)), delimiter, header))
    best = max(readings, key=lambda reading: reading[0], default=(0, ",", []))
    if not _TEXT_COLUMNS & set(best[2]) or _BAD_BYTE.search(line):
        raise ReadError(path, "the first row must name columns, title or body among them", 1)
    return best[1], best[2]


def _article(header: list[str], row: list[str], stem: str) -> Article:
    if len(row) > len(header):
        raise ValueError(
            Message(
                "{fields} fields in a table of {columns} columns",
                fields=len(row),
                columns=len(header),
            )
        )
    if any(_BAD_BYTE.search(value) for value in row):
        raise ValueError("not valid UTF-8")
    return article_from({n: v for n, v in zip(header, row, strict=False) if n and v}, stem)

"""The query log: what was searched and how it went, for administrators; off by default.

A line holds the text, the number of results and the time. Who asked is not in it.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from search.request import Request
from search.results import Results

__all__ = ["Entry", "QueryLog", "files", "read"]

_BYTES: Final = 10 << 20
_KEPT: Final = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one search.

    Args:
        at: When it was answered, ISO 8601 in UTC.
        query: What was typed.
        total: How many articles match.
        ms: How long the search took, in milliseconds.
        page: Which page was asked for, from 1.
    """

    at: str
    query: str
    total: int
    ms: float
    page: int


class _Private(RotatingFileHandler):
    """Write files that only their owner reads: searches tell much about people."""

    def _open(self) -> TextIOWrapper:
        def private(path: str, flags: int) -> int:
            return os.open(path, flags, 0o600)

        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=private)  # type: ignore[return-value]


class QueryLog:
    """Append searches to a file of JSON lines; at 10 MB it is set aside, the last five are kept.

    Args:
        path: The file.
        max_bytes: Its greatest size.

    Raises:
        OSError: The file cannot be written.
    """

    def __init__(self, path: Path, max_bytes: int = _BYTES) -> None:
        self._handler = _Private(path, maxBytes=max_bytes, backupCount=_KEPT, encoding="utf-8")
        self._handler.setFormatter(logging.Formatter("%(message)s"))

    def add(self, request: Request, results: Results) -> None:
        """Add one answered search.

        Args:
            request: What was asked.
            results: The answer.
        """
        entry = Entry(
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            query=request.text,
            total=results.total,
            ms=round(results.took_ms, 2),
            page=request.offset // max(request.limit, 1) + 1,
        )
        # ASCII: a lone surrogate that somebody typed must not stop the log.
        line = json.dumps(asdict(entry))
        self._handler.handle(logging.makeLogRecord({"msg": line}))

    def close(self) -> None:
        """Close the file."""
        self._handler.close()


def files(path: Path) -> list[Path]:
    """Return a log and those set aside before it, oldest first.

    Args:
        path: The file that is written to.
    """
    older = [path.with_name(f"{path.name}.{number}") for number in range(_KEPT, 0, -1)]
    return [file for file in (*older, path) if file.exists()]


def read(lines: Iterable[str]) -> Iterator[Entry]:
    """Yield the entries of a log, without lines that were cut off or are of something else.

    Args:
        lines: The lines.
    """
    for line in lines:
        try:
            entry = Entry(**json.loads(line))
            sound = isinstance(entry.query, str) and entry.total >= 0 and entry.ms >= 0
        except (ValueError, TypeError, RecursionError):
            continue
        if sound:
            yield entry

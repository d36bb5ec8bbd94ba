"""Every error that Bahith raises on purpose.

    BahithError
    ├── ReadError            an input file or a record in it cannot be used
    ├── StoreError           the index directory does not give what was asked
    │   ├── IndexMissing         there is no index there yet
    │   ├── IndexLocked          another process is writing
    │   ├── IndexDamaged         files of the current generation are missing or unreadable
    │   └── IndexOutdated        made by another schema or analyzer version
    └── QueryRefused         a query is past one of the named limits

Messages are in English and name the file and the way out; they remember what they were made of,
so that the command line can say them in another language. `QueryRefused` carries the Arabic
sentence that a reader is shown.
"""

from __future__ import annotations

from pathlib import Path

from index.message import Message, as_message

__all__ = [
    "BahithError",
    "IndexDamaged",
    "IndexLocked",
    "IndexMissing",
    "IndexOutdated",
    "QueryRefused",
    "ReadError",
    "StoreError",
]


class BahithError(Exception):
    """Stand at the root of every error that Bahith raises on purpose.

    Args:
        template: What is wrong, in English, with `{name}` where a field belongs.
        fields: What stands there, as `index.message.Message` takes it.
    """

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(Message(template, **fields) if fields else as_message(template))


class ReadError(BahithError):
    """Report an input that cannot be used.

    Args:
        path: The file.
        reason: What is wrong, as a phrase that can follow the file's name.
        line: The line or record, counted from 1, where one can be named.
        is_limit: Whether a limit that can be set stood in the way.
    """

    def __init__(
        self, path: Path, reason: str, line: int | None = None, *, is_limit: bool = False
    ) -> None:
        place = f"{path}:{line}" if line is not None else str(path)
        super().__init__("{place}: {reason}", place=place, reason=as_message(reason))
        self.path = path
        self.reason = reason
        self.line = line
        self.is_limit = is_limit


class StoreError(BahithError):
    """Report that the index directory does not give what was asked."""


class IndexMissing(StoreError):
    """Report that no index stands in the directory."""


class IndexLocked(StoreError):
    """Report that another process is writing to the index."""


class IndexDamaged(StoreError):
    """Report that files of the current generation are missing or unreadable."""


class IndexOutdated(StoreError):
    """Report an index made by another schema or analyzer version."""


class QueryRefused(BahithError):
    """Report a query that is past a limit.

    Args:
        limit: The name of the setting in `search.limits.Limits`.
        message: A sentence in Arabic for the reader: what was too much, and the limit.
        english: The same in English, or "".
    """

    def __init__(self, limit: str, message: str, english: str = "") -> None:
        super().__init__(message)
        self.limit = limit
        self.message = message
        self.english = english

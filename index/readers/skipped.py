"""What a reader says of an input that gave no article, or not all that was in it."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import NamedTuple

from index.errors import ReadError

__all__ = ["Cause", "Skipped"]


class Cause(Enum):
    """Say what is to be done that the input may be read another time."""

    CONTENT = "what it holds has to change"
    DISK = "nothing: a disk or the memory failed"
    LIMIT = "a limit has to be raised"


class Skipped(NamedTuple):
    """Name an input that was passed over, and say why.

    Args:
        path: The file or folder.
        line: The line it begins at, counted from 1, or None where the whole file is meant.
        reason: What is wrong, as an English phrase.
        kept: Whether the article was made all the same, without the part that is wrong.
        cause: What stood in the way.
    """

    path: Path
    line: int | None
    reason: str
    kept: bool = False
    cause: Cause = Cause.CONTENT

    @classmethod
    def from_error(cls, error: ReadError) -> Skipped:
        """Return what a `ReadError` says as a value.

        Args:
            error: The error.
        """
        cause = Cause.LIMIT if error.is_limit else Cause.CONTENT
        return cls(error.path, error.line, error.reason, cause=cause)

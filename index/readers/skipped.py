"""What a reader says of an input that gave no article, or not all that was in it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from index.errors import ReadError

__all__ = ["Skipped"]


class Skipped(NamedTuple):
    """Name an input that was passed over, and say why.

    Args:
        path: The file or folder.
        line: The line it begins at, counted from 1, or None where the whole file is meant.
        reason: What is wrong, as an English phrase.
        kept: Whether the article was made all the same, without the part that is wrong.
        again: Whether the same file may be read another time: a disk or the memory failed, and
            there is nothing wrong with what it holds.
    """

    path: Path
    line: int | None
    reason: str
    kept: bool = False
    again: bool = False

    @classmethod
    def from_error(cls, error: ReadError) -> Skipped:
        """Return what a `ReadError` says as a value.

        Args:
            error: The error.
        """
        return cls(error.path, error.line, error.reason)

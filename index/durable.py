"""Make names and contents durable: the only places where an index calls fsync."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["sync", "write_durably"]


def sync(path: Path) -> None:
    """Make the content of a file, or the names in a directory, durable.

    Args:
        path: A file that was written, or a directory where files were created, renamed or removed.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file in one step: readers see the old content or the new, never a part.

    Args:
        path: The file; its directory is there.
        content: What it holds from now on.
    """
    draft = path.with_name(f"{path.name}.new")
    try:
        draft.write_bytes(content)
        sync(draft)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync(path.parent)

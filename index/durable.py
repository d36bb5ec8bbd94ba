"""Make names and contents durable: the only places where an index calls fsync."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["full_disk_named", "sync", "write_durably"]

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def full_disk_named(path: Path) -> Iterator[None]:
    """Have the error of a full disk say where that is, which the system does not.

    Args:
        path: What is written to.

    Raises:
        OSError: The one that was raised, with the path.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL and error.filename is None:
            error.filename = str(path)
        raise


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

"""Sizes and checksums: how a generation knows that its files are what was written.

Sizes are compared whenever an index is opened, which costs one `stat` a file. Checksums are
compared by `bahith verify`, by a backup, and by a writer for the files that it gives up.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

__all__ = ["BLOCK", "FileSum", "content_hash", "damage", "describe", "new_hash", "size_problems"]

BLOCK = 1 << 20
"""Files are read this many bytes at a time, never whole."""


class FileSum(NamedTuple):
    """Hold what is known of a file of a generation.

    Args:
        size: Bytes.
        digest: `content_hash` of it.
    """

    size: int
    digest: str


def new_hash() -> hashlib.blake2b:
    """Return a new hash object of the kind that `content_hash` uses: BLAKE2b, 128 bits."""
    return hashlib.blake2b(digest_size=16)


def content_hash(file: Path | BinaryIO) -> str:
    """Return the BLAKE2b digest of a file's bytes, 32 hexadecimal digits.

    Args:
        file: The file, or one that is open and read from where it stands.

    Raises:
        OSError: It cannot be read.
    """
    if isinstance(file, Path):
        with file.open("rb") as opened:
            return content_hash(opened)
    digest = new_hash()
    while block := file.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def describe(
    directory: Path, carried: Mapping[str, FileSum], origin: Path | None
) -> dict[str, FileSum]:
    """Return size and checksum of every file of a new generation.

    A file that is a hard link to the generation carried on keeps the checksum that it had: so
    nothing is read twice, and damage that came since is not taken for its content.

    Args:
        directory: The new generation.
        carried: What was known of the files of the generation carried on.
        origin: Its directory, or None where there was none.
    """
    found = {}
    for file in sorted(directory.iterdir()):
        known = carried.get(file.name)
        if known and origin and file.samefile(origin / file.name):
            found[file.name] = known
        else:
            found[file.name] = FileSum(file.stat().st_size, content_hash(file))
    return found


def size_problems(directory: Path, files: Mapping[str, FileSum]) -> Iterator[tuple[str, str]]:
    """Yield each file that is missing or has another size, and what is wrong; reads no content.

    Args:
        directory: The generation.
        files: What it was written with.

    Yields:
        The name and a phrase that can follow it.
    """
    for name, known in files.items():
        if problem := _size_problem(directory / name, known):
            yield name, problem


def _size_problem(file: Path, known: FileSum) -> str | None:
    try:
        status = file.lstat()
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if not stat.S_ISREG(status.st_mode):
        return "is not a regular file"
    if status.st_size != known.size:
        return f"has {status.st_size:,} bytes where {known.size:,} were written"
    return None


def damage(file: Path, known: FileSum) -> str | None:
    """Return what is wrong with a file, reading all of it, or None where it is sound.

    Args:
        file: A file of a generation.
        known: What it was written with.

    Returns:
        A phrase that can follow the file's name.
    """
    if problem := _size_problem(file, known):
        return problem
    try:
        return None if content_hash(file) == known.digest else "has another checksum than written"
    except OSError as error:
        return f"cannot be read ({error.strerror})"

"""Sizes and checksums: how a generation knows that its files are what was written.

Each file has two. Its CRC-32 is compared whenever an index is opened: 150 MB take some 20 ms, and
no flipped bit and no run of up to 32 bits escapes it. Its BLAKE2b digest takes five times as long;
`bahith verify` and backups compare both.
"""

from __future__ import annotations

import hashlib
import os
import stat
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from index.message import Message, told

__all__ = [
    "BLOCK",
    "FileSum",
    "RunningSum",
    "Signature",
    "content_hash",
    "damage",
    "describe",
    "file_signature",
    "new_hash",
    "quick_damage",
    "size_problem",
]

BLOCK = 1 << 20
"""Files are read this many bytes at a time, never whole."""

_CACHED_BLOCK = 1 << 18
"""Bytes that stay in the processor's own memory between being read and being summed."""


class Signature(NamedTuple):
    """Hold what changes when a file is written to or replaced.

    Args:
        device: The file system.
        inode: The file; another one of the same name has another number.
        size: Bytes.
        modified: When it was last written to, in nanoseconds.
    """

    device: int
    inode: int
    size: int
    modified: int


class FileSum(NamedTuple):
    """Hold what is known of a file of a generation.

    Args:
        size: Bytes.
        digest: `content_hash` of it.
        crc: CRC-32 of it, as `zlib.crc32` counts.
    """

    size: int
    digest: str
    crc: int


class RunningSum:
    """Sum up a file while its blocks pass by."""

    def __init__(self) -> None:
        self._hash = new_hash()
        self._size = self._crc = 0

    def update(self, block: bytes) -> None:
        """Add the next bytes."""
        self._hash.update(block)
        self._crc = zlib.crc32(block, self._crc)
        self._size += len(block)

    def result(self) -> FileSum:
        """Return the sums of all blocks so far."""
        return FileSum(self._size, self._hash.hexdigest(), self._crc)


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
    """Return size and checksums of every file of a new generation.

    A file that is a hard link to the generation carried on keeps the checksums that it had: so
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
            found[file.name] = _sum(file)
    return found


def _sum(file: Path) -> FileSum:
    running = RunningSum()
    with file.open("rb") as opened:
        while block := opened.read(BLOCK):
            running.update(block)
    return running.result()


def file_signature(file: Path) -> Signature:
    """Return what changes when a file is written to or replaced.

    Args:
        file: The file.

    Raises:
        OSError: It is not there.
    """
    status = file.stat()
    return Signature(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def size_problem(file: Path, known: FileSum) -> str | None:
    """Return what is wrong with a file as far as its size tells; reads no content.

    Args:
        file: A file of a generation.
        known: What it was written with.

    Returns:
        A phrase that can follow the file's name.
    """
    try:
        status = file.lstat()
    except FileNotFoundError:
        return Message("is missing")
    except OSError as error:
        return Message("cannot be read ({error})", error=told(error))
    if not stat.S_ISREG(status.st_mode):
        return Message("is not a regular file")
    if status.st_size != known.size:
        return Message(
            "has {size} bytes where {known} were written", size=status.st_size, known=known.size
        )
    return None


def quick_damage(file: Path, known: FileSum) -> str | None:
    """Return what is wrong with a file by its size and CRC-32, or None where it is sound.

    Args:
        file: A file of a generation.
        known: What it was written with.

    Returns:
        A phrase that can follow the file's name.
    """
    return _damage(file, known, lambda: _crc(file) == known.crc)


def damage(file: Path, known: FileSum) -> str | None:
    """Return what is wrong with a file by both checksums, or None where it is sound.

    Args:
        file: A file of a generation.
        known: What it was written with.

    Returns:
        A phrase that can follow the file's name.
    """
    return _damage(file, known, lambda: _sum(file) == known)


def _damage(file: Path, known: FileSum, is_sound: Callable[[], bool]) -> str | None:
    if problem := size_problem(file, known):
        return problem
    try:
        return None if is_sound() else Message("has another checksum than written")
    except OSError as error:
        return Message("cannot be read ({error})", error=told(error))


def _crc(file: Path) -> int:
    # Read, not mapped: a file that is cut short meanwhile would kill the process.
    buffer = memoryview(bytearray(_CACHED_BLOCK))
    crc = 0
    with file.open("rb", buffering=0) as opened:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_SEQUENTIAL)
        while length := opened.readinto(buffer):
            crc = zlib.crc32(buffer[:length], crc)
    return crc

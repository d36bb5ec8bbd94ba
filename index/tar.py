"""Plain tar files, read without believing them: regular files with short names, nothing else.

Python's `tarfile` follows extended headers, links and sparse maps while it reads; here one header
block is one file, and every other kind of member is refused.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from index.checksums import BLOCK

__all__ = ["Member", "TarError", "read_content", "read_member", "write_end", "write_member"]

_UNIT = 512
_RECORD = 20 * _UNIT
_FILE_MODE = 0o600


class TarError(ValueError):
    """Report a file that is not a tar file of the plain kind."""


class Member(NamedTuple):
    """Hold what the header of a member says.

    Args:
        name: Its name, at most 100 bytes.
        size: Bytes of its content, which follows.
    """

    name: str
    size: int


def write_member(out: BinaryIO, member: Member, content: Iterable[bytes]) -> None:
    """Write one file.

    Args:
        out: Where to.
        member: Its name and size.
        content: Its bytes, in blocks of any length.

    Raises:
        TarError: The content is not as long as said.
    """
    info = tarfile.TarInfo(member.name)
    info.size, info.mode = member.size, _FILE_MODE
    # Sizes past 8 GiB need GNU's form of the number; up to there both are the same.
    header = info.tobuf(tarfile.GNU_FORMAT, "ascii")
    if len(header) != _UNIT:
        raise TarError(f"{member.name}: the name is too long")
    out.write(header)
    written = 0
    for block in content:
        written += len(block)
        out.write(block)
    if written != member.size:
        raise TarError(f"{member.name}: {written:,} bytes where {member.size:,} were announced")
    out.write(bytes(-member.size % _UNIT))


def write_end(out: BinaryIO) -> None:
    """Write what ends a tar file.

    Args:
        out: Where to; it is after the last member.
    """
    out.write(bytes(2 * _UNIT))
    out.write(bytes(-out.tell() % _RECORD))


def read_member(file: BinaryIO) -> Member | None:
    """Read the header of the next member, or None at the end.

    Args:
        file: It is after the content of the member before.

    Raises:
        TarError: What comes is not the header of a regular file.
    """
    header = file.read(_UNIT)
    if header == bytes(_UNIT):
        return None
    try:
        info = tarfile.TarInfo.frombuf(header, "ascii", "strict")
    except (tarfile.HeaderError, ValueError) as error:
        raise TarError(f"no tar header where one belongs ({error})") from error
    if info.type != tarfile.REGTYPE or info.linkname or info.size < 0:
        raise TarError(f"{info.name!r} is not a regular file")
    return Member(info.name, info.size)


def read_content(file: BinaryIO, member: Member) -> Iterator[bytes]:
    """Yield the content of a member in blocks; it has to be read to its end.

    Args:
        file: It is after the header.
        member: What the header said.

    Raises:
        TarError: The file ends before the content does.
    """
    left = member.size
    while left:
        block = file.read(min(left, BLOCK))
        if not block:
            raise TarError(f"{member.name}: the file ends before its content does")
        left -= len(block)
        yield block
    if file.read(-member.size % _UNIT).strip(b"\0"):
        raise TarError(f"{member.name}: something stands after its content")

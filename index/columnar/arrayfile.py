"""The file of a segment: named arrays behind a checked header, written once, mapped for reading.

`FORMAT.md` has the layout down to the byte.
"""

from __future__ import annotations

import json
import mmap
import struct
import tempfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.durable import sync
from index.errors import IndexDamaged

__all__ = ["ArrayFile", "ArrayFileWriter", "Spool"]

_MAGIC = b"BAHITHCO"
_VERSION = 2
_HEADER = struct.Struct("<8sIIQQI")
"""Magic, version, directory length, directory offset, file length, CRC-32 of the directory."""

_ALIGNMENT = 64
_DTYPES = frozenset({"|u1", "<u4", "<u8", "<i8"})
_STEP = 1 << 20

_Scalar = TypeVar("_Scalar", bound=np.generic)


class _Entry(NamedTuple):
    dtype: str
    offset: int
    length: int  # in items
    crc: int

    @property
    def end(self) -> int:
        return self.offset + self.length * np.dtype(self.dtype).itemsize


class Spool:
    """Hold an array that grows while others are written; it lives in a file without a name.

    Args:
        directory: Where there is room.
        dtype: Its type, little-endian.
    """

    def __init__(self, directory: Path, dtype: str) -> None:
        self.dtype = np.dtype(dtype)
        self.length = 0
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=directory)  # noqa: SIM115 - closed below

    def append(self, array: NDArray[Any]) -> None:
        """Add items at the end."""
        self._file.write(np.ascontiguousarray(array, self.dtype).data)
        self.length += len(array)

    def rewound(self) -> IO[bytes]:
        """Return the file, to be read from its start."""
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class ArrayFileWriter:
    """Write a file of named arrays; used as a context manager, it is complete at the end.

    Args:
        path: A file that does not exist yet.
        kind: What the file is, such as "segment".
    """

    def __init__(self, path: Path, kind: str) -> None:
        self._path = path
        self._kind = kind
        self._entries: dict[str, _Entry] = {}
        self.facts: dict[str, int] = {}
        """Numbers that stand beside the arrays in the directory."""

    def __enter__(self) -> Self:
        self._file = self._path.open("xb")
        self._file.write(bytes(_ALIGNMENT))
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._file.close()
            if kind is not None:
                self._path.unlink(missing_ok=True)

    def put(self, name: str, array: NDArray[Any], dtype: str) -> None:
        """Write an array.

        Args:
            name: Its name in the file.
            array: Its items.
            dtype: The type it is stored as, little-endian.
        """
        data = np.ascontiguousarray(array, np.dtype(dtype)).view(np.uint8).data
        offset = self._align()
        self._file.write(data)
        self._entries[name] = _Entry(np.dtype(dtype).str, offset, len(array), zlib.crc32(data))

    def put_spool(self, name: str, spool: Spool) -> None:
        """Write an array that was collected in a spool, and close the spool.

        Args:
            name: Its name in the file.
            spool: Its items.
        """
        offset, crc = self._align(), 0
        source = spool.rewound()
        while data := source.read(_STEP):
            crc = zlib.crc32(data, crc)
            self._file.write(data)
        self._entries[name] = _Entry(spool.dtype.str, offset, spool.length, crc)
        spool.close()

    def _align(self) -> int:
        place = self._file.tell()
        self._file.write(bytes(-place % _ALIGNMENT))
        return self._file.tell()

    def _finish(self) -> None:
        directory = json.dumps(
            {"kind": self._kind, "facts": self.facts, "arrays": self._entries},
            separators=(",", ":"),
        ).encode()
        offset = self._align()
        self._file.write(directory)
        header = _HEADER.pack(
            _MAGIC, _VERSION, len(directory), offset, self._file.tell(), zlib.crc32(directory)
        )
        # The arrays must be on the disk before a header says that they are.
        self._sync()
        self._file.seek(0)
        self._file.write(header + struct.pack("<I", zlib.crc32(header)))
        self._sync()

    def _sync(self) -> None:
        self._file.flush()
        sync(self._path)


class ArrayFile:
    """Read a file of named arrays; they stay mapped as long as any of them is in use.

    Args:
        path: The file.
        kind: What it has to be.

    Raises:
        IndexDamaged: It is missing, of another kind or version, or not as it was written.
            Only header and directory are read here; `verify` reads everything.
    """

    def __init__(self, path: Path, kind: str) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise self.damage(f"cannot be opened ({error})") from error
        try:
            directory = self._directory()
            self._entries = {name: _Entry(*row) for name, row in directory["arrays"].items()}
            self.facts: Mapping[str, int] = directory["facts"]
            found = directory["kind"]
            sound = all(map(self._is_sound, self._entries.values())) and all(
                isinstance(fact, int) and fact >= 0 for fact in self.facts.values()
            )
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise self.damage(f"its directory cannot be read ({error!r})") from error
        if found != kind or not sound:
            raise self.damage(f"it is not a sound {kind} file")

    def damage(self, reason: str) -> IndexDamaged:
        """Return the error that says what is wrong with this file; the caller raises it.

        Args:
            reason: A phrase that can follow the file's name.
        """
        return IndexDamaged(
            "{path}: {reason}; restore the file or run `bahith index --full PATH...`",
            path=self.path,
            reason=reason,
        )

    def _directory(self) -> dict[str, Any]:
        head = self._map[: _HEADER.size + 4]
        if len(head) < _HEADER.size + 4 or not head.startswith(_MAGIC):
            raise ValueError("not a file of this format")
        _, version, length, offset, size, crc = _HEADER.unpack_from(head)
        if struct.unpack_from("<I", head, _HEADER.size)[0] != zlib.crc32(head[: _HEADER.size]):
            raise ValueError("the header's checksum is wrong")
        if version != _VERSION:
            raise ValueError(f"format {version} is not known")
        if size != len(self._map) or offset + length != size:
            raise ValueError(f"{len(self._map)} bytes instead of {size}")
        directory = self._map[offset:size]
        if zlib.crc32(directory) != crc:
            raise ValueError("the directory's checksum is wrong")
        self._end = offset
        found: dict[str, Any] = json.loads(directory)
        return found

    def _is_sound(self, entry: _Entry) -> bool:
        return (
            entry.dtype in _DTYPES
            and isinstance(entry.offset, int)
            and isinstance(entry.length, int)
            and entry.offset >= _ALIGNMENT
            and entry.offset % _ALIGNMENT == 0
            and entry.length >= 0
            and entry.end <= self._end
        )

    def array(self, name: str, kind: type[_Scalar], length: int | None = None) -> NDArray[_Scalar]:
        """Return an array, mapped and read-only.

        Args:
            name: Its name.
            kind: The numpy type of its items.
            length: How many items it must have, where that is known.

        Raises:
            IndexDamaged: There is no such array.
        """
        entry = self._entries.get(name)
        if entry is None or entry.dtype != np.dtype(kind).newbyteorder("<").str:
            raise self.damage(f"the array {name!r} is missing")
        if length is not None and entry.length != length:
            raise self.damage(f"the array {name!r} has {entry.length} items instead of {length}")
        return np.frombuffer(self._map, np.dtype(entry.dtype), entry.length, entry.offset)

    def sizes(self) -> dict[str, int]:
        """Return how many bytes each array has."""
        return {name: entry.end - entry.offset for name, entry in self._entries.items()}

    def close(self) -> None:
        """Let go of the file, at once where no array of it is in use any more."""
        # Left to the garbage collector, open files of generations that are gone would add up.
        with suppress(BufferError):
            self._map.close()

    def fact(self, name: str) -> int:
        """Return a number that stands beside the arrays.

        Args:
            name: Its name.

        Raises:
            IndexDamaged: There is no such number.
        """
        try:
            return self.facts[name]
        except KeyError:
            raise self.damage(f"the number {name!r} is missing") from None

    def verify(self) -> None:
        """Read the whole file.

        Raises:
            IndexDamaged: A byte is not as it was written.
        """
        place = _ALIGNMENT
        for name, entry in sorted(self._entries.items(), key=lambda item: item[1].offset):
            if any(self._map[place : entry.offset]):
                raise self.damage(f"there is something before the array {name!r}")
            crc = 0
            for start in range(entry.offset, entry.end, _STEP):
                crc = zlib.crc32(self._map[start : min(start + _STEP, entry.end)], crc)
            if crc != entry.crc:
                raise self.damage(f"the checksum of the array {name!r} is wrong")
            place = max(place, entry.end)
        head = _HEADER.size + 4
        if any(self._map[place : self._end]) or any(self._map[head:_ALIGNMENT]):
            raise self.damage("there is something between the arrays")

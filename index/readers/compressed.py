"""Bytes of a file in blocks, decompressed on the way and bounded against bombs."""

from __future__ import annotations

import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from index.errors import ReadError
from index.message import Message
from index.readers.limits import ReaderLimits

__all__ = ["blocks"]

_BLOCK = 1 << 18
# A block of Zstandard can expand 32,768 times and cannot be given back in parts: take little.
_ZSTD_BLOCK = 1 << 12
_XZ_PADDING = b"\0"
"""May stand between streams and after the last one."""


def blocks(path: Path, file: BinaryIO, compression: str, limits: ReaderLimits) -> Iterator[bytes]:
    """Yield the content of a file.

    Args:
        path: Its name, for messages.
        file: The file, open for reading bytes.
        compression: ".xz", ".gz", ".zst", or "" where it is not compressed.
        limits: The limits in force.

    Yields:
        Blocks of bytes, none of them empty.

    Raises:
        ReadError: The archive is damaged, ends too early or expands without measure; what came
            before has been yielded.
        OSError: The file cannot be read.
    """
    total = 0
    try:
        for block in _STREAMS[compression](file):
            total += len(block)
            if total > limits.expansion_floor and total > limits.max_expansion * file.tell():
                raise ReadError(
                    path,
                    Message(
                        "expands more than {limit} times, which no text does; decompress it "
                        "yourself if it is meant",
                        limit=limits.max_expansion,
                    ),
                    is_limit=True,
                )
            yield block
    except (EOFError, lzma.LZMAError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadError(
            path, Message("the archive is damaged or cut off ({error})", error=error)
        ) from error


def _plain(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def _xz(file: BinaryIO) -> Iterator[bytes]:
    # The library's own file ends without a word where what follows a stream is no other.
    stream = lzma.LZMADecompressor(lzma.FORMAT_XZ)
    while packed := file.read(_BLOCK):
        while packed or not (stream.needs_input or stream.eof):
            if stream.eof:
                packed = packed.lstrip(_XZ_PADDING)
                if not packed:
                    break
                stream = lzma.LZMADecompressor(lzma.FORMAT_XZ)
            if block := stream.decompress(packed, _BLOCK):
                yield block
            packed = stream.unused_data if stream.eof else b""
    if not stream.eof:
        raise EOFError("Compressed file ended before the end-of-stream marker was reached")


def _gz(file: BinaryIO) -> Iterator[bytes]:
    with gzip.open(file) as stream:
        while block := stream.read1(_BLOCK):
            yield block
    # To the library no bytes at all are an archive of nothing.
    if file.tell() == 0:
        raise EOFError("the file is empty")


def _zst(file: BinaryIO) -> Iterator[bytes]:
    import zstandard

    open_frame = zstandard.ZstdDecompressor().decompressobj
    frame = open_frame()
    untouched = True
    try:
        while packed := file.read(_ZSTD_BLOCK):
            while packed:
                if frame.eof:
                    frame = open_frame()
                if block := frame.decompress(packed):
                    yield block
                packed = frame.unused_data if frame.eof else b""
                untouched = False
    except zstandard.ZstdError as error:
        raise EOFError(str(error)) from error
    # The stream reader of the library ends without a word where a frame is cut off.
    if untouched or not frame.eof:
        raise EOFError("Compressed file ended before the end of the frame")


_STREAMS: dict[str, Callable[[BinaryIO], Iterator[bytes]]] = {
    "": _plain,
    ".xz": _xz,
    ".gz": _gz,
    ".zst": _zst,
}

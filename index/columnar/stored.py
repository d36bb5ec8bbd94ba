"""Stored articles: compressed together in blocks, because articles of an archive are alike."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path

import numpy as np
import zstandard
from numpy.typing import NDArray

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter, Spool
from index.columnar.bits import UInt8s

__all__ = ["StoredReader", "StoredWriter"]

_BLOCK_BYTES = 32 * 1024
"""Larger blocks save a few bytes in a hundred; each hit of a page unpacks a whole block."""

_LEVEL = 3
"""Less than half the time of level 6, which saves five bytes in a hundred more."""

_WAITING = 32
"""Blocks that may wait to be compressed: a megabyte."""

_LARGEST_BLOCK = 1 << 30
"""No block that unpacks to more than this is read, whatever a file says."""


class StoredWriter:
    """Compress articles as they come, in a thread of its own, and write them at the end.

    Args:
        directory: Where there is room for what is not written yet.
    """

    def __init__(self, directory: Path) -> None:
        self._blob = Spool(directory, "|u1")
        self._compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        # One thread, because a compressor is not safe to share.
        self._thread = ThreadPoolExecutor(1)
        self._compressing: deque[Future[bytes]] = deque()
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._lengths: list[int] = []
        self._places = [0]
        self._firsts = [0]

    def add(self, article: bytes) -> None:
        """Add what is stored of the next document."""
        self._pending.append(article)
        self._pending_bytes += len(article)
        self._lengths.append(len(article))
        if self._pending_bytes >= _BLOCK_BYTES:
            self._flush()

    def copy(self, source: StoredReader, kept: NDArray[np.bool_]) -> None:
        """Add the articles of another segment; blocks that are kept whole stay as they are.

        Args:
            source: The other segment's articles.
            kept: Which of them to add.
        """
        for block in range(source.blocks):
            first, last = source.documents(block)
            if kept[first:last].all():
                self._flush()
                self._collect(0)
                self._lengths.extend(source.lengths(block))
                self._firsts.append(len(self._lengths))
                self._append(source.packed(block))
            elif kept[first:last].any():
                for article, keep in zip(source.articles(block), kept[first:last], strict=True):
                    if keep:
                        self.add(article)

    def _flush(self) -> None:
        if not self._pending:
            return
        block = b"".join(self._pending)
        self._compressing.append(self._thread.submit(self._compressor.compress, block))
        self._firsts.append(len(self._lengths))
        self._pending, self._pending_bytes = [], 0
        self._collect(_WAITING)

    def _collect(self, waiting: int) -> None:
        """Take over compressed blocks, but for the last ones."""
        while len(self._compressing) > waiting:
            self._append(np.frombuffer(self._compressing.popleft().result(), np.uint8))

    def _append(self, block: UInt8s) -> None:
        self._blob.append(block)
        self._places.append(self._blob.length)

    def write(self, out: ArrayFileWriter) -> None:
        """Write all articles and let go of the room.

        Args:
            out: The file.
        """
        self._flush()
        self._collect(0)
        self._thread.shutdown()
        out.put_spool("stored", self._blob)
        out.put("stored.places", np.array(self._places), "<u8")
        out.put("stored.firsts", np.array(self._firsts), "<u4")
        out.put("stored.lengths", np.array(self._lengths), "<u4")

    def close(self) -> None:
        """Let go of the room; what was added is lost where it was not written."""
        self._thread.shutdown(cancel_futures=True)
        self._blob.close()


class StoredReader:
    """Read stored articles.

    Args:
        file: The file of the segment.
        documents: How many documents the segment has.

    Raises:
        IndexDamaged: The arrays do not fit each other; so do all methods where a block is not
            what was written.
    """

    def __init__(self, file: ArrayFile, documents: int) -> None:
        self._file = file
        self._blob: UInt8s = file.array("stored", np.uint8)
        self._places = file.array("stored.places", np.uint64)
        self._firsts = file.array("stored.firsts", np.uint32, len(self._places))
        self._lengths = file.array("stored.lengths", np.uint32, documents)
        for ends, last in ((self._places, len(self._blob)), (self._firsts, documents)):
            if (
                not len(ends)
                or ends[0] != 0
                or ends[-1] != last
                or bool((ends[1:] <= ends[:-1]).any())
            ):
                raise file.damage("the blocks of stored articles do not fit")

    @property
    def blocks(self) -> int:
        """Return how many blocks there are."""
        return len(self._firsts) - 1

    def documents(self, block: int) -> tuple[int, int]:
        """Return the first document of a block and the one behind its last."""
        first, last = self._firsts[block : block + 2].tolist()
        return first, last

    def lengths(self, block: int) -> list[int]:
        """Return how many bytes each article of a block has."""
        first, last = self.documents(block)
        lengths: list[int] = self._lengths[first:last].tolist()
        return lengths

    def packed(self, block: int) -> UInt8s:
        """Return a block as it is stored."""
        start, end = self._places[block : block + 2].tolist()
        return self._blob[start:end]

    def __getitem__(self, document: int) -> bytes:
        block = int(self._firsts.searchsorted(document, "right")) - 1
        first = int(self._firsts[block])
        lengths = self.lengths(block)
        start = sum(lengths[: document - first])
        return self._unpacked(block, sum(lengths))[start : start + lengths[document - first]]

    def text(self, document: int) -> str:
        """Return what is stored of a document as text."""
        try:
            return self[document].decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise self._file.damage(f"a stored article is not UTF-8 ({error})") from error

    def articles(self, block: int) -> Sequence[bytes]:
        """Return the articles of a block.

        Raises:
            IndexDamaged: They cannot be unpacked.
        """
        ends = list(accumulate(self.lengths(block)))
        text = self._unpacked(block, ends[-1])
        return [text[a:b] for a, b in zip([0, *ends], ends, strict=False)]

    def _unpacked(self, block: int, size: int) -> bytes:
        """Return the articles of a block, one behind the other.

        Args:
            block: Which.
            size: How many bytes they have together.
        """
        if size > _LARGEST_BLOCK:
            raise self._file.damage("a block of stored articles is too large")
        packed = self.packed(block).data
        try:
            # Room is made for what a block says of itself, whatever the most is that is asked for.
            if zstandard.frame_content_size(packed) > size:
                raise self._file.damage("a block of stored articles has another length")
            # A decompressor is not safe to share between threads, and costs a microsecond.
            text = zstandard.ZstdDecompressor().decompress(packed, max_output_size=max(size, 1))
        except zstandard.ZstdError as error:
            raise self._file.damage(f"stored articles cannot be unpacked ({error})") from error
        if len(text) != size:
            raise self._file.damage("a block of stored articles has another length")
        return text

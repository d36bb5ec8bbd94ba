"""Stored articles: what a block says of itself is compared before room is made for it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import zstandard

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.stored import StoredReader
from index.errors import IndexDamaged

_BOMB = 64 << 20


def _reader(path: Path, block: bytes, length: int) -> StoredReader:
    """Return the reader of one block that is said to hold one article."""
    with ArrayFileWriter(path, "segment") as out:
        out.put("stored", np.frombuffer(block, np.uint8), "|u1")
        out.put("stored.places", np.array([0, len(block)]), "<u8")
        out.put("stored.firsts", np.array([0, 1]), "<u4")
        out.put("stored.lengths", np.array([length]), "<u4")
    return StoredReader(ArrayFile(path, "segment"), 1)


def _packed(text: bytes, *, says_size: bool = True) -> bytes:
    return zstandard.ZstdCompressor(write_content_size=says_size).compress(text)


def test_an_article_comes_back(tmp_path: Path) -> None:
    assert _reader(tmp_path / "a", _packed(b"{}"), 2)[0] == b"{}"


@pytest.mark.parametrize("says_size", [True, False])
def test_a_block_never_takes_more_room_than_its_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says_size: bool
) -> None:
    reader = _reader(tmp_path / "a", _packed(bytes(_BOMB), says_size=says_size), 100)
    unpacked: list[int] = []
    original = zstandard.ZstdDecompressor

    class Watched:
        def decompress(self, *args: object, **options: object) -> bytes:
            text: bytes = original().decompress(*args, **options)
            unpacked.append(len(text))
            return text

    monkeypatch.setattr(zstandard, "ZstdDecompressor", Watched)
    with pytest.raises(IndexDamaged):
        reader.text(0)
    assert max(unpacked, default=0) <= 100


def test_a_block_that_is_none_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="unpacked"):
        _reader(tmp_path / "a", b"nothing of the kind", 2).text(0)

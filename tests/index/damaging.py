"""Ways to damage a file, each as a broken disk or a careless hand would."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.store import Store


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    bit = chance.randrange(len(content) * 8)
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)


def truncate(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))])


def zero(path: Path, chance: random.Random) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def delete(path: Path, chance: random.Random) -> None:
    path.unlink()


def own_files(store: Store, number: int) -> list[Path]:
    """The files of a generation that no other one shares."""
    folder = store.directory / "generations" / str(number)
    return [path for path in sorted(folder.iterdir()) if path.stat().st_nlink == 1]


def all_files(store: Store) -> Iterator[Path]:
    yield store.directory / "manifest.json"
    yield store.directory / "manifest.copy.json"
    for folder in sorted((store.directory / "generations").iterdir()):
        yield from sorted(folder.iterdir())


def fails(patch: pytest.MonkeyPatch, call: str, path: Path) -> None:
    """Let a call of `os` fail for one path, as on a disk that breaks."""
    real = getattr(os, call)

    def failing(at: object = ".", *args: object, **kwargs: object) -> object:
        if str(at) == str(path):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(at))
        return real(at, *args, **kwargs)

    patch.setattr(os, call, failing)

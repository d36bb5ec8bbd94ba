"""Which files an index was made of: the list that incremental indexing compares with the disk."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from index.errors import IndexDamaged

__all__ = ["Source", "content_hash", "read_sources", "source_name", "write_sources"]

_BLOCK = 1 << 20


class Source(NamedTuple):
    """Hold what the index remembers of one file.

    Args:
        digest: `content_hash` of the file when it was indexed.
        ids: The articles that it gave.
    """

    digest: str
    ids: tuple[str, ...]


def source_name(path: Path) -> str:
    """Return the name that an index knows a file by: its absolute path as clean Unicode.

    Args:
        path: The file; bytes of its name that are not UTF-8 are written as escapes.
    """
    return os.fsencode(path.absolute()).decode("utf-8", "backslashreplace")


def content_hash(path: Path) -> str:
    """Return the BLAKE2b digest of a file's bytes, 32 hexadecimal digits.

    Args:
        path: The file; it is read in blocks, never whole.

    Raises:
        OSError: It cannot be read.
    """
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def write_sources(path: Path, sources: Mapping[str, Source]) -> None:
    """Write the list, one line of JSON a file, sorted by path.

    Args:
        path: Where to.
        sources: `source_name` of each indexed file -> what is remembered of it.
    """
    with path.open("w", encoding="utf-8") as out:
        for name in sorted(sources):
            row = (name, sources[name].digest, sources[name].ids)
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_sources(path: Path) -> dict[str, Source]:
    """Read what `write_sources` wrote.

    Args:
        path: The list.

    Returns:
        `source_name` of each indexed file -> what is remembered of it.

    Raises:
        IndexDamaged: The list is missing or not what `write_sources` writes.
    """
    sources: dict[str, Source] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                name, digest, ids = json.loads(line)
                sources[str(name)] = Source(str(digest), tuple(map(str, ids)))
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamaged(
            f"{path}: the list of indexed files cannot be read ({error}); "
            "run `bahith index --full PATH...`"
        ) from error
    return sources

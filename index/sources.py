"""Which files an index was made of: the list that incremental indexing compares with the disk."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.durable import sync
from index.errors import IndexDamaged

if TYPE_CHECKING:
    # What only opens an index does without the readers.
    from index.readers import ReaderLimits

__all__ = ["SOURCES", "Source", "limited", "read_sources", "source_name", "write_sources"]

SOURCES = "sources.jsonl"
"""The name of the list in the directory of a generation."""


class Source(NamedTuple):
    """Hold what the index remembers of one file.

    Args:
        digest: `content_hash` of the file when it was indexed; "" where it could not be read to
            its end; as `limited` gives it where a limit cost it something.
        ids: The articles that it gave and that are still in the index.
        key: What the `path` field of those articles says, or "" where that is the file's own
            name. It differs once the file has moved.
        passed: Ids that it has too, but that belong to another file.
    """

    digest: str
    ids: tuple[str, ...]
    key: str = ""
    passed: tuple[str, ...] = ()

    @property
    def content(self) -> str:
        """Return the `content_hash` alone."""
        return self.digest.partition(" ")[0]


def limited(digest: str, sizes: ReaderLimits) -> str:
    """Return what to remember of a file that went past a limit: other limits, another digest.

    Args:
        digest: Its `content_hash`.
        sizes: The limits that it was read with.
    """
    return " ".join((digest, *map(str, astuple(sizes))))


def source_name(path: Path) -> str:
    """Return the name that an index knows a file by: its absolute path as clean Unicode.

    Args:
        path: The file; bytes of its name that are not UTF-8 are written as escapes.
    """
    return os.fsencode(path.absolute()).decode("utf-8", "backslashreplace")


def write_sources(path: Path, sources: Mapping[str, Source]) -> None:
    """Write the list durably, one line of JSON a file, sorted by path.

    Args:
        path: Where to.
        sources: `source_name` of each indexed file -> what is remembered of it.
    """
    with path.open("w", encoding="utf-8") as out:
        for name in sorted(sources):
            row = (name, *sources[name])
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    sync(path)


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
                # Lists of older indexes have no key, or no ids that were passed over.
                name, digest, ids, *rest = json.loads(line)
                key, passed = rest[0] if rest else "", rest[1] if len(rest) > 1 else ()
                sources[str(name)] = Source(
                    str(digest), tuple(map(str, ids)), str(key), tuple(map(str, passed))
                )
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamaged(
            "{path}: the list of indexed files cannot be read ({error}); run `bahith "
            "index --full PATH...`",
            path=path,
            error=error,
        ) from error
    return sources

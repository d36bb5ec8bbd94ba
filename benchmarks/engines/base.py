"""The interface of an engine; it needs no more than the standard library, as do its processes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Protocol

from benchmarks.queries import Kind, Query

__all__ = ["LIMIT", "MEMORY_MB", "Answer", "Engine", "EngineMissing", "bytes_in"]

LIMIT = 10
"""How many articles are ranked."""

MEMORY_MB = 384
"""What a writer is allowed, where it can be told."""


class EngineMissing(Exception):
    """Tell that an engine is not installed, and how it would be."""


class Answer(NamedTuple):
    """Hold what a query found.

    Args:
        total: How many articles match, exactly.
        top: The first of them, by the engine's own numbers; nothing stored is fetched.
    """

    total: int
    top: tuple[object, ...]


class Engine(Protocol):
    """Index articles and answer queries over them.

    Attributes:
        version: What is measured, with its version.
        kinds: The classes that it can answer.
    """

    version: str
    kinds: frozenset[Kind]

    def build(self, articles: Path, directory: Path) -> None:
        """Make an index, durable when this returns.

        Args:
            articles: JSONL.
            directory: Empty.
        """

    def open(self, directory: Path) -> None:
        """Open what was built."""

    def ask(self, kind: Kind, query: Query) -> Answer:
        """Answer a query of one of `kinds`."""

    def size(self, directory: Path) -> int:
        """Return the bytes of the index."""

    def close(self) -> None:
        """Let go of everything, processes too."""


def bytes_in(directory: Path) -> int:
    """Return the bytes of all files under a directory.

    Args:
        directory: Where to look.
    """
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())

"""Engines behind one narrow interface; a module each."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple, cast

from benchmarks.engines.base import Engine

__all__ = ["AGREEING", "DEBIAN_PYTHON", "ENGINES", "MAKER", "Entry", "load"]

DEBIAN_PYTHON = "/usr/bin/python3"

MAKER = "BAHITH_BENCH_PYTHON"
"""Names the environment variable with the path of a Python that has Bahith in it."""


class Entry(NamedTuple):
    """Say where an engine is, and how it is run.

    Args:
        module: Its module in this package.
        attribute: Its class there.
        views: Which views it indexes.
        patience: Seconds that one build may take by the rate of the size before; past them the
            engine is left out of a size.
        debian: Whether it runs in Debian's own Python.
    """

    module: str
    attribute: str
    views: str
    patience: float
    debian: bool = False


# Those that are compared at every size may take as long as they need.
ENGINES: Mapping[str, Entry] = {
    "bahith": Entry("bahith", "Bahith", "all", 1800),
    "tantivy": Entry("tantivy", "Tantivy", "all", 1800),
    "whoosh": Entry("whoosh_stock", "StockWhoosh", "stem", 420),
    "sqlite": Entry("sqlite", "Sqlite", "stem", 420),
    "xapian": Entry("xapian_debian", "Xapian", "stem", 420, debian=True),
    "postgres": Entry("postgres", "Postgres", "stem", 420),
}

AGREEING = ("bahith", "tantivy", "whoosh", "sqlite", "xapian")
"""The engines that mean the same by a query: their counts have to be equal."""


def load(name: str) -> Engine:
    """Return an engine.

    Args:
        name: One of `ENGINES`.

    Raises:
        EngineMissing: It is not installed.
    """
    entry = ENGINES[name]
    module = import_module(f"benchmarks.engines.{entry.module}")
    return cast(Engine, getattr(module, entry.attribute)())

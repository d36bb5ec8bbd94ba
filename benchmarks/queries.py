"""Query classes: what every engine is asked; nothing here needs more than the standard library."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

__all__ = ["EXACT_KINDS", "FIELD", "Kind", "Query", "read_queries", "write_queries"]

FIELD = "body_stem"
"""The one field that is asked: light stems of bodies, which every engine is given."""


class Kind(StrEnum):
    """Name the classes of queries, in the order in which they are measured."""

    RARE = "rare word"
    FREQUENT = "frequent word"
    AND = "AND of 2"
    OR_2 = "OR of 2"
    OR_5 = "OR of 5"
    PHRASE = "phrase of middling words"
    FREQUENT_PHRASE = "phrase of frequent words"
    PREFIX = "prefix"
    WILDCARD = "wildcard"
    FUZZY = "fuzzy"
    RANGE = "range of terms"
    DATES = "date-filtered"
    FACETS = "faceted"
    NEWEST = "sorted by date"
    SERVICE = "whole service call"


EXACT_KINDS = frozenset(Kind) - {Kind.SERVICE}
"""The classes in which the same terms have to be found in the same number of articles."""


@dataclass(frozen=True, slots=True)
class Query:
    """Ask one thing.

    Args:
        words: Terms of `FIELD`; a prefix without its star, a pattern with its stars, the first
            and last term of a range, or for a service call the words as they were written.
        first: The first day, as seconds since 1970 in UTC; None filters nothing.
        last: The last second of the last day.
    """

    words: tuple[str, ...]
    first: int | None = None
    last: int | None = None


def write_queries(path: Path, queries: Mapping[Kind, Sequence[Query]]) -> None:
    """Write queries for the processes that ask them.

    Args:
        path: Where to.
        queries: Some of each class.
    """
    rows = {kind.value: [asdict(query) for query in some] for kind, some in queries.items()}
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")


def read_queries(path: Path) -> dict[Kind, list[Query]]:
    """Read back what `write_queries` wrote.

    Args:
        path: Where from.
    """
    rows = json.loads(path.read_text("utf-8"))
    return {
        Kind(kind): [Query(tuple(row["words"]), row["first"], row["last"]) for row in some]
        for kind, some in rows.items()
    }

"""Sizes: what the bytes of an index are for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from index.columnar.layout import LAYOUT
from index.columnar.segment import Segment

__all__ = ["PARTS", "size_by_part"]

PARTS = ("stored", "terms", "postings", "positions", "columns", "other")
"""Stored articles; term dictionaries; which documents have a term and how often; where they have
it; values and lengths of documents; headers, deletions and lists of files."""

_SUFFIXES = {"terms": "terms", "sizes": "terms", "positions": "positions", "lengths": "columns"}
"""What follows the name of a field -> the part; all else is postings of a text, or a column."""


def size_by_part(segments: Iterable[Segment], total: int) -> dict[str, int]:
    """Return how many bytes of an index each part takes.

    Args:
        segments: All its segments.
        total: Bytes of all its files.

    Returns:
        Bytes for each of `PARTS`; together they are the total.
    """
    sizes: Counter[str] = Counter()
    for segment in segments:
        for name, size in segment.array_sizes().items():
            sizes[_part(name)] += size
    sizes["other"] += total - sum(sizes.values())
    return {part: sizes[part] for part in PARTS}


def _part(array: str) -> str:
    field, _, rest = array.partition(".")
    if field == "stored":
        return "stored"
    if not rest:
        return "other"
    return _SUFFIXES.get(rest.partition(".")[0], "postings" if field in LAYOUT.texts else "columns")

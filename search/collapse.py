"""Collapsing: near-duplicates among ranked articles, one of which stands for the others."""

from __future__ import annotations

import numpy as np

from index.columnar.bits import Int64s
from index.likeness import are_alike

__all__ = ["WINDOW", "collapse", "copies"]

WINDOW = 1_000
"""So many of the best results are compared with each other; each stands for itself behind that."""

_AT_ONCE = 1 << 16
"""Fingerprints that are compared in one step."""


def collapse(likenesses: Int64s, limit: int) -> Int64s:
    """Return which article stands for each: the best one that it is a near-duplicate of.

    An article belongs to the first that it is like, never to one that only belongs to another:
    so a chain of small changes does not tie two articles that have nothing in common.

    Args:
        likenesses: The fingerprints of articles, best first; the column `likeness`.
        limit: How many that stand for themselves are wanted; looking on ends there.

    Returns:
        For each article the place of the one that stands for it, its own where that is itself;
        -1 behind the last that was looked at.
    """
    leaders = np.full(len(likenesses), -1, np.int64)
    first = likenesses[:limit]
    alike = are_alike(first[:, None], likenesses)
    if np.count_nonzero(alike) == np.count_nonzero(alike.diagonal()):
        # Nearly always the first ones are like no other.
        leaders[:limit] = np.arange(len(first))
        return leaders
    place, found = 0, 0
    while place < len(likenesses) and found < limit:
        # What stands before is taken, so only what follows is compared.
        rest = leaders[place:]
        row = alike[place] if place < limit else are_alike(likenesses[place], likenesses)
        rest[row[place:] & (rest < 0)] = place
        leaders[place] = place
        found += 1
        free = np.flatnonzero(rest < 0)
        place += int(free[0]) if free.size else len(rest)
    return leaders


def copies(some: Int64s, likenesses: Int64s) -> list[int]:
    """Return of how many other articles some are near-duplicates.

    Args:
        some: Their fingerprints.
        likenesses: The fingerprints of all articles, theirs among them.
    """
    step = max(_AT_ONCE // max(len(likenesses), 1), 1)
    counts: list[int] = []
    for start in range(0, len(some), step):
        alike = are_alike(some[start : start + step, None], likenesses)
        counts += np.count_nonzero(alike, axis=1).tolist()
    # An article is alike to itself, but one that is too short to tell is alike to none.
    return [max(count - 1, 0) for count in counts]

"""Collapsing: near-duplicates among ranked articles, one of which stands for the others."""

from __future__ import annotations

import numpy as np

from index.columnar.bits import Int64s
from index.likeness import are_alike

__all__ = ["WINDOW", "collapse", "copies"]

WINDOW = 1_000
"""So many of the best results are compared with each other; each stands for itself behind that."""


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
    place, found = 0, 0
    while place < len(likenesses) and found < limit:
        # What stands before is taken, so only what follows is compared.
        rest = leaders[place:]
        rest[are_alike(likenesses[place], likenesses[place:]) & (rest < 0)] = place
        leaders[place] = place
        found += 1
        free = np.flatnonzero(rest < 0)
        place += int(free[0]) if free.size else len(rest)
    return leaders


def copies(likeness: int, likenesses: Int64s) -> int:
    """Return how many other articles are near-duplicates of one.

    Args:
        likeness: Its fingerprint.
        likenesses: The fingerprints of all articles, its own among them.
    """
    return max(int(np.count_nonzero(are_alike(likeness, likenesses))) - 1, 0)

"""Selection: the best of many matches, in an order that does not depend on chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import Int64s

__all__ = ["first_places", "lower_bound"]

_BLOCK = 64
"""Items of which only the greatest is looked at, where there are many."""


def first_places(first: NDArray[np.generic], second: NDArray[np.generic], count: int) -> Int64s:
    """Return the places of the smallest items, and of all that are equal to the last of them.

    Args:
        first: What is sorted by.
        second: What equal items are sorted by; those equal in both stay in order.
        count: How many are wanted.

    Returns:
        The places in order: `count` of them, or more where there are ties, or fewer where
        there are fewer items.
    """
    if not count or not len(first):
        return np.zeros(0, np.int64)
    if count >= len(first):
        places = np.arange(len(first))
    else:
        # Sorting all is never needed: whatever is behind the last wanted one stays out.
        last = np.partition(first, count - 1)[count - 1]
        before = (first < last).nonzero()[0]
        ties = (first == last).nonzero()[0]
        wanted = count - len(before)
        if wanted < len(ties):
            rest = second[ties]
            ties = ties[rest <= np.partition(rest, wanted - 1)[wanted - 1]]
        places = np.concatenate((before, ties))
        places.sort()
    return places[np.lexsort((second[places], first[places]))]


def lower_bound(scores: NDArray[np.float64] | Int64s, count: int) -> float:
    """Return a score that at least `count` scores reach, close to the least of the best ones.

    Args:
        scores: The scores.
        count: How many are wanted.

    Returns:
        The bound; minus infinity where there are not that many. Of the greatest scores of
        blocks, the one at place `count`: as many blocks have a score that reaches it.
    """
    if count <= 0 or count >= len(scores):
        return -np.inf
    size = min(_BLOCK, len(scores) // (4 * count))
    if size > 1:
        blocks = len(scores) // size
        # What is left over can only raise the bound. A block is a column, because the greatest of
        # rows are found for all columns at once, eight times as fast as those of columns.
        scores = scores[: blocks * size].reshape(size, blocks).max(axis=0)
    place = len(scores) - count
    # The method is spared the wrapper of `np.partition`; a copy is needed where `max` made none.
    scores = scores if size > 1 else scores.copy()
    scores.partition(place)
    return float(scores[place])

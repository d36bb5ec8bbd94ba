"""Conjunction: the documents that all of some lists have, and their places in each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.columnar.bits import Int64s, UInt32s

__all__ = ["in_all", "in_both"]

_FAR_LONGER = 32
"""A list so many times as long as the other is searched, not read."""

_SPARSE = 16
"""Two lists with fewer documents than one in so many of all are merged by sorting."""


def in_all(lists: Sequence[UInt32s], documents: int) -> list[Int64s]:
    """Return where the documents that all lists have are in each list.

    Args:
        lists: Documents, ascending; at least one list.
        documents: How many documents the segment has.

    Returns:
        For each list the places of the same documents, ascending.
    """
    order = sorted(range(len(lists)), key=lambda number: len(lists[number]))
    shortest = order[0]
    docs = lists[shortest]
    places: dict[int, Int64s] = {}
    for number in order[1:]:
        if not len(docs):
            return [np.zeros(0, np.int64)] * len(lists)
        mine, theirs = in_both(docs, lists[number], documents)
        docs = docs.take(mine)
        if places:
            places = {other: chosen.take(mine) for other, chosen in places.items()}
        else:
            places[shortest] = mine
        places[number] = theirs
    if not places:
        places[shortest] = np.arange(len(docs))
    return [places[number] for number in range(len(lists))]


def in_both(few: UInt32s, many: UInt32s, documents: int) -> tuple[Int64s, Int64s]:
    """Return where the documents that two lists share are in each.

    Args:
        few: Documents, ascending.
        many: Documents, ascending; at least as many.
        documents: How many documents the segment has.

    Returns:
        Their places in `few` and in `many`, both ascending.
    """
    if len(few) * _FAR_LONGER < len(many):
        places = many.searchsorted(few)
        mine = (many.take(places, mode="clip") == few).nonzero()[0]
        return mine, places.take(mine)
    if (len(few) + len(many)) * _SPARSE < documents:
        both = np.concatenate((few, many))
        # Stable, so that of two equal documents the one from `few` comes first.
        order = both.argsort(kind="stable")
        both = both.take(order)
        twice = (both[1:] == both[:-1]).nonzero()[0]
        mine = order.take(twice)
        twice += 1
        return mine, order.take(twice) - len(few)
    # A table of all documents is filled at random places, but nothing is compared or sorted.
    numbers = np.zeros(documents, np.int32)
    numbers[few] = np.arange(1, len(few) + 1, dtype=np.int32)
    found = numbers.take(many)
    theirs = (found != 0).nonzero()[0]
    mine = found.take(theirs).astype(np.int64)
    mine -= 1
    return mine, theirs

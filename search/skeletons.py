"""Skeletons: the terms of one generation, found by their strong letters alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from whoosh.searching import Searcher

from index.analysis import View
from index.columnar.codec import segments_of
from index.columnar.textfield import TextField
from index.schema import FIELDS, field_name
from index.snapshot import Snapshot
from search.latin import WEAK

__all__ = ["SkeletonTable", "Skeletons"]

_MOST_MET = 4_000
"""Terms with one of the skeletons asked for whose frequency is looked at."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_ARTICLE = "ال"


class _Part(NamedTuple):
    """Hold the terms of one field of one segment by skeleton: keys ascending, and their terms."""

    field: TextField
    keys: NDArray[np.uint64]
    numbers: NDArray[np.uint32]


class SkeletonTable:
    """Find the terms of the exact view that have some strong letters, in order.

    A term with the article is found without it as well. Two skeletons may share a key; who asks
    compares the letters.

    Args:
        searcher: A searcher of the generation. The files stay open while the table is held.
    """

    def __init__(self, searcher: Searcher) -> None:
        fields = [
            segment.text(field_name(field, View.EXACT))
            for segment in segments_of(searcher)
            for field in FIELDS
        ]
        self._parts = [_part(field) for field in fields if len(field.terms)]

    def terms(self, skeletons: Iterable[str], most: int) -> list[str]:
        """Return terms with one of some skeletons, those in most articles first.

        Args:
            skeletons: Strong letters, in order.
            most: How many terms at most.
        """
        keys = np.unique(np.array([_key(skeleton) for skeleton in skeletons], np.uint64))
        counts: dict[str, int] = {}
        for part in self._parts:
            for term, count in _met(part, keys):
                counts[term] = max(count, counts.get(term, 0))
        return sorted(counts, key=lambda term: (-counts[term], term))[:most]


class Skeletons:
    """Hold the table of each generation that is in use, made when it is first asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tables: WeakKeyDictionary[Snapshot, SkeletonTable] = WeakKeyDictionary()

    def of(self, snapshot: Snapshot, searcher: Searcher) -> SkeletonTable:
        """Return the table of a generation.

        Args:
            snapshot: The generation.
            searcher: A searcher of it that no other thread uses meanwhile.
        """
        with self._lock:
            table = self._tables.get(snapshot)
            if table is None:
                table = self._tables[snapshot] = SkeletonTable(searcher)
            return table


def _met(part: _Part, keys: NDArray[np.uint64]) -> Iterator[tuple[str, int]]:
    starts = np.searchsorted(part.keys, keys, "left")
    stops = np.searchsorted(part.keys, keys, "right")
    runs = [part.numbers[start:stop] for start, stop in zip(starts, stops, strict=True)]
    for number in np.concatenate(runs)[:_MOST_MET].tolist() if runs else ():
        yield part.field.terms.word(number), part.field.doc_frequency(number)


def _part(field: TextField) -> _Part:
    text = field.terms.text(range(len(field.terms))).decode("utf-8", "replace")
    letters = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    ends = np.flatnonzero(letters == ord("\n"))
    starts = np.concatenate(([0], ends[:-1] + 1)).astype(np.int64)
    owners = np.repeat(np.arange(len(starts), dtype=np.uint32), ends - starts + 1)
    strong = ~np.isin(letters, np.array([ord(letter) for letter in WEAK + "\n"], np.uint32))
    whole = _keys(letters, owners, strong, len(starts))
    # ا is weak, so a term without its article lacks the letter after it alone.
    padded = np.concatenate([letters, np.zeros(len(_ARTICLE), np.uint32)])
    has_article = (padded[starts] == ord("ا")) & (padded[starts + 1] == ord("ل"))
    strong[starts[has_article] + 1] = False
    bare = _keys(letters, owners, strong, len(starts))[has_article]
    keys = np.concatenate([whole, bare])
    numbers = np.concatenate([np.arange(len(starts)), np.flatnonzero(has_article)])
    order = np.argsort(keys, kind="stable")
    return _Part(field, keys[order], numbers[order].astype(np.uint32))


def _keys(
    letters: NDArray[np.uint32],
    owners: NDArray[np.uint32],
    strong: NDArray[np.bool_],
    count: int,
) -> NDArray[np.uint64]:
    """Return a number for the strong letters of each term, one step a letter, all terms at once."""
    kept, owner = letters[strong].astype(np.uint64), owners[strong]
    lengths = np.bincount(owner, minlength=count)
    firsts = np.cumsum(lengths) - lengths
    keys = np.zeros(count, np.uint64)
    order = np.argsort(-lengths, kind="stable")
    for place in range(int(lengths.max(initial=0))):
        # The longest come first, so those with a letter at this place are a slice.
        having = order[: int(np.searchsorted(-lengths[order], -place, "left"))]
        keys[having] = _step(keys[having], kept[firsts[having] + place])
    return keys


def _step(keys: NDArray[np.uint64], letters: NDArray[np.uint64]) -> NDArray[np.uint64]:
    mixed: NDArray[np.uint64] = (keys ^ letters) * _FACTOR
    return mixed ^ (mixed >> np.uint64(29))


def _key(skeleton: str) -> np.uint64:
    key = np.zeros(1, np.uint64)
    for letter in skeleton:
        key = _step(key, np.array([ord(letter)], np.uint64))
    return np.uint64(key[0])

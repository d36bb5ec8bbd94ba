"""Order: the first of all matches, by score or by date; those of one rank by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.columnar.bits import Int64s, UInt32s
from index.columnar.matches import Float64s, Matches
from index.columnar.segment import Segment
from index.columnar.selection import first_places, lower_bound
from index.schema import NO_DATE
from search.request import Sort

__all__ = ["Kept", "Place", "first", "numbers_at"]

_SCORE_DIGITS = 9
"""Sums of the same numbers in another order differ behind this digit; they are ties."""

_SLACK = 10.0**-_SCORE_DIGITS
"""Rounding moves a score by half of this."""

_MANY = 256
"""More candidates are sorted as arrays before those that are wanted are sorted one by one."""

_FEW = 64
"""Matches that lists sort sooner than arrays."""

_LARGEST_TIE = 10_000
"""More articles with one rank than this stay in index order: their ids would have to be read."""


class Kept(NamedTuple):
    """Hold the articles of one segment that pass the filters.

    Args:
        segment: The segment.
        offset: The number of its first document in the index.
        matches: The documents.
    """

    segment: Segment
    offset: int
    matches: Matches


Place = tuple[float, int, int]
"""What places an article, the least first: its score, rounded and negative, or 0.0 where the order
is by date; its age, less for what comes first by date, among equal scores the newest; and its
number in the index."""


def first(kept: Sequence[Kept], sort: Sort, start: int, end: int) -> list[Place]:
    """Return articles in order, to place `end` or more.

    Args:
        kept: All articles.
        sort: What they are sorted by.
        start: Those of equal rank are put in the order of their ids from this place on.
        end: How many are wanted.
    """
    if end <= 0:
        return []
    by_score = sort is Sort.RELEVANCE
    if by_score and sum(part.matches.count for part in kept) <= _FEW:
        return _first_of_few(kept, start, end)
    parts = [(_best if by_score else _dated)(part, sort, end) for part in kept]
    if sum(len(part[2]) for part in parts) > _MANY:
        ranks, ages, numbers = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        # Ties behind the last place come too: which of them stand on it, their ids decide.
        places = first_places(ranks, ages, end)
        parts = [(ranks[places], ages[places], numbers[places])]
    rows = [
        row for part in parts for row in zip(*(values.tolist() for values in part), strict=True)
    ]
    rows.sort()
    return _by_ids(rows, kept, start, end)


def _first_of_few(kept: Sequence[Kept], start: int, end: int) -> list[Place]:
    """Return articles in order of their scores, as `first` does, without more arrays."""
    ranks: list[float] = []
    ages: list[int] = []
    numbers: list[int] = []
    for segment, offset, matches in kept:
        docs = matches.docs
        ranks += (-matches.scores.round(_SCORE_DIGITS)).tolist()
        ages += (-segment.numbers("date").values.take(docs)).tolist()
        numbers += docs.tolist() if not offset else [offset + doc for doc in docs.tolist()]
    rows = sorted(zip(ranks, ages, numbers, strict=True))
    ties = len(set(zip(ranks, ages, strict=True))) < len(rows)
    return _by_ids(rows, kept, start, end) if ties else rows


_Arrays = tuple[Float64s, Int64s, Int64s]


def _best(part: Kept, sort: Sort, end: int) -> _Arrays:
    matches = part.matches.reaching(end, _SLACK)
    docs = matches.docs
    ages = -_lateness(part.segment, docs, sort)
    return -matches.scores.round(_SCORE_DIGITS), ages, _numbers(docs, part.offset)


def _dated(part: Kept, sort: Sort, end: int) -> _Arrays:
    docs = part.matches.docs
    lateness = _lateness(part.segment, docs, sort)
    if end < len(docs):
        places = (lateness >= lower_bound(lateness, end)).nonzero()[0]
        docs, lateness = docs.take(places), lateness.take(places)
    return np.zeros(len(docs)), -lateness, _numbers(docs, part.offset)


def _numbers(docs: UInt32s, offset: int) -> Int64s:
    numbers = docs.astype(np.int64)
    numbers += offset
    return numbers


def _lateness(segment: Segment, docs: UInt32s, sort: Sort) -> Int64s:
    """Return what sorts documents by date, greatest first; those without a date come last."""
    dates = segment.numbers("date").values.take(docs)
    if sort is Sort.OLDEST:
        # `NO_DATE` is less than every date, and than every date's negative.
        return np.where(dates == NO_DATE, NO_DATE, -dates)
    return dates


def _by_ids(rows: list[Place], kept: Sequence[Kept], start: int, end: int) -> list[Place]:
    """Put rows of equal rank in the order of their ids, from `start` to at least `end`."""
    begin = 0
    for stop in range(1, len(rows) + 1):
        if stop < len(rows) and rows[stop][0] == rows[begin][0] and rows[stop][1] == rows[begin][1]:
            continue
        if 1 < stop - begin <= _LARGEST_TIE and stop > start:
            rows[begin:stop] = sorted(rows[begin:stop], key=lambda row: _id(kept, row[2]))
        begin = stop
        if begin >= end:
            break
    return rows[:begin]


def _id(kept: Sequence[Kept], number: int) -> bytes:
    """Return an article's id; its bytes in UTF-8 sort as its letters do."""
    part = next(part for part in reversed(kept) if part.offset <= number)
    return part.segment.keywords("id").value(number - part.offset)


def numbers_at(kept: Sequence[Kept], name: str, numbers: Int64s) -> Int64s:
    """Return the values that articles have in a column of numbers.

    Args:
        kept: The segments.
        name: The name of the column.
        numbers: The numbers of the articles in the index.
    """
    values = np.empty(len(numbers), np.int64)
    for segment, offset, _ in kept:
        here = (numbers >= offset) & (numbers < offset + segment.documents)
        values[here] = segment.numbers(name).values[numbers[here] - offset]
    return values

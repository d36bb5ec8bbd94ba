"""The order of results, beside sorting everything by all that decides."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.matches import Matches, Spread
from index.columnar.segment import Segment
from index.schema import NO_DATE
from search.order import Kept, first, numbers_at
from search.request import Sort


class _Row(NamedTuple):
    score: float
    date: int
    id: bytes
    matches: bool


class _Column(NamedTuple):
    values: Any

    def value(self, document: int) -> bytes:
        return cast(bytes, self.values[document])


class _Segment:
    """Stand in for a segment: only columns are asked for."""

    def __init__(self, rows: list[_Row]) -> None:
        self.documents = len(rows)
        self._dates = _Column(np.array([row.date for row in rows], np.int64))
        self._ids = _Column([row.id for row in rows])

    def numbers(self, name: str) -> _Column:
        assert name == "date"
        return self._dates

    def keywords(self, name: str) -> _Column:
        assert name == "id"
        return self._ids


# Few values, so that ties of every kind come often.
_ROWS = st.builds(
    _Row,
    st.sampled_from([0.5, 0.5 + 1e-12, 1.0, 2.0, 2.0 - 1e-12]) | st.floats(0.01, 9),
    st.sampled_from([NO_DATE, -5, 0, 7, 1_700_000_000]),
    st.binary(min_size=1, max_size=3),
    st.booleans(),
)
_SEGMENTS = st.lists(st.lists(_ROWS, max_size=60), min_size=1, max_size=3)


def _kept(segments: list[list[_Row]], *, spread: bool) -> list[Kept]:
    kept, offset = [], 0
    for rows in segments:
        sums = np.array([row.score if row.matches else 0.0 for row in rows], np.float64)
        docs = np.flatnonzero(sums).astype(np.uint32)
        matches = Spread(sums) if spread else Matches(docs, sums[docs])
        kept.append(Kept(cast(Segment, _Segment(rows)), offset, matches))
        offset += len(rows)
    return kept


def _key(row: _Row, sort: Sort) -> tuple[float, int, bytes]:
    later = row.date if sort is not Sort.OLDEST or row.date == NO_DATE else -row.date
    return (-round(row.score, 9) if sort is Sort.RELEVANCE else 0.0, -later, row.id)


@given(_SEGMENTS, st.sampled_from(Sort), st.integers(0, 30), st.integers(1, 30), st.booleans())
def test_the_first_are_those_of_all_sorted(
    segments: list[list[_Row]], sort: Sort, start: int, size: int, spread: bool
) -> None:
    everything = [row for rows in segments for row in rows]
    matching = [n for n, row in enumerate(everything) if row.matches]
    wanted = sorted(matching, key=lambda n: (*_key(everything[n], sort), n))
    end = min(start + size, len(matching))
    places = first(_kept(segments, spread=spread), sort, start, end)
    assert [number for _, _, number in places][start:end] == wanted[start:end]
    for rank, _, number in places:
        assert -rank == (round(everything[number].score, 9) if sort is Sort.RELEVANCE else 0)


def test_many_of_one_rank_stand_by_their_ids() -> None:
    rows = [_Row(1.0, 0, b"%05d" % (999 - n), True) for n in range(1_000)]
    places = first(_kept([rows], spread=False), Sort.RELEVANCE, 0, 10)
    assert [number for _, _, number in places][:10] == list(range(999, 989, -1))


def test_values_of_articles_in_any_segment() -> None:
    dates = [[3, 1], [], [4, 1, 5]]
    kept = _kept([[_Row(1.0, date, b"", True) for date in some] for some in dates], spread=False)
    numbers = np.array([4, 0, 2], np.int64)
    assert numbers_at(kept, "date", numbers).tolist() == [5, 3, 4]

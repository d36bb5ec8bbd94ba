"""Selecting the first of many is sorting them all and cutting, ties included."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.selection import first_places, lower_bound

_PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=40)


@given(_PAIRS, st.integers(0, 45))
def test_the_first_places_with_all_ties(pairs: list[tuple[int, int]], count: int) -> None:
    first = np.array([a for a, _ in pairs], np.float64)
    second = np.array([b for _, b in pairs], np.int64)
    ordered = sorted(range(len(pairs)), key=lambda place: (pairs[place], place))
    last = pairs[ordered[min(count, len(pairs)) - 1]] if count and pairs else None
    wanted = [place for place in ordered if last is not None and pairs[place] <= last]
    assert first_places(first, second, count).tolist() == wanted


@given(st.lists(st.integers(0, 50), max_size=2000), st.integers(1, 30))
def test_the_bound_leaves_out_none_of_the_best(values: list[int], count: int) -> None:
    scores = np.array(values, np.float64)
    best = np.sort(scores)[::-1][:count]
    assert (best >= lower_bound(scores, count)).all()


def test_the_bound_is_close() -> None:
    scores = np.random.default_rng(7).random(100_000)
    assert np.count_nonzero(scores >= lower_bound(scores, 10)) < 50

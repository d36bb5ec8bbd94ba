"""Shared documents and their places, beside sets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.bits import UInt32s
from index.columnar.conjunction import in_all, in_both

_LISTS = st.lists(st.sets(st.integers(0, 60)), min_size=1, max_size=4)


def _list(docs: set[int]) -> UInt32s:
    return np.array(sorted(docs), np.uint32)


# In a segment of few documents lists are long, and are compared in another way.
@given(_LISTS, st.sampled_from([61, 100_000]))
def test_what_all_lists_have(sets: list[set[int]], documents: int) -> None:
    lists = [_list(docs) for docs in sets]
    shared = sorted(set.intersection(*sets))
    places = in_all(lists, documents)
    assert len(places) == len(lists)
    for docs, each in zip(lists, places, strict=True):
        assert docs[each].tolist() == shared


@pytest.mark.parametrize("few", [0, 1, 20, 900])
@pytest.mark.parametrize("many", [900, 5_000])
@pytest.mark.parametrize("documents", [10_000, 1_000_000])
def test_however_long_two_lists_are(few: int, many: int, documents: int) -> None:
    rng = np.random.default_rng(few)
    first = _list(set(rng.integers(0, 10_000, few).tolist()))
    second = _list(set(rng.integers(0, 10_000, many).tolist()))
    mine, theirs = in_both(first, second, documents)
    shared = np.intersect1d(first, second).tolist()
    assert first[mine].tolist() == shared
    assert second[theirs].tolist() == shared

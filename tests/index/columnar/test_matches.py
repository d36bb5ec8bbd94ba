"""Combining matches, beside the same on dictionaries."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.matches import Matches, Spread, intersection, maximum, union

_DOCUMENTS = 200
Scores = dict[int, float]

_FOUND = st.dictionaries(st.integers(0, _DOCUMENTS - 1), st.floats(0.01, 9), max_size=150)
# A boost may be 0 or less.
_ANY_FOUND = st.dictionaries(st.integers(0, _DOCUMENTS - 1), st.floats(-9, 9), max_size=150)


def _matches(found: Scores) -> Matches:
    docs = sorted(found)
    return Matches(np.array(docs, np.uint32), np.array([found[doc] for doc in docs], np.float64))


def _spread(found: Scores) -> Spread:
    sums = np.zeros(_DOCUMENTS)
    sums[list(found)] = list(found.values())
    return Spread(sums)


_PART = _ANY_FOUND.map(_matches) | _FOUND.map(_spread)


def _scores(matches: Matches) -> Scores:
    assert matches.count == len(matches.docs) == len(matches.scores)
    assert matches.docs.dtype == np.uint32
    assert (np.diff(matches.docs.astype(np.int64)) > 0).all()
    return dict(zip(matches.docs.tolist(), matches.scores.tolist(), strict=True))


@given(st.lists(_PART, max_size=4))
def test_union(parts: Sequence[Matches]) -> None:
    wanted: Scores = {}
    for part in parts:
        for doc, score in _scores(part).items():
            wanted[doc] = wanted.get(doc, 0.0) + score
    assert _scores(union(parts, _DOCUMENTS)) == pytest.approx(wanted)


@given(st.lists(_PART, min_size=1, max_size=4))
def test_intersection(parts: Sequence[Matches]) -> None:
    first, *rest = map(_scores, parts)
    common = set(first).intersection(*rest)
    wanted = {doc: first[doc] + sum(other[doc] for other in rest) for doc in common}
    assert _scores(intersection(parts, _DOCUMENTS)) == pytest.approx(wanted)


@given(st.lists(_PART, max_size=4))
def test_maximum(parts: Sequence[Matches]) -> None:
    wanted: Scores = {}
    for part in parts:
        for doc, score in _scores(part).items():
            wanted[doc] = max(wanted.get(doc, -np.inf), score)
    assert _scores(maximum(parts, _DOCUMENTS)) == pytest.approx(wanted)


@given(_PART, st.integers(1, 160))
def test_those_that_reach_the_greatest_scores(part: Matches, count: int) -> None:
    every, reaching = _scores(part), _scores(part.reaching(count, 1e-9))
    assert reaching.items() <= every.items()
    best = sorted(every.values(), reverse=True)[:count]
    assert sorted(reaching.values(), reverse=True)[: len(best)] == best


@given(_PART, st.sampled_from([1.0, 2.5, 0.0, -1.0]))
def test_a_boost(part: Matches, boost: float) -> None:
    wanted = {doc: score * boost for doc, score in _scores(part).items()}
    assert _scores(part.times(boost)) == pytest.approx(wanted)


@given(_PART)
def test_the_scores_of_all_documents(part: Matches) -> None:
    found = _scores(part)
    assert part.spread(_DOCUMENTS).tolist() == [found.get(doc, 0.0) for doc in range(_DOCUMENTS)]
    assert part.greatest() == max([0.0, *found.values()])


def test_the_few_best_of_many_are_few() -> None:
    found = _spread({doc: 1.0 + doc for doc in range(_DOCUMENTS)})
    assert found.reaching(3, 1e-9).count < 60

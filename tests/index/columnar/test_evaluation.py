"""Vectors give what Whoosh's matchers give, and what a plain reading of the articles gives."""

from __future__ import annotations

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query
from whoosh.searching import Searcher

from index.columnar import phrase
from index.columnar.directory import ColumnarIndex
from index.columnar.evaluation import Columns
from index.columnar.models import WhooshModel
from tests.index.columnar.brute import Brute
from tests.index.columnar.corpus import FILES, Step, apply, steps, write
from tests.index.columnar.stock import WEIGHTING, Scores, columnar_index, scores
from tests.index.columnar.test_codec import _held
from tests.index.columnar.trees import constants, expanding, filters, leaves, trees


def _write(directory: Path, steps: list[Step]) -> ColumnarIndex:
    write(directory, steps)
    return ColumnarIndex(directory)


def _evaluate(tree: query.Query, searcher: Searcher) -> Scores:
    columns = Columns(searcher, WhooshModel(searcher))
    found = {}
    for (segment, _), matches in zip(columns.segments(), columns.evaluate(tree), strict=True):
        assert (np.diff(matches.docs.astype(np.int64)) > 0).all()
        for doc, score in zip(matches.docs.tolist(), matches.scores.tolist(), strict=True):
            found[segment.keywords("id").value(doc).decode()] = score
    return found


_leaves = leaves() | expanding() | filters()


@settings(max_examples=20, deadline=None)
@given(
    steps=steps(),
    queries=st.lists(trees(_leaves, all_kinds=False), min_size=1, max_size=6),
)
def test_vectors_and_matchers_agree(steps: list[Step], queries: list[query.Query]) -> None:
    with TemporaryDirectory() as name:
        index = _write(Path(name), steps)
        with index.searcher(weighting=WEIGHTING) as searcher:
            for tree in queries:
                expected = scores(tree, searcher)
                assert _evaluate(tree, searcher) == pytest.approx(expected, rel=1e-9)


@settings(max_examples=20, deadline=None)
@given(
    steps=steps(),
    queries=st.lists(trees(_leaves | constants(), all_kinds=True), min_size=1, max_size=6),
    short=st.sampled_from([0, 8192]),
)
def test_vectors_give_what_the_articles_say(
    steps: list[Step], queries: list[query.Query], short: int
) -> None:
    # No word of so few articles is long: without the limit, none would be taken for such.
    shorter = patch.object(phrase, "_SHORT", short)
    with shorter, TemporaryDirectory() as name:
        index = columnar_index(Path(name), steps, optimize=True)
        brute = Brute([article for article, _ in apply(steps)], WEIGHTING)
        with index.searcher(weighting=WEIGHTING) as searcher:
            for tree in queries:
                expected = brute.evaluate(tree)
                assert _evaluate(tree, searcher) == pytest.approx(expected, rel=1e-9)


def _constant(tree: query.Query) -> query.Query:
    tree.constantscore = True
    return tree


@settings(max_examples=15, deadline=None)
@given(
    steps=steps(),
    tree=expanding().map(_constant),
)
def test_a_constant_score_is_one_for_all(steps: list[Step], tree: query.Query) -> None:
    with TemporaryDirectory() as name:
        index = columnar_index(Path(name), steps, optimize=True)
        brute = Brute([article for article, _ in apply(steps)], WEIGHTING)
        with index.searcher(weighting=WEIGHTING) as searcher:
            found = _evaluate(tree, searcher)
            assert found.keys() == brute.evaluate(tree).keys()
            assert set(found.values()) <= {tree.boost}


class _Clock:
    """Has time for so many looks at it."""

    def __init__(self, looks: int) -> None:
        self._looks = looks

    def left(self) -> bool:
        self._looks -= 1
        return self._looks >= 0


@settings(max_examples=40, deadline=None)
@given(
    steps=steps(),
    tree=trees(_leaves | constants(), all_kinds=True),
    looks=st.integers(0, 12),
)
def test_out_of_time_what_is_found_does_match(
    steps: list[Step], tree: query.Query, looks: int
) -> None:
    with TemporaryDirectory() as name:
        index = _write(Path(name), steps)
        with index.searcher(weighting=WEIGHTING) as searcher:
            whole = [
                set(m.docs.tolist())
                for m in Columns(searcher, WhooshModel(searcher)).evaluate(tree)
            ]
            columns = Columns(searcher, WhooshModel(searcher), _Clock(looks).left)
            found = [set(m.docs.tolist()) for m in columns.evaluate(tree)]
            assert all(some <= all_ for some, all_ in zip(found, whole, strict=True))
            assert columns.partial or found == whole


def test_the_clock_is_looked_at(tmp_path: Path) -> None:
    index = _write(tmp_path, [Step([], _held())])
    tree = query.Term("body_stem", "كتاب")
    with index.searcher() as searcher:
        for costly in (
            query.Or([tree, tree]),
            query.And([tree, tree]),
            query.AndNot(tree, query.Term("body_stem", "غائب")),
            query.AndMaybe(tree, tree),
            query.Require(tree, tree),
            query.Not(query.And([tree, tree])),
            query.Phrase("body_exact", ["كتاب", "كتب"]),
        ):
            columns = Columns(searcher, WhooshModel(searcher), _Clock(0).left)
            columns.evaluate(costly)
            assert columns.partial


def test_many_terms_are_read_in_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.columnar.multiterm._STEP", 1)
    monkeypatch.setattr("index.columnar.multiterm._FEW", 1)
    index = _write(tmp_path, [Step([], _held())])
    with index.searcher() as searcher:
        for constant in (False, True):
            tree = query.TermRange("body_exact", "ا", "كتب", constantscore=constant)
            columns = Columns(searcher, WhooshModel(searcher))
            (whole,) = columns.evaluate(tree)
            assert len(whole.docs) == len(_held())
            stopped = Columns(searcher, WhooshModel(searcher), _Clock(0).left)
            (part,) = stopped.evaluate(tree)
            assert stopped.partial or constant
            assert set(part.docs.tolist()) <= set(whole.docs.tolist())
            assert part.scores.max() <= whole.scores.max()


def test_a_field_that_is_not_there_matches_nothing(tmp_path: Path) -> None:
    index = _write(tmp_path, [Step([], [*_held(2), *_held(1)]), Step([FILES[1]], [])])
    with index.searcher() as searcher:
        for tree in (
            query.Term("nothing", "كتاب"),
            query.Phrase("nothing", ["كتاب", "كتب"]),
            query.Prefix("nothing", "ك"),
            query.Term("date", "ليس رقما"),
            query.NumericRange("nothing", 1, 2),
            query.And([]),
            query.NullQuery,
        ):
            assert _evaluate(tree, searcher) == {}


@settings(max_examples=5, deadline=None)
@given(steps=steps(), queries=st.lists(trees(_leaves, all_kinds=True), min_size=4, max_size=8))
def test_threads_may_share_a_searcher(steps: list[Step], queries: list[query.Query]) -> None:
    with TemporaryDirectory() as name:
        index = _write(Path(name), steps)
        with index.searcher(weighting=WEIGHTING) as searcher:
            alone = [_evaluate(tree, searcher) for tree in queries]
        # A new one, so that its caches are filled by all threads at once.
        with index.searcher(weighting=WEIGHTING) as searcher, ThreadPoolExecutor(4) as threads:
            found = list(threads.map(lambda tree: _evaluate(tree, searcher), queries * 4))
        assert found == alone * 4


def test_nothing_of_a_search_waits_for_the_garbage_collector(tmp_path: Path) -> None:
    """What waits holds the files of a generation that has been removed since."""
    index = _write(tmp_path, [Step([], _held(3))])
    gc.collect()
    gc.disable()
    try:
        with index.searcher() as searcher:
            columns = Columns(searcher, WhooshModel(searcher))
            columns.evaluate(query.Or([query.Term("body_exact", "كتاب"), query.Every()]))
            held = weakref.ref(columns)
            del columns
            assert held() is None
    finally:
        gc.enable()

"""Vectors give what Whoosh's matchers give, and what a plain reading of the articles gives."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query
from whoosh.searching import Searcher

from index.columnar.directory import ColumnarIndex
from index.columnar.evaluation import Columns, WhooshModel
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
)
def test_vectors_give_what_the_articles_say(steps: list[Step], queries: list[query.Query]) -> None:
    with TemporaryDirectory() as name:
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


def test_the_clock_is_looked_at(tmp_path: Path) -> None:
    class OverError(Exception):
        pass

    def over() -> None:
        raise OverError

    index = _write(tmp_path, [Step([], _held())])
    tree = query.Term("body_stem", "كتاب")
    with index.searcher() as searcher:
        columns = Columns(searcher, WhooshModel(searcher), over)
        for costly in (
            query.Or([tree, tree]),
            query.And([tree, tree]),
            query.AndNot(tree, tree),
            query.Phrase("body_exact", ["كتاب", "كتب"]),
            query.Prefix("body_exact", "ك"),
            query.Wildcard("body_exact", "*ب"),
            query.TermRange("body_exact", "ا", "ي", constantscore=False),
        ):
            with pytest.raises(OverError):
                columns.evaluate(costly)


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

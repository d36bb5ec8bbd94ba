"""The engines that need nothing but what Bahith needs; the comparison is the same for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import write_sample
from benchmarks.engines import load
from benchmarks.engines.base import Answer, EngineMissing
from benchmarks.queries import EXACT_KINDS, FIELD, Kind, Query, read_queries, write_queries
from benchmarks.results import Asked, EngineResult
from benchmarks.rounds import disagreements
from benchmarks.selection import QUERIES, select
from index.analysis import default_analyzer
from index.article import Article

ENGINES = ("bahith", "whoosh", "sqlite")

Answers = dict[str, dict[Kind, list[Answer]]]


@pytest.fixture(scope="module")
def queries(articles: list[Article]) -> dict[Kind, list[Query]]:
    return select(articles)


@pytest.fixture(scope="module")
def answers(
    articles: list[Article],
    queries: dict[Kind, list[Query]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Answers:
    room = tmp_path_factory.mktemp("engines")
    write_sample(articles, len(articles), room / "articles.jsonl")
    found: Answers = {}
    for name in ENGINES:
        try:
            engine = load(name)
        except EngineMissing as reason:
            pytest.skip(str(reason))
        (room / name).mkdir()
        engine.build(room / "articles.jsonl", room / name)
        engine.open(room / name)
        found[name] = {
            kind: [engine.ask(kind, query) for query in some[:5]]
            for kind, some in queries.items()
            if kind in engine.kinds
        }
        assert engine.size(room / name) > 0
        engine.close()
    return found


def test_every_class_has_queries_always_the_same(
    articles: list[Article], queries: dict[Kind, list[Query]], tmp_path: Path
) -> None:
    assert set(queries) == set(Kind)
    assert all(0 < len(some) <= QUERIES for some in queries.values())
    assert select(articles) == queries
    write_queries(tmp_path / "queries.json", queries)
    assert read_queries(tmp_path / "queries.json") == queries


@pytest.mark.parametrize("kind", sorted(EXACT_KINDS))
def test_engines_count_the_same(answers: Answers, kind: Kind) -> None:
    asked = [found[kind] for found in answers.values() if kind in found]
    totals = [[answer.total for answer in some] for some in asked]
    assert len(totals) > 1
    assert all(other == totals[0] for other in totals[1:])
    assert all(len(answer.top) == min(answer.total, 10) for some in asked for answer in some)


def test_words_are_counted_as_a_reader_would(
    articles: list[Article], queries: dict[Kind, list[Query]], answers: Answers
) -> None:
    analyzer = default_analyzer()
    stems = [{token.stem for token in analyzer.tokens(article.body)} for article in articles]
    for kind, holds in ((Kind.AND, all), (Kind.OR_5, any)):
        for query, answer in zip(queries[kind], answers["bahith"][kind], strict=False):
            assert answer.total == sum(holds(w in found for w in query.words) for found in stems)
    assert FIELD == "body_stem"


def test_a_difference_is_told() -> None:
    queries = {Kind.RARE: [Query(("سفينة",)), Query(("قبطان",))]}
    engines = {
        "bahith": EngineResult(asked={Kind.RARE: Asked(counts=[3, 4])}),
        "whoosh": EngineResult(asked={Kind.RARE: Asked(counts=[3, None])}),
        "sqlite": EngineResult(asked={Kind.RARE: Asked(counts=[3, 5])}),
    }
    assert disagreements(engines, queries) == ["rare word «قبطان»: bahith 4, sqlite 5"]

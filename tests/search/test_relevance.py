from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build
from index.errors import BahithError, IndexMissing, ReadError
from index.store import Store
from search.limits import Limits
from search.relevance import MEASURES, answer, compare, mean, measure
from search.service import Service
from search.trec import Ranked, read_qrels, read_queries, read_run, write_run
from tests.conftest import WriteArticles


def run_of(*ids: str) -> list[Ranked]:
    return [Ranked(article, 1.0) for article in ids]


def nothing(*, but: str) -> list[Ranked]:
    """Nine wrong results for each place before the tenth, then the one named."""
    return run_of(*(f"wrong{n}" for n in range(10)), but)


# ---- measures, worked out by hand ----


@pytest.mark.parametrize(
    ("results", "judged", "ndcg", "rr", "recall"),
    [
        (run_of("a"), {"a": 1}, 1.0, 1.0, 1.0),
        (run_of("x", "a"), {"a": 1}, 1 / math.log2(3), 1 / 2, 1.0),
        (run_of("x", "y", "z", "a"), {"a": 1}, 1 / math.log2(5), 1 / 4, 1.0),
        (run_of("a"), {"a": 1, "b": 1}, 1 / (1 + 1 / math.log2(3)), 1.0, 0.5),
        (run_of("b", "x", "a"), {"a": 1, "b": 2}, 2.5 / (2 + 1 / math.log2(3)), 1.0, 1.0),
        (run_of("a", "b"), {"a": 0, "b": 1}, 1 / math.log2(3), 1 / 2, 1.0),
        (nothing(but="a"), {"a": 1}, 0.0, 0.0, 1.0),
        (run_of(*(f"wrong{n}" for n in range(100)), "a"), {"a": 1}, 0.0, 0.0, 0.0),
        (run_of("x"), {"a": 1}, 0.0, 0.0, 0.0),
        ([], {"a": 1}, 0.0, 0.0, 0.0),
        (run_of("a"), {"a": 0}, 0.0, 0.0, 0.0),
    ],
)
def test_measures_of_one_query(
    results: list[Ranked], judged: dict[str, int], ndcg: float, rr: float, recall: float
) -> None:
    values = measure({"q": results}, {"q": judged})["q"]
    assert values == pytest.approx({"nDCG@10": ndcg, "RR@10": rr, "R@100": recall})


def test_a_query_that_the_run_does_not_name_counts_as_0() -> None:
    values = measure({"q1": run_of("a")}, {"q1": {"a": 1}, "q2": {"b": 1}})
    assert values["q2"] == dict.fromkeys(MEASURES, 0.0)
    assert mean(values) == dict.fromkeys(MEASURES, 0.5)


def test_a_query_without_judgements_does_not_count() -> None:
    assert set(measure({"q1": run_of("a"), "q2": run_of("a")}, {"q1": {"a": 1}})) == {"q1"}


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "b", "a")])
def test_results_with_equal_scores_are_measured_in_the_order_that_they_came_in(
    order: tuple[str, ...],
) -> None:
    values = measure({"q": run_of(*order)}, {"q": {"a": 1}})["q"]
    assert values["RR@10"] == 1 / (order.index("a") + 1)


# ---- comparing two runs ----


def measured(*values: float) -> dict[str, dict[str, float]]:
    return {f"q{n}": dict.fromkeys(MEASURES, value) for n, value in enumerate(values)}


def test_a_run_ties_with_itself() -> None:
    same = measured(0.1, 0.2, 1.0, 0.0)
    for found in compare(same, same).values():
        assert (found.wins, found.ties, found.losses) == (0, 4, 0)
        assert found.difference == 0.0
        assert found.p == 1.0


@pytest.mark.parametrize(
    ("ours", "theirs", "won_tied_lost", "difference", "p"),
    [
        # Two signs of each can be drawn: 2**wins ways, of which two are as far from 0.
        ((1.0, 1.0, 1.0), (0.5, 0.5, 0.5), (3, 0, 0), 0.5, 2 / 8),
        ((1.0, 1.0, 1.0, 0.3), (0.5, 0.5, 0.5, 0.3), (3, 1, 0), 0.375, 2 / 8),
        ((0.0,), (1.0,), (0, 0, 1), -1.0, 1.0),
        # Of the signs of .3 and -.1, all sums are as far from 0 as .2: p is 1.
        ((0.4, 0.0), (0.1, 0.1), (1, 0, 1), 0.1, 1.0),
    ],
)
def test_comparison_by_hand(
    ours: tuple[float, ...],
    theirs: tuple[float, ...],
    won_tied_lost: tuple[int, int, int],
    difference: float,
    p: float,
) -> None:
    found = compare(measured(*ours), measured(*theirs))["nDCG@10"]
    assert (found.wins, found.ties, found.losses) == won_tied_lost
    assert found.difference == pytest.approx(difference)
    assert found.baseline == pytest.approx(sum(theirs) / len(theirs))
    assert found.p == pytest.approx(p)


def test_significance_of_many_queries_is_sampled_and_repeatable() -> None:
    better = compare(measured(*[0.6] * 60, *[0.4] * 20), measured(*[0.5] * 80))["RR@10"]
    even = compare(measured(*[0.6] * 40, *[0.4] * 40), measured(*[0.5] * 80))["RR@10"]
    again = compare(measured(*[0.6] * 60, *[0.4] * 20), measured(*[0.5] * 80))["RR@10"]
    assert better.p < 0.01
    assert even.p > 0.9
    assert again == better


def test_only_queries_of_the_run_are_compared() -> None:
    found = compare(measured(1.0), measured(1.0, 0.0, 0.0))["R@100"]
    assert (found.wins, found.ties, found.losses, found.baseline) == (0, 1, 0, 1.0)


# ---- files ----


def test_queries_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "queries.tsv"
    path.write_bytes("\ufeffq2\tمن هو؟\r\n\r\nq1\t  كتاب \n".encode())
    assert list(read_queries(path).items()) == [("q2", "من هو؟"), ("q1", "كتاب")]


def test_qrels_are_read(tmp_path: Path) -> None:
    path = tmp_path / "qrels.txt"
    path.write_text("q1 0 a 1\nq1\t0\tb\t-1\n\nq2 Q0 a 3", "utf-8")
    assert read_qrels(path) == {"q1": {"a": 1, "b": -1}, "q2": {"a": 3}}


def test_a_run_is_read_in_the_order_of_trec_eval(tmp_path: Path) -> None:
    path = tmp_path / "run"
    # 16777217 is 16777216 as a 32-bit number, so the later id goes first; ranks are not read.
    path.write_text(
        "q1 Q0 low 1 -3e2 x\nq1 Q0 a 2 16777217 x\nq1 Q0 b 3 16777216 x\nq2 Q0 c 1 0 x\n", "utf-8"
    )
    run = read_run(path)
    assert [result.id for result in run["q1"]] == ["b", "a", "low"]
    assert run["q2"] == [Ranked("c", 0.0)]


@pytest.mark.parametrize(
    ("reader", "content", "line", "reason"),
    [
        (read_queries, b"q1\tx\nq2 no tab\n", 2, "1 columns, not 2"),
        (read_queries, b"q1\tx\ty\n", 1, "3 columns, not 2"),
        (read_queries, b"\tx\n", 1, "is not one word"),
        (read_queries, b"q 1\tx\n", 1, "is not one word"),
        (read_queries, b"q1\t \n", 1, "has no text"),
        (read_queries, b"q1\tx\nq1\ty\n", 2, "twice"),
        (read_queries, b"q1\tx\nq2\t\xff\n", 2, "not valid UTF-8 at byte 4"),
        (read_queries, b"q1\t" + b"x" * 1_050_000, 1, "longer than"),
        (read_queries, b"\n\n", None, "no queries"),
        (read_qrels, b"q1 0 a 1\n\nq1 0 b\n", 3, "3 columns, not 4"),
        (read_qrels, b"q1 0 a 1 1\n", 1, "5 columns, not 4"),
        (read_qrels, b"q1 0 a good\n", 1, "no whole number"),
        (read_qrels, b"q1 0 a 0.5\n", 1, "no whole number"),
        (read_qrels, b"q1 0 a 99999999999\n", 1, "32 bits"),
        (read_qrels, b"q1 0 a 1\nq1 0 a 1\n", 2, "twice"),
        (read_qrels, b"", None, "no judgements"),
        (read_run, b"q1 Q0 a 1 1.0\n", 1, "5 columns, not 6"),
        (read_run, b"q1 Q0 a 1 much x\n", 1, "no number"),
        (read_run, b"q1 Q0 a 1 nan x\n", 1, "not finite"),
        (read_run, b"q1 Q0 a 1 inf x\n", 1, "not finite"),
        (read_run, b"q1 Q0 a 1 2 x\nq1 Q0 a 2 1 x\n", 2, "twice"),
        (read_run, b"q1 Q0 a 1 2 \xff\n", 1, "not valid UTF-8"),
    ],
)
def test_a_bad_line_is_named(
    tmp_path: Path,
    reader: Callable[[Path], object],
    content: bytes,
    line: int | None,
    reason: str,
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        reader(path)
    place = f"{path}:{line}: " if line is not None else f"{path}: "
    assert str(caught.value).startswith(place)
    assert reason in str(caught.value)


@given(content=st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes"
    path.write_bytes(content)
    for reader in (read_queries, read_qrels, read_run):
        try:
            assert isinstance(reader(path), dict)
        except ReadError as error:
            assert str(path) in str(error)


def test_a_written_run_has_six_columns(tmp_path: Path) -> None:
    path = tmp_path / "run"
    write_run(path, {"q1": [Ranked("b", 2.5), Ranked("a", 1.25)]}, "bahith")
    assert path.read_text("utf-8") == "q1 Q0 b 1 2.5 bahith\nq1 Q0 a 2 1.25 bahith\n"


@given(scores=st.lists(st.floats(-1e30, 1e30), max_size=8))
def test_a_written_run_is_read_back_in_its_order(
    tmp_path_factory: pytest.TempPathFactory, scores: list[float]
) -> None:
    path = tmp_path_factory.getbasetemp() / "written"
    results = [Ranked(f"d{n}", score) for n, score in enumerate(sorted(scores, reverse=True))]
    write_run(path, {"q": results}, "t")
    read = read_run(path) if results else {"q": []}
    assert [result.id for result in read["q"]] == [result.id for result in results]


def test_an_id_with_a_blank_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "run"
    with pytest.raises(BahithError, match="'my article' has a blank"):
        write_run(path, {"q": run_of("fine", "my article")}, "t")
    assert not path.exists()


# ---- asking the service ----


@pytest.fixture
def service(tmp_path: Path, write_articles: WriteArticles) -> Service:
    articles = write_articles(
        [
            {"id": "moon", "title": "القمر", "body": "يدور القمر حول الأرض."},
            {"id": "sea", "title": "البحر", "body": "مياه البحر مالحة."},
        ]
    )
    store = Store(tmp_path / "index")
    build([articles], store)
    return Service(store, Limits(max_query_chars=20))


def test_each_query_is_answered_as_the_service_answers(service: Service) -> None:
    heard: list[None] = []
    answers = answer(
        service,
        {"q1": "القمر", "q2": "القمر" * 5, "q3": "غيمة"},
        depth=10,
        progress=lambda: heard.append(None),
    )
    assert [result.id for result in answers.run["q1"]] == ["moon"]
    assert answers.run["q3"] == []
    assert answers.refused == {"q2": "max_query_chars"}
    assert "q2" not in answers.run
    assert len(heard) == 3


def test_depth_bounds_the_results(service: Service) -> None:
    query = {"q": "القمر البحر"}
    assert len(answer(service, query, depth=2).run["q"]) == 2
    assert len(answer(service, query, depth=1).run["q"]) == 1
    with pytest.raises(ValueError, match="max_results"):
        answer(service, query, depth=101)


def test_no_index_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        answer(Service(Store(tmp_path / "none")), {"q": "قمر"}, depth=10)

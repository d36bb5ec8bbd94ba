from __future__ import annotations

import json
import math
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from index.build import build
from index.store import Store
from tests.conftest import WriteArticles
from web.cli import main


class Files(NamedTuple):
    store: Path
    queries: Path
    qrels: Path


@pytest.fixture
def files(tmp_path: Path, write_articles: WriteArticles) -> Files:
    articles = write_articles(
        [
            {"id": "moon", "title": "القمر", "body": "يدور القمر حول الأرض."},
            {"id": "sea", "title": "البحر", "body": "مياه البحر مالحة، ويحرك القمر المد فيه."},
        ]
    )
    files = Files(tmp_path / "index", tmp_path / "queries.tsv", tmp_path / "qrels.txt")
    build([articles], Store(files.store))
    # The first is answered best, the second second, the third not at all.
    files.queries.write_text("q1\tالبحر\nq2\tالقمر\nq3\tغيمة\n", "utf-8")
    files.qrels.write_text("q1 0 sea 1\nq2 0 sea 1\nq3 0 moon 1\n", "utf-8")
    return files


def evaluate(files: Files, *options: str, language: str = "en") -> Result:
    arguments = ["--queries", files.queries, "--qrels", files.qrels, "--index", files.store]
    return CliRunner().invoke(
        main, ["--lang", language, "evaluate", *map(str, arguments), *options]
    )


def test_json_has_the_promised_shape(files: Files) -> None:
    result = evaluate(files, "--json")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    payload = json.loads(result.stdout)
    assert payload["queries"] == 3
    assert payload["measures"] == pytest.approx(
        {"nDCG@10": (1 + 1 / math.log2(3)) / 3, "RR@10": 1.5 / 3, "R@100": 2 / 3}
    )
    assert payload["unjudged"] == []
    assert payload["refused"] == []
    assert set(payload) == {"queries", "measures", "unjudged", "refused"}


def test_per_query(files: Files) -> None:
    rows = json.loads(evaluate(files, "--json", "--per-query").stdout)["per_query"]
    assert [row["id"] for row in rows] == ["q1", "q2", "q3"]
    assert rows[0] == {
        "id": "q1",
        "query": "البحر",
        "measures": {"nDCG@10": 1.0, "RR@10": 1.0, "R@100": 1.0},
    }
    shown = evaluate(files, "--per-query").stdout
    assert "nDCG@10 1.0000  RR@10 1.0000  R@100 1.0000  q1  البحر" in shown


def test_means_for_people(files: Files) -> None:
    lines = evaluate(files).stdout.splitlines()
    assert lines[0].split() == ["3", "queries", "mean"]
    assert [line.split() for line in lines[1:]] == [
        ["nDCG@10", "0.5436"],
        ["RR@10", "0.5000"],
        ["R@100", "0.6667"],
    ]


def test_a_run_compared_with_itself_ties_everywhere(files: Files, tmp_path: Path) -> None:
    run = tmp_path / "run.txt"
    first = evaluate(files, "--json", "--run", str(run))
    assert run.read_text("utf-8").startswith("q1 Q0 sea 1 ")
    again = evaluate(files, "--json", "--per-query", "--baseline", str(run))
    payload = json.loads(again.stdout)
    assert payload["measures"] == json.loads(first.stdout)["measures"]
    for name, found in payload["baseline"].items():
        assert found == {
            "baseline": payload["measures"][name],
            "difference": 0.0,
            "wins": 0,
            "ties": 3,
            "losses": 0,
            "p": 1.0,
        }
    assert all(row["baseline"] == row["measures"] for row in payload["per_query"])
    assert "queries that the baseline has no results for (1): q3" in again.stderr


def test_a_better_and_a_worse_query_against_a_baseline(files: Files, tmp_path: Path) -> None:
    run = tmp_path / "run.txt"
    run.write_text("q1 Q0 moon 1 2 t\nq1 Q0 sea 2 1 t\nq2 Q0 sea 1 1 t\n", "utf-8")
    shown = evaluate(files, "--baseline", str(run)).stdout
    assert "baseline  difference    wins    ties  losses       p" in shown
    row = next(line.split() for line in shown.splitlines() if line.startswith("RR@10"))
    assert row == ["RR@10", "0.5000", "0.5000", "+0.0000", "1", "1", "1", "1.0000"]


def test_the_table_in_arabic_stands_in_the_same_columns(files: Files, tmp_path: Path) -> None:
    run = tmp_path / "run.txt"
    run.write_text("q1 Q0 sea 1 1 t\n", "utf-8")
    english = evaluate(files, "--baseline", str(run)).stdout.splitlines()
    arabic = evaluate(files, "--baseline", str(run), language="ar").stdout.splitlines()
    assert arabic[0].split()[-7:] == ["المتوسط", "المرجع", "الفرق", "فوز", "تعادل", "خسارة", "p"]
    assert len(arabic[0]) == len(english[0])
    assert arabic[1:] == english[1:]


def test_queries_without_judgement_are_told_and_left_out(files: Files) -> None:
    files.qrels.write_text("q1 0 sea 1\nq9 0 sea 1\n", "utf-8")
    result = evaluate(files, "--json")
    payload = json.loads(result.stdout)
    assert payload["queries"] == 1
    assert payload["measures"]["RR@10"] == 1.0
    assert payload["unjudged"] == ["q2", "q3"]
    assert "queries without a judgement, left out of the means (2): q2 q3" in result.stderr
    assert "judged queries that were not asked (1): q9" in result.stderr


def test_a_refused_query_counts_as_nothing_and_is_named(files: Files) -> None:
    files.queries.write_text(f"q1\tالبحر\nq2\t{'قمر ' * 200}\n", "utf-8")
    result = evaluate(files, "--json")
    payload = json.loads(result.stdout)
    assert payload["queries"] == 2
    assert payload["measures"]["RR@10"] == 0.5
    assert payload["refused"] == [{"id": "q2", "limit": "max_query_chars"}]
    assert "query q2 was refused by the limit max_query_chars" in result.stderr


def test_depth(files: Files) -> None:
    payload = json.loads(evaluate(files, "--json", "--depth", "1").stdout)
    assert payload["measures"]["R@100"] == pytest.approx(1 / 3)
    assert evaluate(files, "--depth", "101").exit_code == 2


@pytest.mark.parametrize("broken", ["queries", "qrels"])
def test_a_bad_line_is_an_error_with_its_place(files: Files, broken: str) -> None:
    path: Path = getattr(files, broken)
    path.write_text(path.read_text("utf-8") + "bad\n", "utf-8")
    result = evaluate(files, "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"bahith: {path}:4: 1 columns, not" in result.stderr


def test_a_bad_baseline_is_found_before_anything_is_asked(files: Files, tmp_path: Path) -> None:
    run = tmp_path / "run.txt"
    run.write_text("q1 Q0 sea\n", "utf-8")
    result = evaluate(files._replace(store=tmp_path / "none"), "--baseline", str(run))
    assert result.exit_code == 2
    assert f"{run}:1: 3 columns, not 6" in result.stderr


def test_files_that_do_not_belong_together(files: Files) -> None:
    files.qrels.write_text("other 0 sea 1\n", "utf-8")
    result = evaluate(files)
    assert result.exit_code == 2
    assert f"{files.qrels}: judges none of the queries of {files.queries}" in result.stderr


def test_no_index_is_an_error_with_the_way_out(files: Files, tmp_path: Path) -> None:
    result = evaluate(files._replace(store=tmp_path / "none"))
    assert result.exit_code == 2
    assert "bahith index" in result.stderr

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from web.cli import main
from web.cli.log import percentile


@pytest.fixture
def logged(tmp_path: Path) -> Path:
    def line(query: str, total: int, ms: float, page: int = 1) -> str:
        entry = {"at": "2024-01-31T00:00:00+00:00", "query": query}
        return json.dumps({**entry, "total": total, "ms": ms, "page": page}) + "\n"

    path = tmp_path / "queries.log"
    (tmp_path / "queries.log.1").write_text(line("قمر", 5, 10.0) + "cut o", "utf-8")
    rows = [line("قمر ", 5, 20.0), line("قمر", 5, 1.0, page=2), line("عنقاء", 0, 30.0)]
    path.write_text("".join((*rows, line("\x1b[31m", 1, 40.0))), "utf-8")
    return path


def test_log_as_json(logged: Path) -> None:
    result = CliRunner().invoke(main, ["log", str(logged), "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "searches": 4,
        "without_results": 1,
        "queries": [
            {"query": "قمر", "count": 2},
            {"query": "\x1b[31m", "count": 1},
            {"query": "عنقاء", "count": 1},
        ],
        "nothing": [{"query": "عنقاء", "count": 1}],
        "ms": {"p50": 20.0, "p95": 40.0, "p99": 40.0},
    }


def test_log_for_people(logged: Path) -> None:
    result = CliRunner().invoke(main, ["log", str(logged), "--top", "1"])
    assert result.exit_code == 0
    assert "2  قمر" in result.stdout
    assert "p95            40.0 ms" in result.stdout
    assert result.stdout.count("عنقاء") == 1
    whole = CliRunner().invoke(main, ["log", str(logged)]).stdout
    assert "\x1b" not in whole


def test_an_empty_log_found_nothing(tmp_path: Path) -> None:
    path = tmp_path / "q"
    path.write_text("", "utf-8")
    assert CliRunner().invoke(main, ["log", str(path)]).exit_code == 1
    assert CliRunner().invoke(main, ["log", str(tmp_path / "none")]).exit_code == 2


@pytest.mark.parametrize(
    ("times", "share", "value"),
    [([7.0], 99, 7.0), ([1.0, 2.0], 50, 1.0), ([1.0, 2.0], 51, 2.0), (range(1, 101), 95, 95)],
)
def test_percentile_is_by_nearest_rank(times: list[float], share: int, value: float) -> None:
    assert percentile(times, share) == value

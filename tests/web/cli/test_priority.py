from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from web.cli import main
from web.cli.priority import give_way


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    calls: list[int] = []
    monkeypatch.setattr(os, "setpriority", lambda _which, _who, niceness: calls.append(niceness))
    return calls


def test_indexing_gives_way_to_readers(asked: list[int], seeds: Path, tmp_path: Path) -> None:
    CliRunner().invoke(main, ["index", str(seeds), "--index", str(tmp_path / "i"), "--dry-run"])
    assert len(asked) == 1
    assert asked[0] >= 10


def test_searching_does_not(asked: list[int], tmp_path: Path) -> None:
    CliRunner().invoke(main, ["search", "القمر", "--index", str(tmp_path / "none")])
    assert asked == []


def test_a_lower_priority_stays(asked: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getpriority", lambda _which, _who: 20)
    give_way()
    assert asked == [20]


def test_a_system_without_priorities(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "setpriority")
    give_way()

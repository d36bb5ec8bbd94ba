from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from web.cli import main
from web.cli.priority import give_way

_PRINT = """
import os
from web.cli.priority import give_way
give_way()
print(os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0) == os.SCHED_IDLE)
"""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    calls: list[int] = []
    monkeypatch.setattr(os, "setpriority", lambda _which, _who, niceness: calls.append(niceness))
    return calls


def test_indexing_gives_way_to_readers(asked: list[int], seeds: Path, tmp_path: Path) -> None:
    CliRunner().invoke(main, ["index", str(seeds), "--index", str(tmp_path / "i"), "--dry-run"])
    assert asked == [19]


def test_searching_does_not(asked: list[int], tmp_path: Path) -> None:
    CliRunner().invoke(main, ["search", "القمر", "--index", str(tmp_path / "none")])
    assert asked == []


@pytest.mark.skipif(sys.platform != "linux", reason="has no such scheduler")
def test_the_system_takes_it_so() -> None:
    done = subprocess.run([sys.executable, "-c", _PRINT], check=True, capture_output=True)
    assert done.stdout.split() == [b"19", b"True"]


def test_a_system_that_has_or_allows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "setpriority", refuse)
    monkeypatch.delattr(os, "sched_setscheduler", raising=False)
    give_way()

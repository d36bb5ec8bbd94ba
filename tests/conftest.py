"""Fixtures that several packages' tests share."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from index.build import build
from index.store import Store

SEEDS = Path(__file__).parent.parent / "seeds"

WriteArticles = Callable[..., Path]

# How long an example takes says how busy the machine is. With CI=true there is no limit anyway.
if settings.get_current_profile_name() == "default":
    settings.register_profile("unhurried", deadline=None)
    settings.load_profile("unhurried")

# A shell that runs the tests in the background has them ignore Ctrl-C, and the commands that they
# start would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _priority(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that gives way would do so for all tests that this process still has to run."""
    for change in ("setpriority", "sched_setscheduler"):
        monkeypatch.setattr(os, change, lambda *_: None, raising=False)


@pytest.fixture(scope="session")
def seeds() -> Path:
    return SEEDS


@pytest.fixture(scope="session")
def seed_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample articles, indexed once a session; tests must not write to it."""
    store = Store(tmp_path_factory.mktemp("seeds") / "index")
    build([SEEDS], store)
    return store


@pytest.fixture
def write_articles(tmp_path: Path) -> WriteArticles:
    """Write articles given as dicts to a JSONL file and return its path."""

    def write(articles: Sequence[dict[str, object]], name: str = "articles.jsonl") -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        rows = ({"title": "عنوان", "body": "نص", **article} for article in articles)
        path.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8"
        )
        return path

    return write

"""A small index that all tests of this package read, and none writes to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.build import build
from index.store import Store
from search.service import Service

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("search") / "index")
    report = build([GOLDEN / "articles.jsonl"], store)
    assert not report.skipped
    return store


@pytest.fixture(scope="session")
def service(store: Store) -> Service:
    return Service(store)


@pytest.fixture(scope="session")
def articles() -> dict[str, dict[str, str]]:
    lines = (GOLDEN / "articles.jsonl").read_text("utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}

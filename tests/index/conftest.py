"""An index with two generations, which most of what an administrator does needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build
from index.store import Store
from tests.conftest import WriteArticles


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "index")


@pytest.fixture
def two_generations(store: Store, write_articles: WriteArticles) -> Store:
    """Generation 1 has article 1; generation 2 has articles 1 and 2 and shares files with 1."""
    build([write_articles([{"id": "1", "body": "أول " * 200}], "1.jsonl")], store)
    build([write_articles([{"id": "2", "body": "ثان " * 200}], "2.jsonl")], store)
    return store

"""Names of files may hold a line feed; each article is found, and only what is meant goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build
from index.removal import remove
from index.store import Store

NAMES = ("a", "b\nc", "d", "e\n", "f", "g")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "index")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.txt").write_text(f"عنوان {name.strip()}\n\nنص", "utf-8")
    return folder


def held(store: Store) -> set[str]:
    """The ids that are found, and give the article that is meant."""
    snapshot = store.open()
    try:
        found = {name: snapshot.article(name) for name in NAMES}
        articles = [(name, article) for name, article in found.items() if article]
        assert all(name == article.id for name, article in articles)
        assert snapshot.count == len(articles)
        return {name for name, _ in articles}
    finally:
        snapshot.close()


def test_every_article_is_found_by_its_id(store: Store, archive: Path) -> None:
    build([archive], store)
    assert held(store) == {*NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_the_article_that_is_named_is_deleted(store: Store, archive: Path, name: str) -> None:
    build([archive], store)
    remove([name], store)
    assert held(store) == {*NAMES} - {name}


@pytest.mark.parametrize("name", NAMES)
def test_the_articles_of_the_file_that_is_gone_go(store: Store, archive: Path, name: str) -> None:
    build([archive], store)
    (archive / f"{name}.txt").unlink()
    build([archive], store)
    assert held(store) == {*NAMES} - {name}


def test_segments_that_are_merged(store: Store, archive: Path) -> None:
    build([archive], store)
    for number in range(12):
        (archive / f"z{number}.txt").write_text(f"عنوان {number}\n\nنص", "utf-8")
        build([archive], store)
    for number in range(12):
        (archive / f"z{number}.txt").unlink()
    build([archive], store)
    assert held(store) == {*NAMES}
    (archive / "f.txt").unlink()
    build([archive], store)
    assert held(store) == {*NAMES} - {"f"}

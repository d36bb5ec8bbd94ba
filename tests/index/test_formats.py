"""An index of any version that ever was opens, or is refused by name with the way out."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from index import manifest, schema
from index.build import build
from index.errors import IndexMissing, IndexOutdated
from index.restore import restore
from index.store import Store
from index.verify import verify
from tests.conftest import WriteArticles
from tests.index.fixtures.make import ARTICLES, FIXTURES, PAST
from web.cli import main

_ALL = {path.name.removesuffix(".tar.gz") for path in FIXTURES.glob("*.tar.gz")}
BACKUPS = sorted(name for name in _ALL if name.endswith("-backup"))
INDEXES = sorted(_ALL.difference(BACKUPS))


def unpack(name: str, folder: Path) -> Path:
    with tarfile.open(FIXTURES / f"{name}.tar.gz") as files:
        files.extractall(folder, filter="data")
    return folder


@pytest.fixture(params=INDEXES)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    yield Store(unpack(request.param, tmp_path / "index"))


def test_there_is_one_of_each_version() -> None:
    current = f"manifest{manifest.FORMAT}-schema{schema.SCHEMA_VERSION}"
    assert {*PAST, current} <= set(INDEXES), "run `python -m tests.index.fixtures.make`"


def test_it_opens_or_is_refused_by_name(old: Store) -> None:
    try:
        snapshot = old.open()
    except IndexOutdated as error:
        assert str(old.directory) in str(error)
        assert "bahith index --full" in str(error)
        done = CliRunner().invoke(main, ["search", "القمة", "--index", str(old.directory)])
        assert done.exit_code == 2
        assert "bahith index --full" in done.output
    else:
        articles = [snapshot.article(article["id"]) for article in ARTICLES]
        assert [article.title for article in articles if article] == [
            article["title"] for article in ARTICLES
        ]


def test_nothing_takes_it_for_damaged(old: Store) -> None:
    with suppress(IndexOutdated):
        assert verify(old).findings == ()


def test_it_can_be_made_anew(old: Store, write_articles: WriteArticles) -> None:
    path = write_articles([{"id": "9", "title": "الجديد"}])
    before = sorted(old.directory.rglob("*.segment"))
    with suppress(IndexOutdated):
        build([path], old)
        return
    # It holds files from elsewhere, which are not dropped without being asked.
    assert sorted(old.directory.rglob("*.segment")) == before
    assert build([path], old, full=True).articles == 1
    assert verify(old).findings == ()
    article = old.open().article("9")
    assert article is not None


@pytest.mark.parametrize("name", BACKUPS)
def test_a_backup_is_restored_or_refused_by_name(name: str, tmp_path: Path) -> None:
    path = unpack(name, tmp_path) / "backup.tar"
    store = Store(tmp_path / "index")
    try:
        restore(store, path)
    except IndexOutdated as error:
        assert str(path) in str(error)
        assert "bahith index" in str(error)
        with pytest.raises(IndexMissing):
            store.open()
    else:
        assert verify(store).findings == ()

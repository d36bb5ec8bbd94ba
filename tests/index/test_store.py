from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from index.analysis import default_analyzer
from index.article import Article
from index.build import build
from index.draft import Draft
from index.errors import IndexDamaged, IndexLocked, IndexMissing
from index.removal import remove
from index.schema import SCHEMA_VERSION
from index.sizes import PARTS
from index.store import Store
from tests.conftest import WriteArticles


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "index")


def generations(store: Store) -> list[str]:
    return sorted(path.name for path in (store.directory / "generations").iterdir())


def test_no_index_is_said(store: Store) -> None:
    with pytest.raises(IndexMissing, match="bahith index"):
        store.open()
    assert store.manifest() is None


def test_a_snapshot_never_changes(store: Store, write_articles: WriteArticles) -> None:
    build([write_articles([{"id": "1"}])], store)
    old = store.open()
    build([write_articles([{"id": "2"}])], store)
    new = store.open()
    assert not store.is_current(old)
    assert store.is_current(new)
    assert old.article("2") is None
    assert old.article("1") is not None
    assert new.article("1") is None
    assert new.article("2") is not None


def test_a_snapshot_outlives_its_files(store: Store, write_articles: WriteArticles) -> None:
    build([write_articles([{"id": "0"}])], store)
    old = store.open()
    for number in range(1, 4):
        build([write_articles([{"id": str(number)}])], store)
    assert generations(store) == ["3", "4"]
    assert old.article("0") is not None


def test_two_generations_are_kept(store: Store, write_articles: WriteArticles) -> None:
    for number in range(4):
        build([write_articles([{"id": str(number)}])], store)
    assert generations(store) == ["3", "4"]


def test_unchanged_files_are_shared_not_copied(store: Store, write_articles: WriteArticles) -> None:
    build([write_articles([{"id": "1", "body": "نص " * 500}], "1.jsonl")], store)
    build([write_articles([{"id": "2"}], "2.jsonl")], store)
    one, two = (store.directory / "generations" / name for name in ("1", "2"))
    shared = {file.stat().st_ino for file in one.iterdir()} & {
        file.stat().st_ino for file in two.iterdir()
    }
    assert shared


def test_a_draft_that_fails_leaves_nothing(store: Store, write_articles: WriteArticles) -> None:
    build([write_articles([{"id": "1"}])], store)
    with pytest.raises(RuntimeError), store.lock(), store.write(fresh=True) as writing:
        writing.draft.add(Article("2", "عنوان", "نص"), "/2")
        raise RuntimeError
    assert generations(store) == ["1"]
    assert store.open().article("1") is not None


def test_strays_of_a_killed_writer_go_with_the_next_one(
    store: Store, write_articles: WriteArticles
) -> None:
    stray = store.directory / "generations" / "1"
    stray.mkdir(parents=True)
    (stray / "rest").touch()
    build([write_articles([{"id": "1"}])], store)
    assert generations(store) == ["1"]
    assert not (store.directory / "generations" / "1" / "rest").exists()


def test_one_writer_at_a_time(store: Store, write_articles: WriteArticles) -> None:
    path = write_articles([{"id": "1"}])
    with store.lock(), pytest.raises(IndexLocked):
        build([path], store)
    assert build([path], store).articles == 1


def test_only_the_owner_can_read_an_index(store: Store, write_articles: WriteArticles) -> None:
    build([write_articles([{"id": "1"}])], store)
    for folder in (
        store.directory,
        store.directory / "generations",
        store.directory / "generations/1",
    ):
        assert folder.stat().st_mode & 0o077 == 0


def test_missing_files_are_damage(store: Store, write_articles: WriteArticles) -> None:
    build([write_articles([{"id": "1"}])], store)
    for file in (store.directory / "generations" / "1").iterdir():
        file.unlink()
    with pytest.raises(IndexDamaged, match="--full"):
        store.open()


@pytest.mark.parametrize("step", ["add", "finish"])
def test_a_full_disk_leaves_the_old_generation(
    store: Store, write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    build([write_articles([{"id": "1"}])], store)
    path = write_articles([{"id": "2"}])

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Draft, step, fail)
        with pytest.raises(OSError, match="No space") as error:
            build([path], store)
    assert error.value.filename == str(store.directory)
    assert generations(store) == ["1"]
    assert store.open().article("1") is not None
    assert build([path], store).articles == 1


def test_an_interrupt_right_after_the_directory_is_made_leaves_none(
    store: Store, write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([write_articles([{"id": "1"}])], store)
    path = write_articles([{"id": "2"}])
    make = Path.mkdir

    def interrupted(self: Path, *args: Any, **options: Any) -> None:
        make(self, *args, **options)
        if self.name == "2":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build([path], store)
    assert generations(store) == ["1"]


def test_stats_count_what_is_there(store: Store, write_articles: WriteArticles) -> None:
    build([write_articles([{"id": "1", "body": "كتاب كتاب قلم"}], "1.jsonl")], store)
    stats = store.open().stats()
    assert (stats.articles, stats.terms, stats.generation) == (1, 2, 1)
    assert (stats.segments, stats.deleted) == (1, 0)
    assert (stats.schema, stats.analyzer) == (SCHEMA_VERSION, default_analyzer().fingerprint)
    assert tuple(stats.sizes) == PARTS
    assert sum(stats.sizes.values()) == stats.size
    assert min(stats.sizes.values()) > 0


def test_stats_count_a_word_of_two_segments_once(
    store: Store, write_articles: WriteArticles
) -> None:
    # One of five is too few to write the segment anew.
    rows = [{"id": "1", "body": "كتاب قلم"}, *({"id": name} for name in "2356")]
    build([write_articles(rows, "1.jsonl")], store)
    build([write_articles([{"id": "4", "body": "كتاب ورق"}], "2.jsonl")], store)
    remove(["3"], store)
    stats = store.open().stats()
    assert (stats.articles, stats.segments, stats.deleted) == (5, 2, 1)
    # كتاب، قلم، ورق، نص
    assert stats.terms == 4

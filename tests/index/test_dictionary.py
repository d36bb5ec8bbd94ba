"""The dictionary of editors: kept with the index, and in step with every generation."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.analysis.dictionary import Dictionary
from index.backup import backup
from index.build import build
from index.dictionary import DICTIONARY
from index.errors import IndexDamaged, IndexOutdated
from index.removal import remove
from index.restore import restore
from index.rollback import rollback
from index.store import Store
from index.verify import verify
from search.request import Request
from search.service import Service
from tests.conftest import WriteArticles

ROWS = "same تويتر إكس\nprotect وسام # a name\nstem بوينغ طائرة\n"


def rows(text: str) -> Dictionary:
    return Dictionary.parse(text, Path("words.txt"))


@pytest.fixture
def archive(write_articles: WriteArticles) -> Path:
    write_articles([{"id": "t", "body": "نشر على تويتر"}, {"id": "x", "body": "نشر على إكس"}])
    return write_articles([{"id": "b", "body": "هبطت بوينغ"}], "2.jsonl").parent


@pytest.fixture
def edited(store: Store, archive: Path) -> Store:
    build([archive], store, dictionary=rows(ROWS))
    return store


def found(store: Store, query: str) -> list[str]:
    return sorted(hit.id for hit in Service(store).search(Request(query)).hits)


def test_queries_and_articles_go_by_it(edited: Store, archive: Path, tmp_path: Path) -> None:
    assert found(edited, "تويتر") == found(edited, "إكس") == ["t", "x"]
    assert found(edited, "الطائرة") == ["b"]
    snapshot = edited.open()
    assert snapshot.stats().dictionary == 4
    assert snapshot.analyzer.dictionary == rows(ROWS)
    snapshot.close()
    plain = Store(tmp_path / "plain")
    build([archive], plain)
    assert found(plain, "تويتر") == ["t"]
    assert plain.open().stats().dictionary == 0


def test_later_runs_go_by_it(edited: Store, archive: Path, write_articles: WriteArticles) -> None:
    write_articles([{"id": "y", "body": "كتب في إكس"}], "3.jsonl")
    report = build([archive], edited)
    assert (report.added, report.unchanged, report.generation) == (1, 2, 2)
    assert found(edited, "تويتر") == ["t", "x", "y"]
    remove(["x"], edited)
    assert found(edited, "تويتر") == ["t", "y"]
    assert build([archive], edited, full=True).generation == 4
    assert found(edited, "تويتر") == ["t", "x", "y"]


def test_the_same_rows_change_nothing(edited: Store, archive: Path) -> None:
    again = rows("stem بوينغ  طائره\n\nprotect وسام\nsame تويتر إكس # the same\n")
    assert build([archive], edited, dictionary=again).generation == 1


def test_another_dictionary_makes_the_index_anew(edited: Store, archive: Path) -> None:
    assert build([archive], edited, dictionary=rows("same هبط نزل"), dry_run=True).added == 2
    report = build([archive], edited, dictionary=rows("same نزل هبط هبطت"))
    assert (report.added, report.unchanged) == (2, 0)
    assert found(edited, "تويتر") == ["t"]
    assert found(edited, "نزل") == ["b"]
    assert build([archive], edited, dictionary=Dictionary()).added == 2
    assert found(edited, "نزل") == []
    assert not any(edited.shelf.path_of(edited.open().manifest.current).glob("*.txt"))


def test_it_is_not_made_anew_from_a_part(edited: Store, archive: Path) -> None:
    with pytest.raises(IndexOutdated, match=r"another dictionary.*--full"):
        build([archive / "2.jsonl"], edited, dictionary=Dictionary())
    build([archive / "2.jsonl"], edited, dictionary=Dictionary(), full=True)
    assert found(edited, "بوينغ") == ["b"]
    assert found(edited, "تويتر") == []


def test_rollback_returns_to_the_dictionary_before(edited: Store, archive: Path) -> None:
    service = Service(edited)
    build([archive], edited, dictionary=Dictionary())
    assert len(service.search(Request("تويتر")).hits) == 1
    rollback(edited)
    assert len(service.search(Request("تويتر")).hits) == 2
    assert verify(edited).is_sound


def test_a_backup_holds_it(edited: Store, tmp_path: Path) -> None:
    backup(edited, tmp_path / "b.tar")
    elsewhere = Store(tmp_path / "elsewhere")
    restore(elsewhere, tmp_path / "b.tar")
    assert found(elsewhere, "إكس") == ["t", "x"]


def test_damage_to_it_is_found(edited: Store, archive: Path) -> None:
    path = edited.shelf.path_of(edited.open().manifest.current) / DICTIONARY
    path.write_text(path.read_text("utf-8").replace("وسام", "سامو"), "utf-8")
    assert [finding.path for finding in verify(edited).findings] == [path]
    with pytest.raises(IndexDamaged, match=DICTIONARY):
        edited.open()


@pytest.mark.parametrize("gone", [DICTIONARY, "manifest.json"])
def test_it_never_gets_lost_without_a_word(edited: Store, archive: Path, gone: str) -> None:
    for path in edited.directory.rglob(gone):
        path.write_text("{")
    with pytest.raises(IndexDamaged, match="--no-dictionary"):
        build([archive], edited, full=True)
    build([archive], edited, full=True, dictionary=rows(ROWS))
    assert found(edited, "تويتر") == ["t", "x"]

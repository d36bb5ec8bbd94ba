from __future__ import annotations

import errno
import gzip
import json
import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from whoosh.query import Every, Phrase, Term

from index.analysis import View
from index.build import BuildReport, build
from index.checksums import content_hash
from index.errors import IndexOutdated, ReadError
from index.manifest import Manifest, read_manifest, write_manifest
from index.readers import ReaderLimits
from index.schema import field_name
from index.store import Store
from tests.conftest import WriteArticles
from tests.index.damaging import fails

LONG = "كلمة " * 50
LONG_LINE = json.dumps({"title": LONG}) + "\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "index")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for name, text in {
        "a": "الأول\n\nنص واحد",
        "b": "الثاني\n\nنص اثنان",
        "c": "الثالث\n\nنص",
    }.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def ids(store: Store, query: object = None) -> list[str]:
    snapshot = store.open()
    try:
        with snapshot.searcher() as searcher:
            numbers = searcher.docs_for_query(query or Every())
            stored = [json.loads(searcher.stored_fields(number)["article"]) for number in numbers]
        return sorted(article["id"] for article in stored)
    finally:
        snapshot.close()


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged


def _age(store: Store) -> None:
    """Make the current generation one of an older version."""
    path = store.directory / "manifest.json"
    manifest = read_manifest(path)
    old = replace(manifest.current, fingerprint="older")
    write_manifest(path, Manifest((old,), manifest.last))


def test_first_build_adds_everything(store: Store, archive: Path) -> None:
    report = build([archive], store)
    assert counts(report) == (3, 0, 0, 0)
    assert (report.articles, report.articles_added, report.generation) == (3, 3, 1)
    assert ids(store) == ["a", "b", "c"]


def test_nothing_changed_commits_nothing(store: Store, archive: Path) -> None:
    build([archive], store)
    report = build([archive], store)
    assert counts(report) == (0, 0, 0, 3)
    assert report.generation == 1


def test_changed_files_are_replaced_and_vanished_ones_removed(store: Store, archive: Path) -> None:
    build([archive], store)
    (archive / "a.txt").write_text("الأول\n\nنص جديد تماما", "utf-8")
    (archive / "b.txt").unlink()
    (archive / "d.txt").write_text("الرابع\n\nنص", "utf-8")
    report = build([archive], store)
    assert counts(report) == (1, 1, 1, 1)
    assert ids(store) == ["a", "c", "d"]
    body = field_name("body", View.EXACT)
    assert ids(store, Term(body, "جديد")) == ["a"]
    assert ids(store, Term(body, "واحد")) == []
    assert ids(store, Term(body, "اثنان")) == []


def test_a_touched_file_with_the_same_content_is_unchanged(store: Store, archive: Path) -> None:
    build([archive], store)
    os.utime(archive / "a.txt", (0, 0))
    assert counts(build([archive], store)) == (0, 0, 0, 3)


def test_a_moved_file_is_not_read_again(
    store: Store, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([archive], store)
    (archive / "2024").mkdir()
    (archive / "a.txt").rename(archive / "2024" / "a.txt")
    with monkeypatch.context() as patch:
        patch.setattr("index.intake.read", lambda path: pytest.fail(f"{path} was read"))
        report = build([archive], store)
    assert (report.moved, report.articles_added) == (1, 0)
    assert counts(report) == (0, 0, 0, 2)
    assert ids(store) == ["a", "b", "c"]
    assert counts(build([archive], store)) == (0, 0, 0, 3)


def test_a_file_in_the_place_of_a_moved_one(store: Store, archive: Path) -> None:
    build([archive], store)
    (archive / "2024").mkdir()
    (archive / "a.txt").rename(archive / "2024" / "a.txt")
    (archive / "a.jsonl").write_text('{"id": "z", "title": "ز", "body": "ز"}', "utf-8")
    build([archive], store)
    (archive / "2024" / "b.txt").write_text("x", "utf-8")
    (archive / "a.txt").write_text("عنوان\n\nنص في المكان القديم", "utf-8")
    report = build([archive], store)
    # Both have ids of other files, and in both cases the one in the folder comes first.
    assert [str(skip.path.relative_to(archive)) for skip in report.skipped] == ["b.txt", "a.txt"]
    (archive / "2024" / "a.txt").unlink()
    (archive / "a.txt").write_text("عنوان\n\nنص آخر", "utf-8")
    build([archive], store)
    assert ids(store) == ["a", "b", "c", "z"]
    (archive / "a.txt").unlink()
    build([archive], store)
    assert ids(store) == ["b", "c", "z"]


def test_two_files_that_had_the_same_place(
    store: Store, archive: Path, write_articles: WriteArticles
) -> None:
    """Removal is by what the articles say of their file, which must be true of one file only."""
    path = write_articles([{"id": "1"}], "x.jsonl")
    build([path.parent], store)
    (path.parent / "moved").mkdir()
    path.rename(path.parent / "moved" / "x.jsonl")
    write_articles([{"id": "2"}], "y.jsonl")
    assert build([path.parent], store).moved == 1
    write_articles([{"id": "3"}], "x.jsonl")
    build([path.parent], store)
    assert ids(store) == ["1", "2", "3"]
    path.unlink()
    assert build([path.parent], store).removed == 1
    assert ids(store) == ["1", "2"]
    (path.parent / "moved" / "x.jsonl").unlink()
    build([path.parent], store)
    assert ids(store) == ["2"]


def test_a_renamed_file_is_read_again(store: Store, archive: Path) -> None:
    """The name of a text file is the id of its article."""
    build([archive], store)
    (archive / "a.txt").rename(archive / "z.txt")
    assert counts(build([archive], store)) == (1, 0, 1, 2)
    assert ids(store) == ["b", "c", "z"]


def test_an_interrupt_keeps_nothing(store: Store, archive: Path) -> None:
    build([archive], store)
    before = sorted(store.directory.rglob("*"))
    (archive / "d.txt").write_text("الرابع\n\nنص", "utf-8")

    class Hand:
        def start(self, files: int) -> None: ...
        def article(self) -> None:
            raise KeyboardInterrupt

        def file(self) -> None: ...

    with pytest.raises(KeyboardInterrupt):
        build([archive], store, progress=Hand())
    assert sorted(store.directory.rglob("*")) == before
    assert counts(build([archive], store)) == (1, 0, 0, 3)


def test_files_from_elsewhere_stay(
    store: Store, archive: Path, write_articles: WriteArticles
) -> None:
    build([archive], store)
    build([write_articles([{"id": "x"}])], store)
    assert ids(store) == ["a", "b", "c", "x"]
    for file in archive.iterdir():
        file.unlink()
    report = build([archive], store)
    assert report.removed == 3
    assert ids(store) == ["x"]


def test_nothing_is_lost_where_a_path_is_not_there(store: Store, archive: Path) -> None:
    build([archive], store)
    archive.rename(archive.with_name("unmounted"))
    report = build([archive], store)
    assert report.removed == 0
    assert [skip.path for skip in report.skipped] == [archive]
    assert ids(store) == ["a", "b", "c"]
    build([archive.parent], store)
    assert ids(store) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("call", "place"), [("stat", "sub/d.txt"), ("scandir", "sub"), ("scandir", "")]
)
def test_nothing_is_lost_where_a_disk_fails(
    store: Store, archive: Path, monkeypatch: pytest.MonkeyPatch, call: str, place: str
) -> None:
    (archive / "sub").mkdir()
    (archive / "sub" / "d.txt").write_text("الرابع\n\nنص", "utf-8")
    build([archive], store)
    (archive / "a.txt").unlink()
    with monkeypatch.context() as broken:
        fails(broken, call, archive / place)
        report = build([archive], store)
        assert [skip.path for skip in report.skipped] == [archive / place]
        kept = ids(store)
        assert "d" in kept
        assert ("a" in kept) is (place == "")
        with pytest.raises(ReadError, match="anew"):
            build([archive], store, full=True)
        _age(store)
        with pytest.raises(ReadError, match="anew"):
            build([archive], store)
    build([archive], store)
    assert ids(store) == ["b", "c", "d"]


def test_a_file_whose_reading_fails_is_read_again(
    store: Store, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        fails(broken, "open", archive / "b.txt")
        report = build([archive], store)
        assert [skip.reason for skip in report.skipped] == ["Input/output error"]
        assert ids(store) == ["a", "c"]
    assert counts(build([archive], store)) == (0, 1, 0, 2)
    assert ids(store) == ["a", "b", "c"]
    assert not build([archive], store).changed


def test_an_id_that_waits_in_a_file_that_fails_is_not_forgotten(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    x, y, z = (f'{{"id": "{name}", "title": "{name}", "body": "نص"}}\n' for name in "xyz")
    first.write_text(x + y, "utf-8")
    second.write_text(x + z, "utf-8")
    build([first, second], store)
    first.write_text(y, "utf-8")
    with monkeypatch.context() as broken:

        def fail(path: Path) -> str:
            if path == second:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return content_hash(path)

        broken.setattr("index.intake.content_hash", fail)
        report = build([first, second], store)
        assert [skip.path for skip in report.skipped] == [second]
        assert ids(store) == ["y", "z"]
    assert counts(build([first, second], store)) == (0, 1, 0, 1)
    assert ids(store) == ["x", "y", "z"]
    assert not build([first, second], store).changed


def test_full_goes_on_where_nothing_can_be_lost(
    store: Store, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([archive / "a.txt"], store)
    fails(monkeypatch, "stat", archive / "b.txt")
    build([archive], store, full=True)
    assert ids(store) == ["a", "c"]


def test_full_begins_anew(store: Store, archive: Path, write_articles: WriteArticles) -> None:
    build([archive], store)
    report = build([write_articles([{"id": "x"}])], store, full=True)
    assert ids(store) == ["x"]
    assert report.generation == 2


def test_full_does_not_begin_without_a_path(
    store: Store, archive: Path, write_articles: WriteArticles
) -> None:
    build([archive], store)
    archive.rename(archive.with_name("unmounted"))
    with pytest.raises(ReadError, match="--full"):
        build([write_articles([{"id": "x"}]), archive], store, full=True)
    assert ids(store) == ["a", "b", "c"]


def test_dry_run_touches_nothing(store: Store, archive: Path) -> None:
    assert counts(build([archive], store, dry_run=True)) == (3, 0, 0, 0)
    assert not store.directory.exists()
    build([archive], store)
    (archive / "a.txt").unlink()
    assert counts(build([archive], store, dry_run=True)) == (0, 0, 1, 2)
    assert ids(store) == ["a", "b", "c"]


def test_the_first_file_keeps_an_id(store: Store, write_articles: WriteArticles) -> None:
    one = write_articles([{"id": "x", "title": "الأول"}, {"id": "x", "title": "مكرر"}], "1.jsonl")
    write_articles([{"id": "x", "title": "الثاني"}, {"id": "y"}], "2.jsonl")
    report = build([one.parent], store)
    assert ids(store) == ["x", "y"]
    assert [(skip.path.name, "already taken" in skip.reason) for skip in report.skipped] == [
        ("1.jsonl", True),
        ("2.jsonl", True),
    ]
    snapshot = store.open()
    article = snapshot.article("x")
    assert article is not None
    assert article.title == "الأول"


def test_bad_lines_are_named_and_the_run_goes_on(
    store: Store, write_articles: WriteArticles
) -> None:
    path = write_articles([{"id": "1"}, {"id": "2"}])
    path.write_text(path.read_text("utf-8").replace("\n", "\n{bad\n", 1), "utf-8")
    report = build([path], store)
    assert ids(store) == ["1", "2"]
    assert [(skip.path, skip.line) for skip in report.skipped] == [(path, 2)]


def test_a_path_that_does_not_exist_is_named(store: Store, archive: Path, tmp_path: Path) -> None:
    report = build([archive, tmp_path / "nowhere"], store)
    assert report.articles == 3
    assert [skip.path.name for skip in report.skipped] == ["nowhere"]


def test_progress_hears_of_every_file_and_article(store: Store, archive: Path) -> None:
    heard: list[object] = []

    class Ear:
        def start(self, files: int) -> None:
            heard.append(files)

        def article(self) -> None:
            heard.append("article")

        def file(self) -> None:
            heard.append("file")

    build([archive], store, progress=Ear())
    assert heard == [3, *["article", "file"] * 3]


def test_phrases_match_adjacent_words_in_order(store: Store, write_articles: WriteArticles) -> None:
    build(
        [
            write_articles(
                [{"id": "1", "body": "بدأ طوفان الأقصى"}, {"id": "2", "body": "الأقصى طوفان"}]
            )
        ],
        store,
    )
    body = field_name("body", View.EXACT)
    assert ids(store, Phrase(body, ["طوفان", "الاقصي"])) == ["1"]


@pytest.fixture
def outdated(store: Store, archive: Path) -> Callable[[], None]:
    build([archive], store)
    return partial(_age, store)


def test_an_index_of_another_version_is_refused_by_name(
    store: Store, outdated: Callable[[], None]
) -> None:
    outdated()
    with pytest.raises(IndexOutdated, match="bahith index --full"):
        store.open()


def test_an_index_of_another_version_is_made_anew(
    store: Store, archive: Path, outdated: Callable[[], None]
) -> None:
    outdated()
    assert counts(build([archive], store)) == (3, 0, 0, 0)
    assert ids(store) == ["a", "b", "c"]


def test_making_anew_never_drops_files_from_elsewhere(
    store: Store, archive: Path, write_articles: WriteArticles, outdated: Callable[[], None]
) -> None:
    elsewhere = write_articles([{"id": "x"}])
    build([elsewhere], store)
    outdated()
    with pytest.raises(IndexOutdated, match=str(elsewhere)):
        build([archive], store)


@pytest.mark.parametrize(
    ("name", "content", "limit"),
    [
        ("a.jsonl", LONG_LINE.encode(), {"max_line_bytes": 100}),
        ("a.csv", f"title\n{LONG}\n".encode(), {"max_csv_field": 100}),
        ("a.csv", f"title\n{LONG}\n".encode(), {"max_line_bytes": 100}),
        ("a.txt", LONG.encode(), {"max_file_bytes": 100}),
        ("a.txt.gz", gzip.compress(LONG.encode()), {"max_expansion": 1, "expansion_floor": 1}),
    ],
    ids=["line", "field", "line of a table", "file", "unpacked"],
)
def test_other_limits_are_a_reason_to_read_again(
    store: Store, tmp_path: Path, name: str, content: bytes, limit: dict[str, int]
) -> None:
    (tmp_path / name).write_bytes(content)
    report = build([tmp_path / name], store, sizes=ReaderLimits(**limit))
    assert (report.articles, len(report.skipped)) == (0, 1)
    assert build([tmp_path / name], store, sizes=ReaderLimits(**limit)).unchanged == 1
    report = build([tmp_path / name], store)
    assert (report.changed, report.articles) == (1, 1)
    assert build([tmp_path / name], store, sizes=ReaderLimits(**limit)).unchanged == 1

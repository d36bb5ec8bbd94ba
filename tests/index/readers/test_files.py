from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from index.article import Article
from index.readers import Cause, Skipped, find, read
from index.readers.files import COMPRESSIONS, FORMATS, Kind, kind_of
from tests.index.damaging import fails


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", Kind("a", ".txt", "")),
        ("a.b.JSONL.XZ", Kind("a.b", ".jsonl", ".xz")),
        ("a.csv.gz", Kind("a", ".csv", ".gz")),
        ("README.md", None),
        ("a.gz", None),
        ("a.xz.gz", None),
        (".txt", None),
        ("txt", None),
    ],
)
def test_kind_of(name: str, kind: Kind | None) -> None:
    assert kind_of(Path(name)) == kind


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    (root / "sub" / "deep").mkdir(parents=True)
    (root / ".git").mkdir()
    for name in ("b.txt", "a.csv", "sub/c.html", "sub/deep/d.jsonl.zst", "README.md", "x.pdf"):
        (root / name).write_text("نص")
    for name in (".hidden.txt", ".git/e.txt"):
        (root / name).write_text("نص")
    return root


def test_a_folder_is_walked(tree: Path) -> None:
    found, skipped, unread = find([tree])
    assert [str(path.relative_to(tree)) for path in found] == [
        "a.csv",
        "b.txt",
        "sub/c.html",
        "sub/deep/d.jsonl.zst",
    ]
    assert skipped == unread == []


def test_each_file_once(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    once = find([tree]).files
    monkeypatch.chdir(tree.parent)
    (tree / "again.txt").symlink_to(tree / "b.txt")
    again, skipped, _ = find([tree, tree / "b.txt", tree / "sub", tree / "sub" / ".." / "a.csv"])
    assert [p.resolve() for p in again] == [p.resolve() for p in once]
    assert not any(path.is_symlink() for path in again)
    assert skipped == []


def test_named_paths(tree: Path) -> None:
    found, skipped, unread = find(
        [tree / ".hidden.txt", tree / "no.txt", tree / "x.pdf", tree / "no"]
    )
    assert found == [tree / ".hidden.txt"]
    reasons = {s.path.name: s.reason for s in skipped}
    assert reasons["no.txt"] == reasons["no"] == "No such file or directory"
    assert all(suffix in reasons["x.pdf"] for suffix in (*FORMATS, *COMPRESSIONS))
    assert unread == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_listed(tree: Path) -> None:
    (tree / "sub").chmod(0)
    try:
        found, skipped, unread = find([tree, tree / "sub" / "c.html"])
    finally:
        (tree / "sub").chmod(0o700)
    assert len(found) == 2
    assert {s.reason for s in skipped} == {"Permission denied"}
    assert unread == [tree / "sub", tree / "sub" / "c.html"]


def test_a_disk_that_fails(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, "scandir", tree / "sub")
    found, skipped, unread = find([tree])
    assert [path.name for path in found] == ["a.csv", "b.txt"]
    assert skipped == [Skipped(tree / "sub", None, "Input/output error")]
    assert unread == [tree / "sub"]
    fails(monkeypatch, "stat", tree / "b.txt")
    assert find([tree]).unread == [tree / "b.txt", tree / "sub"]


def test_links_that_lead_out(tree: Path) -> None:
    outside = tree.parent / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("نص")
    (tree / "file.txt").symlink_to(outside / "secret.txt")
    (tree / "folder").symlink_to(outside)
    (tree / "loop").symlink_to(tree)
    (tree / "broken.txt").symlink_to(tree / "nothing.txt")
    (tree / "self.txt").symlink_to(tree / "self.txt")
    found, skipped, _ = find([tree])
    assert len(found) == 4
    assert {s.path.name: s.reason for s in skipped} == {
        "file.txt": "a link that leads out of the folder",
        "folder": "a link that leads out of the folder",
        "broken.txt": "No such file or directory",
        "self.txt": "Too many levels of symbolic links",
    }
    assert find([tree / "file.txt"]) == ([tree / "file.txt"], [], [])


@pytest.mark.timeout(10)
def test_special_files_are_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("fifo.txt")
    Path("device.csv").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.jsonl")
        named, skipped, _ = find([Path("fifo.txt"), Path("device.csv"), Path("socket.jsonl")])
        assert named == []
        assert {s.reason for s in skipped} == {"not a regular file"}
        assert len(skipped) == 3
        assert find([tmp_path]).files == []
        for path in (Path("fifo.txt"), Path("device.csv"), Path("socket.jsonl")):
            assert list(read(path)) == [Skipped(path, None, "not a regular file")]


@pytest.mark.parametrize(
    ("name", "reason", "cause"),
    [
        ("no.txt", "No such file or directory", Cause.DISK),
        ("a.pdf", "not a kind of file that is read", Cause.CONTENT),
    ],
)
def test_read_says_what_it_cannot(tmp_path: Path, name: str, reason: str, cause: Cause) -> None:
    assert list(read(tmp_path / name)) == [Skipped(tmp_path / name, None, reason, cause=cause)]


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.txt")
    (tmp_path / name).write_text("عنوان\n\nمتن")
    (path,) = find([tmp_path]).files
    (article,) = read(path)
    assert isinstance(article, Article)
    assert article.to_json().encode()

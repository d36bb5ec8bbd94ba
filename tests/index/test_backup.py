from __future__ import annotations

import errno
import io
import json
import os
import random
import shutil
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index.backup import DESCRIPTION, FOLDER, backup
from index.build import build
from index.errors import IndexDamaged, IndexLocked, IndexMissing, IndexOutdated, StoreError
from index.restore import restore
from index.rollback import rollback
from index.store import Store
from index.verify import verify
from tests.conftest import WriteArticles
from tests.index.damaging import all_files, flip, own_files

FLIPS = 40
Members = list[tuple[tarfile.TarInfo, bytes]]


@pytest.fixture
def file(two_generations: Store, tmp_path: Path) -> Path:
    path = tmp_path / "backup.tar"
    backup(two_generations, path)
    return path


def contents(store: Store) -> dict[str, bytes]:
    manifest = store.manifest()
    assert manifest is not None
    folder = store.shelf.path_of(manifest.current)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_there_and_back(two_generations: Store, file: Path, tmp_path: Path) -> None:
    other = Store(tmp_path / "other")
    assert restore(other, file).current.articles == 2
    assert contents(other) == contents(two_generations)
    assert verify(other).is_sound
    snapshot = other.open()
    article = snapshot.article("2")
    assert article is not None
    assert article.body.startswith("ثان")


def test_a_backup_is_a_tar_file_that_only_the_owner_reads(file: Path) -> None:
    with tarfile.open(file) as tar:
        assert tar.getnames()[0] == DESCRIPTION
        assert all(name.startswith(FOLDER) for name in tar.getnames()[1:])
        assert all(member.isreg() for member in tar)
    assert file.stat().st_size % 10240 == 0
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_restored_index_goes_on(
    two_generations: Store, file: Path, write_articles: WriteArticles
) -> None:
    build([write_articles([{"id": "3"}], "3.jsonl")], two_generations)
    manifest = restore(two_generations, file)
    assert manifest.current.number == 4
    assert manifest.current.articles == 2
    assert rollback(two_generations).current.articles == 3
    rollback(two_generations)
    report = build([write_articles([{"id": "3"}], "3.jsonl").parent], two_generations)
    assert (report.added, report.unchanged, report.articles) == (1, 2, 3)


def test_a_damaged_index_is_brought_back(two_generations: Store, file: Path) -> None:
    whole = contents(two_generations)
    (two_generations.directory / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(IndexDamaged, match="bahith restore"):
        two_generations.open()
    restore(two_generations, file)
    assert contents(two_generations) == whole
    assert verify(two_generations).is_sound


def test_backups_of_an_index_that_changes(
    two_generations: Store, tmp_path: Path, write_articles: WriteArticles
) -> None:
    stop = threading.Event()

    def change() -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            build(
                [write_articles([{"id": f"t{turn}"}], "3.jsonl")], Store(two_generations.directory)
            )

    writer = threading.Thread(target=change)
    writer.start()
    try:
        for turn in range(5):
            done = backup(two_generations, tmp_path / "b.tar")
            other = Store(tmp_path / f"other{turn}")
            assert restore(other, tmp_path / "b.tar").current.articles == done.generation.articles
            assert verify(other).is_sound
    finally:
        stop.set()
        writer.join()


def test_no_backup_of_a_damaged_index(two_generations: Store, tmp_path: Path) -> None:
    file = tmp_path / "backups" / "b.tar"
    file.parent.mkdir()
    file.write_bytes(b"the one before")
    hurt = own_files(two_generations, 2)[0]
    flip(hurt, random.Random(2))
    with pytest.raises(IndexDamaged, match=hurt.name):
        backup(two_generations, file)
    hurt.unlink()
    with pytest.raises(IndexDamaged, match=hurt.name):
        backup(two_generations, file)
    assert file.read_bytes() == b"the one before"
    assert list(file.parent.iterdir()) == [file]


def test_no_backup_without_an_index_or_inside_of_it(two_generations: Store, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        backup(Store(tmp_path / "none"), tmp_path / "b.tar")
    with pytest.raises(StoreError, match="inside"):
        backup(two_generations, two_generations.directory / "b.tar")
    assert verify(two_generations).is_sound


def test_what_a_killed_backup_left_goes(two_generations: Store, tmp_path: Path) -> None:
    dead, mine = tmp_path / "b.tar.99999999.part", tmp_path / f"b.tar.{os.getppid()}.part"
    dead.touch()
    mine.touch()
    backup(two_generations, tmp_path / "b.tar")
    assert not dead.exists()
    assert mine.exists()


def test_a_flipped_bit_never_changes_an_index(file: Path, tmp_path: Path) -> None:
    """Where the flip is in what a tar file does not use, the index is as it was."""
    chance = random.Random(20240131)
    whole = Store(tmp_path / "whole")
    restore(whole, file)
    refused = 0
    for turn in range(FLIPS):
        hurt = tmp_path / "hurt.tar"
        shutil.copy(file, hurt)
        flip(hurt, chance)
        other = Store(tmp_path / f"other{turn}")
        try:
            restore(other, hurt)
        except StoreError:
            refused += 1
            assert other.manifest() is None
            assert not list(other.directory.glob("generations/*"))
        else:
            assert contents(other) == contents(whole)
    assert refused > FLIPS // 4


def rewritten(file: Path, change: Callable[[Members], None]) -> None:
    with tarfile.open(file) as tar:
        members = []
        for info in tar:
            content = tar.extractfile(info)
            assert content is not None
            members.append((info, content.read()))
    change(members)
    with tarfile.open(file, "w", format=tarfile.PAX_FORMAT) as tar:
        for info, data in members:
            tar.addfile(info, io.BytesIO(data))


def describing(members: Members, change: Callable[[dict[str, dict[str, object]]], None]) -> None:
    facts = json.loads(members[0][1])
    change(facts["generation"])
    data = json.dumps(facts).encode()
    members[0][0].size = len(data)
    members[0] = (members[0][0], data)


def rename(name: str) -> Callable[[Members], None]:
    """Name a file otherwise, in its header and in the description alike."""

    def change(members: Members) -> None:
        old = members[1][0].name.removeprefix(FOLDER)
        members[1][0].name = FOLDER + name
        describing(members, lambda said: said["files"].update({name: said["files"].pop(old)}))

    return change


def link(members: Members) -> None:
    info = tarfile.TarInfo(members[1][0].name)
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    members[1] = (info, b"")


def double(members: Members) -> None:
    members.insert(1, members[1])


def extra(members: Members) -> None:
    info = tarfile.TarInfo(FOLDER + "zzz")
    members.append((info, b""))


def long_name(members: Members) -> None:
    members[1][0].name = FOLDER + "x" * 300


def lie_about_articles(members: Members) -> None:
    describing(members, lambda said: said.update(articles=3))


def announce_too_much(members: Members) -> None:
    describing(members, lambda said: said["files"].update({"a": [1 << 60, "0" * 32]}))


@pytest.mark.parametrize(
    "change",
    [
        rename("../../../escaped"),
        rename("/tmp/escaped"),
        rename(".."),
        rename("a\\b"),
        link,
        double,
        extra,
        long_name,
        lie_about_articles,
        announce_too_much,
        lambda members: members.pop(),
        lambda members: members.pop(0),
        lambda members: members.clear(),
        lambda members: members.reverse(),
    ],
)
def test_hostile_backups_replace_nothing(
    two_generations: Store, file: Path, tmp_path: Path, change: Callable[[Members], None]
) -> None:
    before = {path: path.read_bytes() for path in all_files(two_generations)}
    rewritten(file, change)
    with pytest.raises(StoreError, match="nothing was replaced"):
        restore(two_generations, file)
    assert {path: path.read_bytes() for path in all_files(two_generations)} == before
    assert not list(tmp_path.rglob("*escaped*"))


@pytest.mark.parametrize("content", [b"", b"x" * 511, b"\0" * 20480, b"\xff" * 2048])
def test_what_is_no_backup_is_said(store: Store, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "b.tar"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a backup"):
        restore(store, path)
    assert not store.directory.exists()


def test_a_fifo_is_not_waited_for(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(StoreError, match="not a regular file"):
        restore(store, tmp_path / "fifo")


def test_a_backup_of_another_version(two_generations: Store, file: Path) -> None:
    rewritten(
        file, lambda members: describing(members, lambda said: said.update(fingerprint="older"))
    )
    with pytest.raises(IndexOutdated, match="another version"):
        restore(two_generations, file)


def test_a_full_disk_is_said_before(
    two_generations: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(file)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=100))
    with pytest.raises(StoreError, match="100 are free"):
        restore(two_generations, file)
    assert two_generations.open().number == 2


def test_a_full_disk_is_named(
    two_generations: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("index.backup.write_end", fail)
    with pytest.raises(OSError, match="No space") as error:
        backup(two_generations, tmp_path / "other.tar")
    assert error.value.filename == str(tmp_path / "other.tar")
    assert not [*tmp_path.glob("other.tar*")]


def test_not_beside_a_writer(two_generations: Store, file: Path) -> None:
    with two_generations.lock(), pytest.raises(IndexLocked):
        restore(two_generations, file)

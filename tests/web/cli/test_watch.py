from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.build import build
from index.errors import IndexMissing
from index.store import Store
from web.cli.watch import _follow, _matters

BAHITH = str(Path(sys.executable).with_name("bahith"))


def write(folder: Path, name: str) -> None:
    row = {"id": name, "title": "خبر", "body": "نص"}
    (folder / f"{name}.jsonl").write_text(json.dumps(row) + "\n", "utf-8")


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    write(folder, "1")
    return folder


@pytest.fixture
def store(archive: Path) -> Store:
    """Inside the archive, which must not make the watcher watch itself."""
    return Store(archive / "index")


@pytest.fixture
def watcher(archive: Path, store: Store) -> Iterator[subprocess.Popen[str]]:
    command = [BAHITH, "watch", str(archive), "--settle", "0.2", "--index", str(store.directory)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def articles(store: Store) -> int:
    try:
        manifest = store.manifest()
    except IndexMissing:
        return 0
    return manifest.current.articles if manifest else 0


def test_changes_are_indexed(archive: Path, store: Store, watcher: subprocess.Popen[str]) -> None:
    wait_for(lambda: articles(store) == 1)
    for name in "234":
        write(archive, name)
    wait_for(lambda: articles(store) == 4)
    (archive / "sub").mkdir()
    write(archive / "sub", "5")
    wait_for(lambda: articles(store) == 5)
    (archive / "2.jsonl").unlink()
    wait_for(lambda: articles(store) == 4)
    manifest = store.manifest()
    assert manifest is not None
    # Three files at once are one change, or two where the machine is slow.
    assert manifest.last <= 6
    time.sleep(1.0)
    assert store.manifest() == manifest, "the index itself is not watched"
    watcher.send_signal(signal.SIGTERM)
    assert watcher.wait(10) == 0


def test_ctrl_c_stops(store: Store, watcher: subprocess.Popen[str]) -> None:
    wait_for(lambda: articles(store) == 1)
    time.sleep(0.3)
    watcher.send_signal(signal.SIGINT)
    said = watcher.communicate(timeout=10)[1]
    assert watcher.returncode == 0
    assert said.endswith("stopped\n")
    assert "Traceback" not in said


def test_a_busy_index_is_tried_again(
    archive: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    tried: list[float] = []

    def busy_twice() -> bool:
        tried.append(now)
        return len(tried) > 2

    def looks() -> Iterator[bool]:
        nonlocal now
        for _ in range(30):
            now += 1
            yield False

    _follow(looks(), busy_twice)
    assert tried == [101.0, 106.0, 111.0]


def test_it_outlives_a_locked_index_and_files_that_cannot_be_read(
    archive: Path, store: Store, watcher: subprocess.Popen[str]
) -> None:
    wait_for(lambda: articles(store) == 1)
    with store.lock():
        write(archive, "2")
        # Longer than it waits for a lock: it is told that another process writes.
        time.sleep(1.5)
        assert watcher.poll() is None
    (archive / "bad.html").write_bytes(b"<a>" * 20_000)
    (archive / "bad.jsonl.gz").write_bytes(b"no gzip")
    os.mkfifo(archive / "fifo.txt")
    write(archive, "3")
    wait_for(lambda: articles(store) == 3)
    # What a run did is told behind its commit, and before the next run begins.
    write(archive, "4")
    wait_for(lambda: articles(store) == 4)
    watcher.send_signal(signal.SIGTERM)
    said = watcher.communicate(timeout=10)[1]
    assert watcher.returncode == 0
    assert f"process {os.getpid()} on " in said
    for name in ("bad.html", "bad.jsonl.gz", "fifo.txt"):
        assert f"skipped {archive / name}: " in said


@pytest.mark.parametrize(
    ("name", "matters"),
    [
        ("1.jsonl", True),
        ("gone.txt.xz", True),
        ("gone", True),
        ("notes.doc", False),
        (".1.jsonl.swp", False),
        ("index/manifest.json", False),
        ("index/generations/1/x.txt", False),
    ],
)
def test_what_can_change_the_index(archive: Path, store: Store, name: str, matters: bool) -> None:
    build([archive], store)
    (archive / "notes.doc").touch()
    assert _matters(archive / name, Path(os.path.realpath(store.directory))) == matters

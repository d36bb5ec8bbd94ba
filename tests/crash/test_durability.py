"""The manifest names nothing that is not on the disk, and nothing is synced twice in vain."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.analysis.dictionary import Dictionary
from index.build import build
from index.removal import remove
from index.store import Store
from tests.crash.steps import make_original

pytestmark = pytest.mark.crash


class Disk:
    """Remember what fsync has seen: of a file its size and time, of a directory its names."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.files: dict[int, tuple[int, int]] = {}
        self.names: dict[int, set[str]] = {}
        self.syncs: Counter[Path] = Counter()
        self.switches = 0
        self._fsync, self._replace = os.fsync, os.replace
        monkeypatch.setattr(os, "fsync", self.fsync)
        monkeypatch.setattr(os, "replace", self.replace)

    def fsync(self, descriptor: int) -> None:
        self._fsync(descriptor)
        status = os.fstat(descriptor)
        self.files[status.st_ino] = (status.st_size, status.st_mtime_ns)
        place = Path(f"/proc/self/fd/{descriptor}")
        self.syncs[place.readlink()] += 1
        if place.is_dir():
            self.names[status.st_ino] = {path.name for path in place.iterdir()}

    def replace(self, source: Any, target: Any) -> None:
        if Path(target).name == "manifest.json":
            self.check(Path(target).parent / "generations")
            self.switches += 1
        self._replace(source, target)

    def check(self, generations: Path) -> None:
        newest = max(generations.iterdir(), key=lambda path: int(path.name))
        assert newest.name in self.names[generations.stat().st_ino]
        for file in newest.iterdir():
            status = file.stat()
            assert file.name in self.names[newest.stat().st_ino], file
            known = self.files.get(status.st_ino)
            assert known == (status.st_size, status.st_mtime_ns), f"{file} is not on the disk"
            # An array file is synced before its header says that it is complete, and after.
            most = 2 if file.suffix in (".segment", ".deletions") else 1
            assert self.syncs[file] <= most, f"{file} was synced more than it needs"


def no_links(*_: object, **__: object) -> None:
    raise OSError("this file system has no hard links")


@pytest.mark.parametrize(
    "run",
    [
        lambda store, folder: build([folder], store),
        lambda store, folder: build([folder], store, full=True),
        lambda store, folder: remove(["1"], store),
    ],
    ids=["build", "full", "delete"],
)
@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="names are read through /proc")
def test_everything_is_on_the_disk_before_the_switch(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Callable[[Store, Path], object],
    *,
    links: bool,
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    disk = Disk(monkeypatch)
    folder = make_original(tmp_path / "place")
    run(Store(folder / "index"), folder / "in")
    assert disk.switches == 4


def test_a_dictionary_is_on_the_disk_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = tmp_path / "words.txt"
    words.write_text("protect الجزيرة\n", "utf-8")
    folder = make_original(tmp_path / "place")
    disk = Disk(monkeypatch)
    build([folder / "in"], Store(folder / "index"), dictionary=Dictionary.load(words))
    assert disk.switches == 1

"""A real disk that is full: a small tmpfs with room for one page more at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import StoreError
from index.store import Store
from index.verify import verify
from tests.crash.steps import COMMANDS, Command, Place, make_original

pytestmark = [pytest.mark.crash, pytest.mark.timeout(240)]

BAHITH = str(Path(sys.executable).with_name("bahith"))
PAGE = 4096
ROOMY = 64 << 20


class Disk:
    """A file system of its own, with as much room as a test leaves it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self._mount(f"size={ROOMY}", "tmpfs")

    def _mount(self, options: str, device: str) -> None:
        command = ["mount", "-t", "tmpfs", "-o", options, device, str(self.folder)]
        subprocess.run(command, check=True, capture_output=True)

    def leave(self, room: int) -> None:
        """Leave so many bytes free, in whole pages."""
        status = os.statvfs(self.folder)
        used = (status.f_blocks - status.f_bfree) * status.f_frsize
        self._mount(f"remount,size={used + room}", "tmpfs")

    def unmount(self) -> None:
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    try:
        made = Disk(tmp_path / "disk")
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"a file system can only be mounted by root ({error})")
    yield made
    made.unmount()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_original(tmp_path_factory.mktemp("full") / "original")


# A rollback writes no more than the manifest, and a page is always found for that.
@pytest.mark.parametrize(
    "command", [c for c in COMMANDS if c.name != "rollback"], ids=lambda command: command.name
)
def test_each_write_finds_no_room(
    original: Path, tmp_path: Path, disk: Disk, command: Command
) -> None:
    whole = Place(original, tmp_path / "whole")
    before = whole.ids()
    command.run(whole.store, whole.folder)
    after = whole.ids()

    place = Place(original, disk.folder / "place")
    for pages in range(10_000):
        disk.leave(pages * PAGE)
        try:
            command.run(place.store, place.folder)
            break
        except (OSError, StoreError) as error:
            assert "No space" in str(error) or "bytes are needed" in str(error)
        assert place.ids() == before
        assert verify(place.store).findings == ()
        assert not list(place.folder.glob("*.part"))
    assert pages > 3
    assert place.ids() == after
    # What found no room after the switch, such as the manifest's copy, is done by the next one.
    disk.leave(ROOMY)
    with place.store.lock():
        pass
    assert verify(place.store).findings == ()


def test_the_command_says_so_and_works_again(original: Path, disk: Disk) -> None:
    place = Place(original, disk.folder / "place")
    command = [BAHITH, "index", str(place.folder / "in"), "--index", str(place.store.directory)]
    for pages in (0, 1, 3):
        disk.leave(pages * PAGE)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 2, done.stderr
        assert "No space left on device" in done.stderr
        assert "Traceback" not in done.stderr
        assert place.ids() == "123"
        assert verify(Store(place.store.directory)).findings == ()
    disk.leave(ROOMY)
    subprocess.run(command, check=True, capture_output=True)
    assert place.ids() == "1234"

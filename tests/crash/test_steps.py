"""Fail or be killed at each step of each command: the index answers, and goes on."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.build import build
from index.restore import restore
from index.store import Store
from index.verify import verify
from tests.crash.steps import (
    COMMANDS,
    EVERY,
    FAILING,
    Command,
    Place,
    counting,
    fail,
    killed,
    make_original,
)

pytestmark = [pytest.mark.crash, pytest.mark.timeout(240)]

BAHITH = str(Path(sys.executable).with_name("bahith"))
MOST_STEPS = 400
KILLS = int(os.environ.get("BAHITH_CRASH_KILLS", "6"))
"""At about how many of its steps a command is killed; many in a long round."""

STRIDE = 1 if KILLS >= 100 else 3
"""A long round fails at each step, a short one at every third."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_original(tmp_path_factory.mktemp("steps") / "original")


def check(place: Place, command: Command, whole: tuple[str, str]) -> None:
    """After what happened: one of two states, and the next writer finds nothing in its way."""
    assert place.ids() in whole
    assert verify(place.store).is_sound
    if (place.folder / "new.tar").exists():
        assert restore(Store(place.folder / "other"), place.folder / "new.tar")
    if command.name != "rollback" or place.ids() != whole[1]:
        command.run(place.store, place.folder)
        assert place.ids() == whole[1]
    build([place.folder / "in"], place.store)
    assert verify(place.store).findings == ()
    assert len(place.generations()) <= 2
    assert not list(place.folder.glob("*.part"))


def after(original: Path, tmp_path: Path, command: Command) -> tuple[str, str]:
    place = Place(original, tmp_path / "whole")
    before = place.ids()
    command.run(place.store, place.folder)
    return before, place.ids()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_disk_that_fails_at_each_step(original: Path, tmp_path: Path, command: Command) -> None:
    whole = after(original, tmp_path, command)
    for at in range(1, MOST_STEPS, STRIDE):
        place = Place(original, tmp_path / str(at))
        failed = False
        with counting(FAILING, at, fail) as steps:
            try:
                command.run(place.store, place.folder)
            except OSError as error:
                assert "No space" in str(error)
                failed = True
        if len(steps) < at:
            break
        # Without hard links files are copied; directories that are there need not be made; what
        # cannot be cleared away after the switch is left to the next writer.
        assert failed or place.ids() == whole[1], steps
        assert len(place.generations()) <= 3
        check(place, command, whole)
        place.remove()
    assert at > 3


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_killed_at_each_step(original: Path, tmp_path: Path, command: Command) -> None:
    with counting(EVERY, 0, fail) as steps:
        whole = after(original, tmp_path, command)
    assert len(steps) >= 3
    for at in range(1, len(steps) + 1, max(1, len(steps) // KILLS)):
        place = Place(original, tmp_path / str(at))
        assert killed(lambda place=place: command.run(place.store, place.folder), at)  # type: ignore[misc]
        check(place, command, whole)
        place.remove()


@pytest.mark.parametrize("limit", [0, 300, 1_000, 2_000])
def test_a_write_that_finds_no_room(original: Path, tmp_path: Path, limit: int) -> None:
    """A process that may not write larger files fails in `write` itself, as on a full disk."""

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    place = Place(original, tmp_path / "place")
    environment = {**os.environ, "BAHITH_INDEX": str(place.store.directory)}
    commands = {
        "build": ["index", str(place.folder / "in")],
        "restore": ["restore", str(place.folder / "old.tar")],
        "backup": ["backup", str(place.folder / "new.tar")],
    }
    for arguments in commands.values():
        done = subprocess.run(
            [BAHITH, *arguments],
            env=environment,
            preexec_fn=limited,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2, done.stderr
        assert "File too large" in done.stderr
        assert "Traceback" not in done.stderr
        assert place.ids() == "123"
        assert verify(place.store).findings == ()
    assert not (place.folder / "new.tar").exists()
    assert not list(place.folder.glob("*.part"))
    build([place.folder / "in"], place.store)
    assert place.ids() == "1234"

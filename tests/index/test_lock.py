from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import IndexLocked
from index.lock import HOLDER, is_locked, writer_lock

HOLD = """
import sys
from pathlib import Path
from index.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(directory: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(directory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stdout.readline() == "held\n"
    return process


def test_the_second_is_told_who_holds_it(tmp_path: Path) -> None:
    holder = hold(tmp_path)
    try:
        assert is_locked(tmp_path)
        with pytest.raises(IndexLocked) as caught, writer_lock(tmp_path):
            pass
        said = str(caught.value)
        assert f"process {holder.pid} on " in said
        assert str(tmp_path) in said.split("`")[1]
        assert re.search(r"since \d{4}-\d\d-\d\dT", said)
    finally:
        holder.kill()
        holder.communicate()


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    holder = hold(tmp_path)
    holder.kill()
    holder.communicate()
    assert (tmp_path / HOLDER).exists()
    assert not is_locked(tmp_path)
    with writer_lock(tmp_path):
        assert json.loads((tmp_path / HOLDER).read_text("utf-8"))["pid"] == os.getpid()
    assert not (tmp_path / HOLDER).exists()


def test_a_dead_writers_note_is_not_passed_on(tmp_path: Path) -> None:
    dead = hold(tmp_path)
    dead.kill()
    dead.communicate()
    note = (tmp_path / HOLDER).read_bytes()
    with writer_lock(tmp_path):
        (tmp_path / HOLDER).write_bytes(note)
        with pytest.raises(IndexLocked, match="another process is writing"), writer_lock(tmp_path):
            pass


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"pid": "x"}',
        b'{"pid": 99999999999999999999, "host": "", "command": "\\u001b[2J", "since": "\\n"}',
    ],
)
def test_the_note_is_not_believed(tmp_path: Path, note: bytes) -> None:
    with writer_lock(tmp_path):
        (tmp_path / HOLDER).write_bytes(note)
        with pytest.raises(IndexLocked) as caught, writer_lock(tmp_path):
            pass
    assert str(caught.value).isprintable()


def test_without_room_for_the_note(tmp_path: Path) -> None:
    (tmp_path / HOLDER).mkdir()
    with writer_lock(tmp_path):
        assert is_locked(tmp_path)

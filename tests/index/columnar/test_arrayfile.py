"""Files of arrays: what is written is read, and what was changed since is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter, Spool
from index.errors import IndexDamaged


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a.col"
    spool = Spool(tmp_path, "<u4")
    with ArrayFileWriter(file, "segment") as out:
        out.put("bytes", np.arange(7, dtype=np.uint8), "|u1")
        for start in range(0, 40, 20):
            spool.append(np.arange(start, start + 20))
        out.put_spool("numbers", spool)
        out.put("none", np.zeros(0), "<i8")
        out.facts["documents"] = 3
    return file


def test_arrays_come_back(path: Path) -> None:
    file = ArrayFile(path, "segment")
    file.verify()
    assert file.array("bytes", np.uint8, 7).tolist() == list(range(7))
    assert file.array("numbers", np.uint32).tolist() == list(range(40))
    assert file.array("none", np.int64).tolist() == []
    assert file.fact("documents") == 3
    assert not file.array("numbers", np.uint32).flags.writeable


def test_arrays_outlive_the_name(path: Path) -> None:
    numbers = ArrayFile(path, "segment").array("numbers", np.uint32)
    path.unlink()
    assert int(numbers.sum()) == sum(range(40))


def test_each_wish_is_checked(path: Path) -> None:
    file = ArrayFile(path, "segment")
    for wish in (
        lambda: file.array("other", np.uint8),
        lambda: file.array("bytes", np.uint32),
        lambda: file.array("bytes", np.uint8, 8),
        lambda: file.fact("other"),
        lambda: ArrayFile(path, "deletions"),
        lambda: ArrayFile(path.with_name("gone"), "segment"),
    ):
        with pytest.raises(IndexDamaged, match=r"a\.col|gone"):
            wish()


def test_every_flipped_bit_is_noticed(path: Path) -> None:
    sound = path.read_bytes()
    for place in range(len(sound)):
        for bit in (0, 5):
            changed = bytearray(sound)
            changed[place] ^= 1 << bit
            path.write_bytes(changed)
            with pytest.raises(IndexDamaged):
                ArrayFile(path, "segment").verify()


def test_every_cut_is_noticed_on_opening(path: Path) -> None:
    sound = path.read_bytes()
    for length in range(len(sound)):
        path.write_bytes(sound[:length])
        with pytest.raises(IndexDamaged):
            ArrayFile(path, "segment")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_damage(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(IndexDamaged):
        ArrayFile(path, "segment")


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with ArrayFileWriter(tmp_path / "b.col", "segment") as out:
            out.put("bytes", np.zeros(3), "|u1")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()
    assert not list(tmp_path.iterdir())

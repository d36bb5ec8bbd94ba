"""Short numbers come back, whatever their size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.short import put_short, read_short
from index.errors import IndexDamaged


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 2**32 - 1) | st.integers(250, 260) | st.integers(0, 9)))
def test_numbers_come_back(tmp_path: Path, numbers: list[int]) -> None:
    (tmp_path / "file").unlink(missing_ok=True)
    with ArrayFileWriter(tmp_path / "file", "segment") as out:
        put_short(out, "n", np.array(numbers, np.uint32))
    file = ArrayFile(tmp_path / "file", "segment")
    assert read_short(file, "n").tolist() == numbers
    assert read_short(file, "n", len(numbers)).tolist() == numbers
    with pytest.raises(IndexDamaged, match="'n'"):
        read_short(file, "n", len(numbers) + 1)


@pytest.mark.parametrize("long", [[], [300, 300], [254]])
def test_arrays_that_do_not_fit_each_other_are_refused(tmp_path: Path, long: list[int]) -> None:
    with ArrayFileWriter(tmp_path / "file", "segment") as out:
        out.put("n", np.array([3, 255]), "|u1")
        out.put("n.long", np.array(long), "<u4")
    with pytest.raises(IndexDamaged, match=r"n\.long|'n'"):
        read_short(ArrayFile(tmp_path / "file", "segment"), "n")

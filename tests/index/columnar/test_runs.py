"""Runs come back whole, in slices and in parts, whatever lies between them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.runs import RunReader, RunWriter

_NUMBERS = st.integers(0, 2**32 - 1) | st.integers(0, 3)
_RUNS = st.lists(st.lists(_NUMBERS, min_size=1, max_size=9), min_size=1, max_size=200)


def _flat(runs: list[list[int]]) -> list[int]:
    return [number for run in runs for number in run]


def _reader(directory: Path, runs: list[list[int]]) -> RunReader:
    counts = np.array([len(run) for run in runs], np.uint32)
    writer = RunWriter(directory, "r")
    for half in (runs[: len(runs) // 2], runs[len(runs) // 2 :]):
        if half:
            writer.add(
                np.array(_flat(half), np.uint32),
                np.array([len(run) for run in half], np.uint32),
            )
    (directory / "file").unlink(missing_ok=True)
    with ArrayFileWriter(directory / "file", "segment") as out:
        writer.write(out)
    return RunReader(ArrayFile(directory / "file", "segment"), "r", counts)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(runs=_RUNS, data=st.data())
def test_whole_runs_slices_and_parts(
    tmp_path: Path, runs: list[list[int]], data: st.DataObject
) -> None:
    reader = _reader(tmp_path, runs)
    assert [reader[number].tolist() for number in range(len(runs))] == runs
    start = data.draw(st.integers(0, len(runs)))
    stop = data.draw(st.integers(0, len(runs)))
    assert reader.slice(start, stop).tolist() == _flat(runs[start:stop])
    chosen = data.draw(st.lists(st.integers(0, len(runs) - 1), unique=True).map(sorted))
    assert reader.pick(np.array(chosen, np.int64)).tolist() == _flat([runs[n] for n in chosen])
    run = data.draw(st.integers(0, len(runs) - 1))
    places = data.draw(st.lists(st.integers(0, len(runs[run]) - 1)))
    assert reader.at(run, np.array(places, np.int64)).tolist() == [runs[run][p] for p in places]
    several = data.draw(st.lists(st.integers(0, len(runs) - 1), min_size=1))
    parts = [data.draw(st.lists(st.integers(0, len(runs[n]) - 1))) for n in several]
    some = reader.some(
        np.array(several, np.int64),
        np.array(list(map(len, parts)), np.int64),
        np.array(_flat(parts), np.int64),
    )
    wanted = [[runs[n][place] for place in part] for n, part in zip(several, parts, strict=True)]
    assert some.tolist() == _flat(wanted)


@pytest.mark.parametrize("wanted", [0, 1, 500, 5_000])
def test_parts_of_a_long_run(tmp_path: Path, wanted: int) -> None:
    rng = np.random.default_rng(3)
    runs = [[7, 8, 9], rng.integers(0, 9_000, 5_000).tolist(), [1]]
    places = rng.integers(0, 5_000, wanted)
    assert _reader(tmp_path, runs).at(1, places).tolist() == [runs[1][place] for place in places]


def test_every_number_of_a_run_fits_its_width(tmp_path: Path) -> None:
    reader = _reader(tmp_path, [[0, 5], [0], [8_191, 3]])
    assert [reader.width(run) for run in range(3)] == [3, 0, 13]

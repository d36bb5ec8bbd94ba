"""Packing and reading back are inverse, for every width and length of run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.columnar.bits import PADDING, UInt32s, pack, run_bytes, unpack, unpack_runs, widths

_NUMBERS = st.integers(0, 2**32 - 1) | st.integers(0, 300)
_RUNS = st.lists(st.lists(_NUMBERS, min_size=1, max_size=70), max_size=12)


def _flat(runs: list[list[int]]) -> tuple[UInt32s, UInt32s, NDArray[np.int64]]:
    counts = np.array([len(run) for run in runs], np.uint32)
    values = np.array([number for run in runs for number in run], np.uint32)
    return values, counts, np.cumsum(counts, dtype=np.int64) - counts


@given(_RUNS)
def test_every_run_comes_back(runs: list[list[int]]) -> None:
    values, counts, starts = _flat(runs)
    bits = widths(values, starts)
    assert [int(b) for b in bits] == [max(run).bit_length() for run in runs]
    blob = np.concatenate([pack(values, counts, bits), np.full(PADDING, 255, np.uint8)])
    sizes = run_bytes(counts, bits)
    places = np.cumsum(sizes) - sizes
    assert len(blob) == sizes.sum() + PADDING
    for run, place, width in zip(runs, places, bits, strict=True):
        assert unpack(blob, int(place), len(run), int(width)).tolist() == run
    assert unpack_runs(blob, places, counts, bits).tolist() == values.tolist()


@pytest.mark.parametrize("width", range(1, 33))
@pytest.mark.parametrize("count", [1, 47, 48, 49, 1000, 1024, 2047])
def test_every_width_to_the_last_byte(width: int, count: int) -> None:
    values = np.random.default_rng(width).integers(0, 1 << width, count).astype(np.uint32)
    values[0] = (1 << width) - 1
    counts, bits = np.array([count]), np.array([width], np.uint8)
    blob = np.concatenate([pack(values, counts, bits), np.full(PADDING, 255, np.uint8)])
    assert unpack(blob, 0, count, width).tolist() == values.tolist()


@given(st.integers(0, 2**32 - 1), st.integers(0, 3))
def test_many_runs_come_back_at_once(seed: int, short_of_a_word: int) -> None:
    rng = np.random.default_rng(seed)
    counts = rng.integers(1, 40, 100).astype(np.uint32)
    tops = np.repeat(2.0 ** rng.integers(0, 33, 100), counts)
    values = (rng.random(len(tops)) * tops).astype(np.uint32)
    bits = widths(values, np.cumsum(counts, dtype=np.int64) - counts)
    # What no number may read stands behind the last one.
    padding = np.full(PADDING + short_of_a_word, 255, np.uint8)
    blob = np.concatenate([pack(values, counts, bits), padding])
    sizes = run_bytes(counts, bits)
    assert np.array_equal(unpack_runs(blob, np.cumsum(sizes) - sizes, counts, bits), values)


def test_packing_in_steps_is_packing_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    runs = [rng.integers(0, 1 << rng.integers(0, 20), 9).tolist() for _ in range(50)]
    values, counts, starts = _flat(runs)
    at_once = pack(values, counts, widths(values, starts))
    monkeypatch.setattr("index.columnar.bits._CHUNK", 30)
    assert pack(values, counts, widths(values, starts)).tobytes() == at_once.tobytes()

"""Runs: packed numbers of all terms of a field, one run a term."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter, Spool
from index.columnar.bits import (
    PADDING,
    Int64s,
    UInt8s,
    UInt32s,
    pack,
    read_at,
    read_some,
    run_bytes,
    unpack,
    unpack_runs,
    widths,
)

__all__ = ["RunReader", "RunWriter"]

_STRIDE = 64
"""The place of every 64th run is stored; those between are found by adding up sizes."""

_STEP = 8
"""The place of every 8th run is kept in memory."""

_LONG = 256
"""Runs of more numbers each are unpacked one by one: long ones take less time a number."""

_FEW = 256
"""The places of fewer runs are found from the kept ones before them; of more, all between."""

_VERY_FEW = 4
"""The places of fewer runs are found one by one."""

_WHOLE = 4096
"""A shorter run is never unpacked whole for some of its numbers."""

_SHARE = 6
"""Where fewer numbers than one in so many are wanted, only they are read."""


class RunWriter:
    """Pack runs as they come and write them at the end.

    Args:
        directory: Where there is room for what is not written yet.
        name: The name of the arrays.
    """

    def __init__(self, directory: Path, name: str) -> None:
        self._name = name
        self._blob = Spool(directory, "|u1")
        self._bits: list[UInt8s] = []
        self._sizes: list[Int64s] = []

    def add(self, values: UInt32s, counts: UInt32s) -> None:
        """Add runs.

        Args:
            values: Their numbers, one run after the other.
            counts: Numbers a run, at least one each.
        """
        bits = widths(values, np.cumsum(counts, dtype=np.int64) - counts)
        self._bits.append(bits)
        self._sizes.append(run_bytes(counts, bits))
        self._blob.append(pack(values, counts, bits))

    def write(self, out: ArrayFileWriter) -> None:
        """Write all runs and let go of the room.

        Args:
            out: The file.
        """
        self._blob.append(np.zeros(PADDING, np.uint8))
        out.put_spool(self._name, self._blob)
        out.put(f"{self._name}.bits", np.concatenate([*self._bits, np.zeros(0)]), "|u1")
        ends = np.cumsum(np.concatenate([np.zeros(1, np.int64), *self._sizes]))
        out.put(f"{self._name}.places", ends[:-1][::_STRIDE], "<u8")

    def close(self) -> None:
        """Let go of the room; what was added is lost where it was not written."""
        self._blob.close()


class RunReader:
    """Read runs.

    Args:
        file: The file of the segment.
        name: The name of the arrays.
        counts: Numbers a run.

    Raises:
        IndexDamaged: The arrays do not fit each other.
    """

    def __init__(self, file: ArrayFile, name: str, counts: UInt32s) -> None:
        runs = len(counts)
        self._counts = counts
        self._blob = file.array(name, np.uint8)
        self._bits = file.array(f"{name}.bits", np.uint8, runs)
        places = file.array(f"{name}.places", np.uint64, -(-runs // _STRIDE))
        # Sizes are checked once, so that no later read can leave the array.
        end = 0
        self._steps = np.zeros(0, np.int64)
        if runs:
            sizes = run_bytes(counts, self._bits)
            ends = np.cumsum(sizes)
            end = int(ends[-1])
            self._steps = ends[::_STEP] - sizes[::_STEP]
            starts = self._steps[:: _STRIDE // _STEP]
            if self._bits.max() > 32 or bool((starts != places).any()):
                raise file.damage(f"the places of {name!r} are wrong")
        if end + PADDING != len(self._blob):
            raise file.damage(f"{name!r} has {len(self._blob)} bytes instead of {end + PADDING}")

    def __getitem__(self, run: int) -> UInt32s:
        count, bits = int(self._counts[run]), int(self._bits[run])
        if not bits:
            return np.zeros(count, np.uint32)
        return unpack(self._blob, self._place(run), count, bits)

    def _place(self, run: int) -> int:
        first = run - run % _STEP
        place = int(self._steps[run // _STEP])
        if first == run:
            return place
        counts: list[int] = self._counts[first:run].tolist()
        every: list[int] = self._bits[first:run].tolist()
        return place + sum([(n * bits + 7) >> 3 for n, bits in zip(counts, every, strict=True)])

    def at(self, run: int, places: Int64s) -> UInt32s:
        """Return some numbers of one run.

        Args:
            run: Which.
            places: Which of its numbers; all are less than the run's count.
        """
        count, bits = int(self._counts[run]), int(self._bits[run])
        if not bits:
            return np.zeros(len(places), np.uint32)
        if count >= _WHOLE and len(places) * _SHARE >= count:
            return self[run].take(places)
        return read_at(self._blob, self._place(run), places, bits)

    def some(self, runs: Int64s, counts: Int64s, places: Int64s) -> UInt32s:
        """Return some numbers of some runs, one run after the other.

        Args:
            runs: Which runs, in any order.
            counts: How many numbers of each run.
            places: Which of its numbers; all are less than the run's count.
        """
        starts = self._starts_apart(runs)
        return read_some(self._blob, starts, self._bits.take(runs), counts, places)

    def width(self, run: int) -> int:
        """Return a number of bits that each number of a run fits into."""
        return int(self._bits[run])

    def greatest_width(self) -> int:
        """Return a number of bits that each number of each run fits into."""
        return int(self._bits.max(initial=0))

    def slice(self, start: int, stop: int) -> UInt32s:
        """Return the numbers of all runs from `start` to before `stop`, one after the other."""
        if start >= stop:
            return np.zeros(0, np.uint32)
        counts, bits = self._counts[start:stop], self._bits[start:stop]
        sizes = run_bytes(counts, bits)
        starts = self._place(start) + np.cumsum(sizes) - sizes
        return unpack_runs(self._blob, starts, counts, bits)

    def pick(self, runs: Int64s) -> UInt32s:
        """Return the numbers of some runs, one after the other.

        Args:
            runs: Which, ascending.
        """
        if not len(runs):
            return np.zeros(0, np.uint32)
        counts = self._counts[runs]
        if int(counts.sum(dtype=np.int64)) > _LONG * len(runs):
            return np.concatenate([self[run] for run in runs.tolist()])
        starts = self._starts(runs)
        return unpack_runs(self._blob, starts, counts, self._bits[runs])

    def _starts(self, runs: Int64s) -> Int64s:
        """Return the places of some runs, ascending."""
        if len(runs) < _VERY_FEW:
            return np.array([self._place(run) for run in runs.tolist()], np.int64)
        if len(runs) < _FEW:
            return self._starts_apart(runs)
        first, stop = int(runs[0]) - int(runs[0]) % _STEP, int(runs[-1])
        sizes = run_bytes(self._counts[first:stop], self._bits[first:stop])
        ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
        starts: Int64s = ends[runs - first] + int(self._steps[first // _STEP])
        return starts

    def _starts_apart(self, runs: Int64s) -> Int64s:
        """Return the places of some runs, each from the kept one before it."""
        firsts = runs & -_STEP
        between = firsts[:, None] + np.arange(_STEP - 1)
        before = between < runs[:, None]
        # What is not before a run may be behind the last one.
        sizes = run_bytes(
            self._counts.take(between, mode="clip"), self._bits.take(between, mode="clip")
        )
        starts: Int64s = self._steps.take(firsts // _STEP)
        starts += np.add.reduce(sizes, axis=1, where=before)
        return starts

"""Short numbers: arrays of which nearly every number fits into one byte."""

from __future__ import annotations

import numpy as np

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.bits import UInt32s

__all__ = ["put_short", "read_short"]

_LONG = 255
"""Stands for a number that does not fit; those come in order in an array of their own."""


def put_short(out: ArrayFileWriter, name: str, numbers: UInt32s) -> None:
    """Write numbers, a byte for each less than 255.

    Args:
        out: The file.
        name: The name of the array; the longer numbers are in `name.long`.
        numbers: The numbers.
    """
    out.put(name, np.minimum(numbers, _LONG), "|u1")
    out.put(f"{name}.long", numbers[numbers >= _LONG], "<u4")


def read_short(file: ArrayFile, name: str, count: int | None = None) -> UInt32s:
    """Return numbers that `put_short` wrote.

    Args:
        file: The file.
        name: The name of the array.
        count: How many there must be, where that is known.

    Raises:
        IndexDamaged: The arrays do not fit each other.
    """
    short = file.array(name, np.uint8, count)
    places = np.flatnonzero(short == _LONG)
    long = file.array(f"{name}.long", np.uint32, len(places))
    if len(long) and int(long.min()) < _LONG:
        raise file.damage(f"the long numbers of {name!r} are short")
    numbers = short.astype(np.uint32)
    numbers[places] = long
    return numbers

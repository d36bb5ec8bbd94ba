"""Bit packing: runs of small numbers, each run with as many bits a number as its largest needs.

A run belongs to one term: its document numbers, its frequencies or its positions. Numbers lie
lowest bit first, without gaps; every run begins at a whole byte.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "PADDING",
    "Int64s",
    "UInt8s",
    "UInt32s",
    "pack",
    "read_at",
    "read_some",
    "run_bytes",
    "unpack",
    "unpack_runs",
    "widths",
]

UInt8s = NDArray[np.uint8]
UInt32s = NDArray[np.uint32]
Int64s = NDArray[np.int64]

PADDING = 8
"""Bytes that must follow the last run: numbers are read eight bytes at a time."""

_FEW = 1024
"""A shorter run is read by its numbers' places, a longer one eight numbers at a time."""

_MOST_BITS = 28
"""Two numbers of so many bits, and a shift within a byte, fit into eight bytes."""

_Number = NDArray[np.uint64]
"""One number, as an array: numpy makes one of each number it reckons with, and that takes longer
than to reckon with few."""


def _number(value: int) -> _Number:
    return np.array(value, np.uint64)


_MASKS = [_number((1 << bits) - 1) for bits in range(33)]
"""The lowest bits of a word, as many as the place in the list says."""

_ALL_MASKS = np.array(_MASKS, np.uint64)

_SHIFTS = [_number(bits) for bits in range(8)]

_BYTE = np.array(3)
_BIT = np.array(7)
"""The bits of a place that name the bit in a byte; those above name the byte."""

_CHUNK = 1 << 19
"""Numbers packed in one step; each takes about 60 bytes meanwhile."""


def widths(values: UInt32s, starts: Int64s) -> UInt8s:
    """Return how many bits the largest number of each run needs.

    Args:
        values: All runs, one after the other.
        starts: Where each run begins in `values`; no run is empty.

    Returns:
        A width from 0 to 32 a run.
    """
    if not len(starts):
        return np.zeros(0, np.uint8)
    largest = np.maximum.reduceat(values, starts)
    # frexp is exact for every 32-bit number: its exponent is the length in bits.
    return np.frexp(largest.astype(np.float64))[1].astype(np.uint8)


def run_bytes(counts: UInt32s | Int64s, bits: UInt8s) -> Int64s:
    """Return how many bytes each run takes.

    Args:
        counts: Numbers a run.
        bits: Width of each run.
    """
    return (counts.astype(np.int64) * bits + 7) >> 3


def pack(values: UInt32s, counts: UInt32s | Int64s, bits: UInt8s) -> UInt8s:
    """Pack runs of numbers.

    Args:
        values: All runs, one after the other.
        counts: Numbers a run.
        bits: Width of each run, as `widths` gives it.

    Returns:
        The bytes of all runs, without padding.
    """
    ends = np.cumsum(counts, dtype=np.int64)
    parts = []
    first = done = 0
    while first < len(ends):
        # At least one run a step, however long it is.
        last = max(int(np.searchsorted(ends, done + _CHUNK, "right")), first + 1)
        end = int(ends[last - 1])
        parts.append(_pack_step(values[done:end], counts[first:last], bits[first:last]))
        first, done = last, end
    return np.concatenate(parts) if parts else np.zeros(0, np.uint8)


def _pack_step(values: UInt32s, counts: UInt32s | Int64s, bits: UInt8s) -> UInt8s:
    sizes = run_bytes(counts, bits)
    total = int(sizes.sum())
    words = np.zeros(total // 8 + 2, np.uint64)
    if len(values):
        place = _places(np.cumsum(sizes) - sizes, counts, bits)
        shift = (place & 63).astype(np.uint8)
        place >>= 6
        # Numbers stand in order, so those that begin in one word are neighbours.
        heads = np.flatnonzero(np.diff(place, prepend=-1))
        words[place[heads]] = np.bitwise_or.reduceat(values.astype(np.uint64) << shift, heads)
        # At most one number a word goes on into the next: the last that begins in it.
        last = np.append(heads[1:], len(values)) - 1
        widest = bits[np.searchsorted(np.cumsum(counts, dtype=np.int64), last, "right")]
        over = last[shift[last] + widest > 64]
        words[place[over] + 1] |= values[over].astype(np.uint64) >> (np.uint8(64) - shift[over])
    return words.astype("<u8", copy=False).view(np.uint8)[:total]


def _places(starts: Int64s, counts: UInt32s | Int64s, bits: UInt8s) -> Int64s:
    """Return the bit where each number of each run begins; runs begin at bytes `starts`."""
    counts = counts.astype(np.int64)
    width = bits.astype(np.int64)
    # Number i of all numbers is number i - before of its run.
    before = np.cumsum(counts) - counts
    return np.repeat(starts * 8 - before * width, counts) + np.arange(
        int(counts.sum()), dtype=np.int64
    ) * np.repeat(width, counts)


def unpack(blob: UInt8s, start: int, count: int, bits: int) -> UInt32s:
    """Return the numbers of one run.

    Args:
        blob: Packed runs, followed by at least `PADDING` bytes.
        start: The byte where the run begins; the caller has checked that it ends in `blob`.
        count: Numbers in the run.
        bits: Their width.
    """
    if bits == 0:
        return np.zeros(count, np.uint32)
    if count < _FEW or bits > _MOST_BITS:
        places = np.arange(8 * start, 8 * start + count * bits, bits)
        return _read(blob, 0, places, _MASKS[bits])
    # Eight numbers take a whole number of bytes, so each eighth one lies in the same bits of
    # every row. A row is read as few words, and all numbers are moved apart in the words.
    lanes = 8 if bits <= 8 else 4 if bits <= 16 else 2
    rows, columns = -(-count // 8), 8 // lanes
    bytes_before_last = (columns - 1) * lanes * bits // 8
    # The last row may be cut off by the end of the blob.
    whole = min(rows, max(0, (len(blob) - start - bytes_before_last - 8) // bits + 1))
    words = np.empty((whole, columns), "<u8")
    for column in range(columns):
        byte, shift = divmod(column * lanes * bits, 8)
        read = np.ndarray(whole, "<u8", blob.data, start + byte, (bits,))
        np.right_shift(read, _SHIFTS[shift], out=words[:, column])
    for shift_up, high, low in _moves(bits, lanes):
        moved = words << shift_up
        moved &= high
        words &= low
        words |= moved
    numbers = np.empty(count, np.uint32)
    done = min(count, whole * 8)
    numbers[:done] = words.reshape(-1).view(f"<u{columns}")[:done]
    if done < count:
        numbers[done:] = read_at(blob, start, np.arange(done, count), bits)
    return numbers


@cache
def _moves(bits: int, lanes: int) -> list[tuple[_Number, _Number, _Number]]:
    """Return how numbers at the low end of a word are moved apart, to fill it evenly.

    Args:
        bits: Their width.
        lanes: How many there are: 2, 4 or 8.

    Returns:
        For each step, which moves the upper half of every group of numbers: by how many bits,
        where it is then, and where the lower half is.
    """
    moves = []
    room = 64
    while lanes > 1:
        lanes //= 2
        room //= 2
        half = (1 << lanes * bits) - 1
        low = sum(half << place for place in range(0, 64, 2 * room))
        step = (room - lanes * bits, low << room, low)
        moves.append((_number(step[0]), _number(step[1]), _number(step[2])))
    return moves


def read_at(blob: UInt8s, start: int, places: Int64s, bits: int) -> UInt32s:
    """Return some numbers of one run.

    Args:
        blob: Packed runs, followed by at least `PADDING` bytes.
        start: The byte where the run begins; the caller has checked that it ends in `blob`.
        places: Which numbers of the run; the caller has checked that it has them.
        bits: Their width.
    """
    return _read(blob, start, places * bits, _MASKS[bits])


def read_some(
    blob: UInt8s, starts: Int64s, bits: UInt8s, counts: Int64s, places: Int64s
) -> UInt32s:
    """Return some numbers of several runs, one run after the other.

    Args:
        blob: Packed runs, followed by at least `PADDING` bytes.
        starts: The byte where each run begins; the caller has checked that all end in `blob`.
        bits: Width of each run.
        counts: How many numbers of each run.
        places: Which numbers of their run; the caller has checked that it has them.
    """
    place = places * bits.astype(np.int64).repeat(counts)
    place += (starts << _BYTE).repeat(counts)
    return _read(blob, 0, place, _ALL_MASKS.take(bits).repeat(counts))


def unpack_runs(blob: UInt8s, starts: Int64s, counts: UInt32s | Int64s, bits: UInt8s) -> UInt32s:
    """Return the numbers of several runs, one after the other.

    Args:
        blob: Packed runs, followed by at least `PADDING` bytes.
        starts: The byte where each run begins; the caller has checked that all end in `blob`.
        counts: Numbers a run.
        bits: Width of each run.
    """
    masks = (np.uint64(1) << bits.astype(np.uint64)) - np.uint64(1)
    place = _places(starts, counts, bits)
    if len(place) < _FEW:
        return _read(blob, 0, place, np.repeat(masks, counts))
    # Words at whole multiples of their size are gathered five times as fast as those at any
    # byte. A number is in one of four bytes, or in two neighbours.
    words = np.ndarray(len(blob) // 4, "<u4", blob.data)
    shift = (place & 31).astype(np.uint32)
    place >>= 5
    numbers: UInt32s = words.take(place)
    numbers >>= shift
    place += 1
    rest = words.take(place)
    # In two steps, because a shift by 32 bits is not defined.
    rest <<= np.uint32(1)
    rest <<= shift ^ np.uint32(31)
    numbers |= rest
    numbers &= np.repeat(masks.astype(np.uint32), counts)
    return numbers


def _read(blob: UInt8s, start: int, place: Int64s, mask: NDArray[np.uint64]) -> UInt32s:
    words = np.ndarray(len(blob) - start - 7, "<u8", blob, start, (1,))
    read: NDArray[np.uint64] = words[place >> _BYTE]
    read >>= (place & _BIT).view(np.uint64)
    read &= mask
    return read.astype(np.uint32)

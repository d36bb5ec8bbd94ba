"""Numbering: a number for each distinct written word, looked up for an array of words at a time."""

from __future__ import annotations

import secrets

import numpy as np
from numpy.typing import NDArray

from index.analysis.scan import Items
from index.columnar.bits import Int64s, UInt32s
from index.hashing import Hashing

__all__ = ["Numbering", "hashes"]

_Int32s = NDArray[np.int32]
_UInt64s = NDArray[np.uint64]

# Nobody can write words that collide without knowing these. By chance, one archive in a million
# with five million distinct words has two of more than four letters with one hash.
_HASHING = Hashing(*(np.uint64(secrets.randbits(64) | 1) for _ in range(3)))

_SMALLEST = 12
_FULL = 0.5
"""With more of its slots taken, a table is made twice as large."""


def hashes(words: Items) -> _UInt64s:
    """Return a hash of each word, never 0; equal words have equal hashes.

    Args:
        words: Any words.
    """
    return _HASHING.words(words)


class Numbering:
    """Know the number of each hash: a table with open addressing."""

    def __init__(self) -> None:
        self._bits = _SMALLEST
        self._count = 0
        self._clear()

    def _clear(self) -> None:
        self._hashes = np.zeros(1 << self._bits, np.uint64)
        self._numbers = np.zeros(1 << self._bits, np.int32)

    @property
    def nbytes(self) -> int:
        """Return how many bytes the table takes."""
        return self._hashes.nbytes + self._numbers.nbytes

    def find(self, hashed: _UInt64s) -> _Int32s:
        """Return the number of each hash, -1 where it has none.

        Args:
            hashed: Hashes, any of them more than once.
        """
        slots = self._first_slots(hashed)
        numbers = self._numbers[slots]
        left = np.flatnonzero(self._hashes[slots] != hashed)
        while left.size:
            taken = self._hashes[slots[left]] != 0
            numbers[left[~taken]] = -1
            left = left[taken]
            slots[left] = (slots[left] + 1) & ((1 << self._bits) - 1)
            numbers[left] = self._numbers[slots[left]]
            left = left[self._hashes[slots[left]] != hashed[left]]
        return numbers

    def number(self, hashed: _UInt64s, following: int) -> tuple[UInt32s, Int64s]:
        """Return the number of each hash; those that are not there get the next ones.

        Args:
            hashed: Hashes, any of them more than once.
            following: The first number that is free.

        Returns:
            The numbers, and for each new one in order a place where its hash stands. They are
            not kept before `add`.
        """
        numbers = self.find(hashed)
        missing = np.flatnonzero(numbers < 0)
        if missing.size:
            _, first, which = np.unique(hashed[missing], return_index=True, return_inverse=True)
            numbers[missing] = following + which
            missing = missing[first]
        return numbers.view(np.uint32), missing

    def add(self, hashed: _UInt64s, numbers: Int64s) -> None:
        """Add hashes that are not there.

        Args:
            hashed: Distinct hashes.
            numbers: The number of each.
        """
        self._count += len(hashed)
        if self._count > _FULL * (1 << self._bits):
            taken = self._hashes != 0
            hashed = np.concatenate([self._hashes[taken], hashed])
            numbers = np.concatenate([self._numbers[taken], numbers])
            while self._count > _FULL * (1 << self._bits):
                self._bits += 1
            self._clear()
        slots = self._first_slots(hashed)
        left = np.arange(len(hashed))
        while left.size:
            free = left[self._hashes[slots[left]] == 0]
            self._hashes[slots[free]] = hashed[free]
            # Of several that want one slot the last was written; the others go on.
            left = left[self._hashes[slots[left]] != hashed[left]]
            slots[left] = (slots[left] + 1) & ((1 << self._bits) - 1)
        self._numbers[slots] = numbers

    def _first_slots(self, hashed: _UInt64s) -> Int64s:
        return (hashed >> np.uint64(64 - self._bits)).view(np.int64)

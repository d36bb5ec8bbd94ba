"""Hashing: a number for each word of an array of words, all at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.scan import Items

__all__ = ["Hashing"]

_UInt64s = NDArray[np.uint64]

_UNITS = 4
"""UTF-16 units in one 64-bit number."""

_MASKS = np.array([0, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF], np.uint64)


class Hashing(NamedTuple):
    """Make hashes of words; equal words have equal hashes.

    Args:
        seed: Any number.
        first: Any odd number.
        second: Any odd number.
    """

    seed: np.uint64
    first: np.uint64
    second: np.uint64

    def words(self, words: Items) -> _UInt64s:
        """Return a hash of each word, never 0.

        Args:
            words: Any words.
        """
        # Four units from any place on; the array is not aligned to that.
        quads = np.ndarray(
            len(words.units) - _UNITS + 1, "<u8", words.units.data, strides=(words.units.itemsize,)
        )
        masks = _MASKS[np.minimum(words.lengths, _UNITS)]
        hashed = self.mixed((quads[words.starts] & masks) ^ self.seed)
        done = _UNITS
        longer = np.flatnonzero(words.lengths > done)
        while longer.size:
            lengths = np.minimum(words.lengths[longer] - done, _UNITS)
            more = quads[words.starts[longer] + done] & _MASKS[lengths]
            hashed[longer] = self.mixed(hashed[longer] ^ more)
            done += _UNITS
            longer = longer[words.lengths[longer] > done]
        hashed[hashed == 0] = 1
        return hashed

    def mixed(self, numbers: _UInt64s) -> _UInt64s:
        """Return numbers with their bits spread; different numbers stay different.

        Args:
            numbers: Any numbers.
        """
        # Each step can be undone.
        numbers = numbers * self.first
        numbers ^= numbers >> np.uint64(32)
        numbers *= self.second
        numbers ^= numbers >> np.uint64(29)
        return numbers

"""The term dictionary: the sorted terms of one field, found by binary search."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.bits import Int64s, UInt8s, UInt32s

__all__ = ["NumberTerms", "SortedTerms", "TermDictionary", "TermWriter"]

_END = b"\n"
"""Stands behind every term, so that one regular expression can run over all of them at once."""

_MOST_BYTES = 2**32 - 1


class TermWriter:
    """Collect the terms of a field and write them.

    Args:
        name: The name of the field.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._blobs: list[bytes] = []
        self._lengths: list[UInt32s] = []
        self.count = 0

    def add(self, terms: Sequence[bytes]) -> None:
        """Add terms, each greater than those before it.

        Args:
            terms: The terms in UTF-8.
        """
        self._blobs.append(b"".join(term + _END for term in terms))
        self._lengths.append(
            np.fromiter(map(len, terms), np.uint32, len(terms)) + np.uint32(len(_END))
        )
        self.count += len(terms)

    def write(self, out: ArrayFileWriter) -> None:
        """Write the dictionary.

        Args:
            out: The file.

        Raises:
            OverflowError: The terms are larger than 4 GB.
        """
        lengths = np.concatenate([np.zeros(1, np.uint32), *self._lengths])
        offsets = np.cumsum(lengths, dtype=np.int64)
        if offsets[-1] > _MOST_BYTES:
            raise OverflowError(f"the terms of {self._name} are larger than 4 GB")
        out.put(f"{self._name}.terms", np.frombuffer(b"".join(self._blobs), np.uint8), "|u1")
        out.put(f"{self._name}.offsets", offsets, "<u4")


class SortedTerms(Sequence[bytes]):
    """Find terms in a sorted sequence of them."""

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))

    def find(self, term: bytes) -> int:
        """Return the number of a term, or -1 where the field does not have it."""
        number = self.lower_bound(term)
        return number if number < len(self) and self[number] == term else -1

    def lower_bound(self, term: bytes) -> int:
        """Return the number of the first term that is not less than `term`."""
        return bisect_left(self, term)


class NumberTerms(SortedTerms):
    """Show numbers of several resolutions as the terms that Whoosh makes of them.

    Args:
        numbers: What is left of each number, shifted into the range from 0.
        shifts: How many low bits it has lost; the terms are sorted by this, then by number.
    """

    def __init__(self, numbers: NDArray[np.uint64], shifts: Int64s) -> None:
        self._numbers = numbers
        self._shifts = shifts

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]  # no slices
        return bytes((int(self._shifts[number]),)) + int(self._numbers[number]).to_bytes(8, "big")


class TermDictionary(SortedTerms):
    """Read the terms of a field.

    Args:
        file: The file of the segment.
        name: The name of the field.

    Raises:
        IndexDamaged: The arrays do not fit each other.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._blob: UInt8s = file.array(f"{name}.terms", np.uint8)
        self._offsets: UInt32s = file.array(f"{name}.offsets", np.uint32)
        offsets = self._offsets
        if (
            not len(offsets)
            or offsets[0] != 0
            or offsets[-1] != len(self._blob)
            or bool((offsets[1:] <= offsets[:-1]).any())
        ):
            raise file.damage(f"the terms of {name!r} do not fit their offsets")
        # Binary search looks at single items, and a view of memory gives them five times faster.
        self._bytes = self._blob.data
        self._places = offsets.data

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]  # no slices
        return self._bytes[self._places[number] : self._places[number + 1] - 1].tobytes()

    def prefix_range(self, prefix: bytes) -> range:
        """Return the numbers of the terms that start with a prefix."""
        start = self.lower_bound(prefix)
        # No byte of UTF-8 is 0xff, so this is behind every term with the prefix.
        return range(start, bisect_left(self, prefix + b"\xff", start))

    def slice(self, start: int, stop: int) -> list[bytes]:
        """Return the terms from number `start` to before `stop`."""
        return self._text(start, stop).split(_END)[:-1] if start < stop else []

    def _text(self, start: int, stop: int) -> bytes:
        return self._blob[self._offsets[start] : self._offsets[stop]].tobytes()

    def matching(self, pattern: re.Pattern[bytes], among: range, piece: bytes) -> Int64s:
        """Return the numbers of the terms that a pattern matches whole, ascending.

        Args:
            pattern: Compiled with `re.MULTILINE` and anchored with ^ and $.
            among: The numbers to look at.
            piece: What stands in every term that matches, or b"".
        """
        if not among:
            return np.zeros(0, np.int64)
        text = self._text(among.start, among.stop)
        base = int(self._offsets[among.start])
        if piece:
            # Looking for the piece alone is ten times faster than trying the pattern everywhere.
            with_piece = np.unique(self._at(re.finditer(re.escape(piece), text), base, "right") - 1)
            terms = [self[number] for number in with_piece.tolist()]
            kept = [pattern.match(term) is not None for term in terms]
            return with_piece[np.array(kept, np.bool_)]
        return self._at(pattern.finditer(text), base, "left")

    def _at(
        self, found: Iterator[re.Match[bytes]], base: int, side: Literal["left", "right"]
    ) -> Int64s:
        # Of another type than the offsets, all of them would be converted first.
        places = np.array([match.start() for match in found], np.uint32) + np.uint32(base)
        return np.searchsorted(self._offsets, places, side).astype(np.int64)

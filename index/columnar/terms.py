"""The term dictionary: the sorted terms of one field, found by binary search."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.bits import Int64s, UInt8s, UInt32s
from index.columnar.short import put_short, read_short

__all__ = ["NumberTerms", "SortedTerms", "TermDictionary", "TermWriter"]

_END = b"\n"
"""Stands behind every term, so that one regular expression can run over all of them at once.
No word has one within, but an id or a path made of a file's name can."""

_MOST_BYTES = 2**32 - 1

_BLOCK = 128
"""The first of so many terms is kept in memory, so that a look-up reads one block of terms."""

_REMEMBERED = 4096
"""Answers of look-ups that are kept: one search asks for each of its terms several times."""

_TAIL = 4
"""So many bytes, two Arabic letters, are compared as one number where ends of terms are sought."""

_DENSE = 16
"""From one in so many terms on, all are read at once instead of one by one."""


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
        lengths = np.concatenate([*self._lengths, np.zeros(0, np.uint32)])
        if lengths.sum(dtype=np.int64) > _MOST_BYTES:
            raise OverflowError(f"the terms of {self._name} are larger than 4 GB")
        out.put(f"{self._name}.terms", np.frombuffer(b"".join(self._blobs), np.uint8), "|u1")
        put_short(out, f"{self._name}.sizes", lengths)


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


def _is_head(encoded: UInt8s) -> NDArray[np.bool_]:
    """Return where a character begins: at each byte of UTF-8 that is not 10xxxxxx."""
    heads: NDArray[np.bool_] = (encoded & 0xC0) != 0x80
    return heads


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
        sizes = read_short(file, f"{name}.sizes")
        if sizes.sum(dtype=np.int64) != len(self._blob) or not sizes.all():
            raise file.damage(f"the terms of {name!r} do not fit their sizes")
        self._offsets = np.zeros(len(sizes) + 1, np.uint32)
        np.cumsum(sizes, out=self._offsets[1:])
        # Binary search looks at single items, and a view of memory gives them five times faster.
        self._bytes = self._blob.data
        self._places = self._offsets.data
        self._found: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]  # no slices
        return self._bytes[self._places[number] : self._places[number + 1] - 1].tobytes()

    def word(self, number: int) -> str:
        """Return a term as text; bytes that no writer wrote become U+FFFD, as in no word."""
        return self[number].decode("utf-8", "replace")

    @cached_property
    def _heads(self) -> list[bytes]:
        starts = self._offsets[:-1:_BLOCK].tolist()
        ends = self._offsets[1::_BLOCK].tolist()
        return [self._bytes[s : e - 1].tobytes() for s, e in zip(starts, ends, strict=True)]

    def find(self, term: bytes) -> int:
        """Return the number of a term, or -1 where the field does not have it."""
        found = self._found.get(term)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[term] = self._search(term)
        return found

    def _search(self, term: bytes) -> int:
        block = bisect_right(self._heads, term) - 1
        if block < 0:
            return -1
        first = block * _BLOCK
        stop = min(first + _BLOCK, len(self))
        # A line feed before every term too, so that no term is found within another.
        lines = _END + self._bytes[self._places[first] : self._places[stop]].tobytes()
        if _END in term or lines.count(_END) != stop - first + 1:
            return super().find(term)
        place = lines.find(_END + term + _END)
        return first + lines.count(_END, 0, place) if place >= 0 else -1

    def lower_bound(self, term: bytes) -> int:
        """Return the number of the first term that is not less than `term`."""
        block = bisect_left(self._heads, term)
        start = max(block - 1, 0) * _BLOCK
        return bisect_left(self, term, start, min(block * _BLOCK, len(self)))

    def prefix_range(self, prefix: bytes) -> range:
        """Return the numbers of the terms that start with a prefix."""
        # No byte of UTF-8 is 0xff, so the end is behind every term with the prefix.
        return range(self.lower_bound(prefix), self.lower_bound(prefix + b"\xff"))

    def slice(self, start: int, stop: int) -> list[bytes]:
        """Return the terms from number `start` to before `stop`."""
        terms = self.text(range(start, stop)).split(_END)[:-1]
        if len(terms) == stop - start:
            return terms
        return [self[number] for number in range(start, stop)]

    def places(self, numbers: Int64s) -> UInt32s:
        """Return where terms begin among the bytes of all; term n ends a byte before n + 1 begins.

        Args:
            numbers: The terms; `len(self)` is behind the last.
        """
        return self._offsets[numbers]

    def text(self, among: range) -> bytes:
        """Return some terms, a line feed behind each.

        Args:
            among: Their numbers.
        """
        if not among:
            return b""
        return self._blob[self._offsets[among.start] : self._offsets[among.stop]].tobytes()

    def hits(self, piece: bytes, among: range) -> UInt32s:
        """Return where bytes stand, among the bytes of all terms, ascending.

        Args:
            piece: The bytes, at least one; a line feed at their end is the end of a term.
            among: The numbers of the terms to look at.
        """
        if not among:
            return np.zeros(0, np.uint32)
        start, stop = int(self._offsets[among.start]), int(self._offsets[among.stop])
        # As many bytes as a number has are compared at once; the rest only where those stand.
        width = next(width for width in (8, 4, 2, 1) if width <= len(piece))
        windows = np.ndarray(
            max(stop - start - len(piece) + 1, 0), f"<u{width}", self._blob.data, start, (1,)
        )
        found = np.flatnonzero(windows == int.from_bytes(piece[:width], "little"))
        found += start
        for place, byte in enumerate(piece[width:], width):
            found = found[self._blob[found + place] == byte]
        return found.astype(np.uint32)

    @cached_property
    def _tails(self) -> UInt32s:
        """The last four bytes of each term; of shorter ones with what stands before."""
        if len(self._blob) < _TAIL:
            return np.zeros(len(self), np.uint32)
        windows = np.ndarray(len(self._blob) - _TAIL + 1, "<u4", self._blob.data, 0, (1,))
        ends = self._offsets[1:].astype(np.int64) - len(_END)
        # Only the first term can begin so soon that its window would; it is too short to be met.
        return windows[np.maximum(ends - _TAIL, 0)]

    def ending(self, piece: bytes, among: range) -> Int64s:
        """Return the terms that end with some bytes, ascending.

        Args:
            piece: The bytes, at least one, and no line feed.
            among: The numbers of the terms to look at.
        """
        if len(piece) < _TAIL:
            return self.owners(self.hits(piece + _END, among), among)
        tails = self._tails[among.start : among.stop]
        numbers: Int64s = (tails == int.from_bytes(piece[-_TAIL:], "little")).nonzero()[0]
        numbers += among.start
        ends = self._offsets[numbers + 1].astype(np.int64) - len(_END)
        # The line feed before a term is not in the piece, so nothing is met across it.
        for back, byte in enumerate(reversed(piece[:-_TAIL]), _TAIL + 1):
            met = self._blob[np.maximum(ends - back, 0)] == byte
            numbers, ends = numbers[met], ends[met]
        return numbers

    def characters(self, numbers: Int64s) -> tuple[UInt32s, Int64s]:
        """Return the characters of some terms, and how many each has.

        Args:
            numbers: The terms.

        Returns:
            A row of code points a term, filled up with zeros; and the length of each. Bytes
            that no writer wrote become U+FFFD, as in no word.
        """
        starts = self._offsets[numbers].astype(np.int64)
        sizes = self._offsets[numbers + 1] - starts
        before = np.cumsum(sizes) - sizes
        places = np.repeat(starts - before, sizes)
        places += np.arange(len(places))
        taken = self._blob[places]
        # A line feed ends each, so no damaged term can run into the next.
        text = taken.tobytes().decode("utf-8", "replace")
        lengths = np.add.reduceat(_is_head(taken), before, dtype=np.int64)
        if int(lengths.sum()) != len(text):
            words = [self.word(number) + "\n" for number in numbers.tolist()]
            text, lengths = "".join(words), np.array([*map(len, words)], np.int64)
        letters = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        kept = np.ones(len(letters), np.bool_)
        kept[np.cumsum(lengths) - 1] = False
        lengths -= 1
        table = np.zeros((len(numbers), int(lengths.max(initial=0))), np.uint32)
        table[np.arange(table.shape[1]) < lengths[:, None]] = letters[kept]
        return table, lengths

    def owners(self, places: UInt32s, among: range) -> Int64s:
        """Return the terms in which some places are, ascending, each once.

        Args:
            places: Where, among the bytes of all terms, ascending.
            among: Numbers of terms that all of them are in.
        """
        if not len(places):
            return np.zeros(0, np.int64)
        offsets = self._offsets[among.start : among.stop]
        if len(places) * _DENSE < len(offsets):
            return np.unique(np.searchsorted(offsets, places, "right") - 1 + among.start)
        met = np.zeros(int(self._offsets[among.stop] - offsets[0]), np.bool_)
        met[places - offsets[0]] = True
        return np.flatnonzero(np.logical_or.reduceat(met, offsets - offsets[0])) + among.start

    def letters(self, among: range) -> Int64s:
        """Return how many characters each of some terms has.

        Args:
            among: Their numbers.
        """
        if not among:
            return np.zeros(0, np.int64)
        offsets = self._offsets[among.start : among.stop]
        blob = self._blob[offsets[0] : self._offsets[among.stop]]
        lengths: Int64s = np.add.reduceat(_is_head(blob), offsets - offsets[0], dtype=np.int64)
        lengths -= 1
        return lengths

    def find_all(self, terms: Sequence[bytes]) -> Int64s:
        """Return the numbers of several terms, -1 for each that the field does not have.

        Args:
            terms: The terms, sorted.
        """
        if not terms:
            return np.zeros(0, np.int64)
        start = self.lower_bound(terms[0])
        stop = bisect_left(self, terms[-1] + b"\0", start)
        if stop - start > _DENSE * len(terms):
            return np.array([self.find(term) for term in terms], np.int64)
        places = dict(zip(self.slice(start, stop), range(start, stop), strict=True))
        return np.array([places.get(term, -1) for term in terms], np.int64)

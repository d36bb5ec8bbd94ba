"""Inversion: from the words of documents to the documents of words, with one sort a part.

The occurrences of written words are sorted once. The postings of a term are then those of the
words that give it, in any view, joined in steps of bounded size.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import Int64s, UInt8s, UInt32s
from index.columnar.textfield import Postings
from index.columnar.words import Entries

__all__ = ["BYTES_A_WORD", "Occurrences", "look_up"]

_Scalar = TypeVar("_Scalar", bound=np.generic)

BYTES_A_WORD = 20
"""What an occurrence takes while its part is inverted."""

_STEP = 1 << 18
"""About so many occurrences are joined in one step; each takes about 60 bytes."""

_KEYS = 1 << 21
"""About so many occurrences are sorted in one step; each takes about 24 bytes."""

_COUNT_BITS = np.uint64(8)
_MOST = 0xFF
"""A word that a document has more often counts as several."""


class _Step(NamedTuple):
    """Hold some terms, and where the words that give them stand.

    Args:
        names: The terms in UTF-8.
        found: Of each occurrence, its index in the order of words.
        owners: The entries, terms in order.
        lengths: How many occurrences each of them has.
        terms: The number of the term of each of them among `names`.
    """

    names: list[bytes]
    found: Int64s
    owners: Int64s
    lengths: Int64s
    terms: Int64s

    def keys(self, values: UInt32s, bits: int) -> NDArray[np.uint64]:
        """Return a key for each occurrence: the number of its term, then a value.

        Args:
            values: The values of all occurrences, in the order of words.
            bits: How far left the term stands; the value stands against it.
        """
        key = np.repeat(self.terms.astype(np.uint64) << np.uint64(bits), self.lengths)
        key |= values[self.found].astype(np.uint64) << np.uint64(bits - 32)
        return key

    def places(self, entries: Entries) -> UInt8s | None:
        """Return at which place of its word each term stands; None where at the first, as most."""
        places = entries.places[self.owners]
        return np.repeat(places, self.lengths) if places.any() else None


class Occurrences:
    """Hold where each written word stands in the documents.

    Args:
        words: The numbers of the words of all documents, in order.
        counts: How many words each document has.
        places: How many places in a text each distinct word takes.
    """

    def __init__(self, words: UInt32s, counts: UInt32s, places: UInt8s) -> None:
        self._bounds = np.zeros(len(places) + 1, np.int64)
        for start in range(0, len(words), _STEP):
            self._bounds[1:] += np.bincount(words[start : start + _STEP], minlength=len(places))
        np.cumsum(self._bounds, out=self._bounds)
        self._order = _order(words, self._bounds)
        self._documents = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
        self._positions = _positions(look_up(places, words), counts)

    def postings(self, entries: Entries) -> Iterator[Postings]:
        """Yield the postings of a view with positions, in order of terms.

        Args:
            entries: The terms of the words in the view.
        """
        for step in self._steps(entries, self._bounds):
            key = step.keys(self._order, 32)
            places = step.places(entries)
            if places is not None:
                # Only here two of one key can be at different places.
                order = np.lexsort((places, key))
                key, places = key[order], places[order]
            else:
                key.sort()
            index = key.astype(np.uint32)
            key >>= np.uint64(32)
            documents = self._documents[index]
            heads = np.ones(len(key), bool)
            np.not_equal(documents[1:], documents[:-1], out=heads[1:])
            terms = key.astype(np.uint32)
            heads[1:] |= terms[1:] != terms[:-1]
            first = np.flatnonzero(heads)
            positions = self._positions[index]
            if places is not None:
                positions += places
            yield Postings(
                terms=step.names,
                doc_counts=_counts(terms[first], len(step.names)),
                docs=documents[first],
                freqs=np.diff(first, append=len(key)).astype(np.uint32),
                positions=positions,
            )

    def counted(self, entries: Entries) -> Iterator[Postings]:
        """Yield the postings of a view without positions, in order of terms.

        Args:
            entries: The terms of the words in the view.
        """
        bounds, documents, counts = self._by_document()
        for step in self._steps(entries, bounds):
            key = step.keys(documents, 32 + 8)
            key |= counts[step.found]
            key.sort()
            there = key >> _COUNT_BITS
            heads = np.ones(len(key), bool)
            np.not_equal(there[1:], there[:-1], out=heads[1:])
            first = np.flatnonzero(heads)
            there = there[first]
            yield Postings(
                terms=step.names,
                doc_counts=_counts(there >> np.uint64(32), len(step.names)),
                docs=there.astype(np.uint32),
                freqs=np.add.reduceat(key.astype(np.uint8), first, dtype=np.uint32),
                positions=None,
            )

    def _by_document(self) -> tuple[Int64s, UInt32s, UInt8s]:
        """Return for each word its documents, and how often it stands in each."""
        heads = np.ones(len(self._order), bool)
        # In steps: nothing else of the length of the text is made here.
        for start in range(1, len(heads), _STEP):
            documents = self._documents[self._order[start - 1 : start + _STEP]]
            heads[start : start + _STEP] = documents[1:] != documents[:-1]
        heads[self._bounds[:-1][self._bounds[:-1] < len(heads)]] = True
        first = np.flatnonzero(heads).astype(np.uint32)
        del heads
        bounds = np.searchsorted(first, self._bounds)
        documents = self._documents[self._order[first]]
        counts = np.diff(first, append=np.uint32(len(self._order)))
        del first
        while (most := counts > _MOST).any():
            where = np.flatnonzero(most)
            counts[where] -= _MOST
            documents = np.insert(documents, where, documents[where])
            bounds += np.searchsorted(where, bounds)
            counts = np.insert(counts, where, _MOST)
        return bounds, documents, counts.astype(np.uint8)

    def _steps(self, entries: Entries, bounds: Int64s) -> Iterator[_Step]:
        """Yield terms in steps, all entries of a term in one."""
        sizes = np.diff(bounds)[entries.words]
        used = np.flatnonzero(np.bincount(entries.terms[sizes > 0], minlength=len(entries.names)))
        # The order of code points is the order of UTF-8 bytes.
        ordered = np.array(sorted(used.tolist(), key=entries.names.__getitem__), np.int64)
        rank = np.full(len(entries.names), -1, np.int64)
        rank[ordered] = np.arange(len(ordered))
        owners = np.flatnonzero(sizes > 0)
        owners = owners[np.argsort(rank[entries.terms[owners]], kind="stable")]
        ranks = rank[entries.terms[owners]]
        ends = np.cumsum(sizes[owners])
        start = 0
        while start < len(owners):
            before = int(ends[start - 1]) if start else 0
            stop = max(int(np.searchsorted(ends, before + _STEP, "right")), start + 1)
            if stop < len(owners):
                # All entries of a term are in one step.
                whole = int(np.searchsorted(ranks, ranks[stop]))
                stop = (
                    whole if whole > start else int(np.searchsorted(ranks, ranks[start], "right"))
                )
            mine = owners[start:stop]
            lengths = sizes[mine]
            # Occurrence i of all is occurrence i - before of its entry.
            offsets = bounds[entries.words[mine]] - (np.cumsum(lengths) - lengths)
            found = np.repeat(offsets, lengths)
            found += np.arange(len(found))
            first, last = int(ranks[start]), int(ranks[stop - 1])
            names = [entries.names[n].encode() for n in ordered[first : last + 1].tolist()]
            yield _Step(names, found, mine, lengths, ranks[start:stop] - first)
            start = stop


def look_up(table: NDArray[_Scalar], words: UInt32s) -> NDArray[_Scalar]:
    """Return the row of each word in a table, as `table[words]` does in thrice the room.

    Args:
        table: A row for each number of a word.
        words: Numbers of words.
    """
    found = np.empty(len(words), table.dtype)
    for start in range(0, len(words), _STEP):
        found[start : start + _STEP] = table[words[start : start + _STEP]]
    return found


def _positions(taken: UInt8s, counts: UInt32s) -> UInt32s:
    """Return the position of each word in its document, given the places that each takes."""
    positions = np.cumsum(taken, dtype=np.uint32)
    positions -= taken
    counts = counts[counts > 0]
    ends = np.cumsum(counts, dtype=np.int64)
    first = ends - counts
    # In steps of whole documents, for the sake of room.
    start = 0
    while start < len(counts):
        stop = max(int(np.searchsorted(ends, first[start] + _STEP)), start + 1)
        mine = slice(int(first[start]), int(ends[stop - 1]))
        positions[mine] -= np.repeat(positions[first[start:stop]], counts[start:stop])
        start = stop
    return positions


def _order(words: UInt32s, bounds: Int64s) -> UInt32s:
    """Return where each word stands, the first word first, each from the beginning of the text.

    Args:
        words: The numbers of words.
        bounds: How many words have a smaller number, for each number and one more.
    """
    order = np.empty(len(words), np.uint32)
    low = 0
    while low + 1 < len(bounds):
        # A part of the numbers after the other, so that the keys take little room.
        high = int(np.searchsorted(bounds, bounds[low] + _KEYS, "right")) - 1
        high = max(high, low + 1)
        mine = words >= low
        mine &= words < high
        places = np.flatnonzero(mine)
        del mine
        # One integer holds the whole order: places in the text grow with the document.
        keys = words[places].astype(np.uint64) << np.uint64(32)
        keys |= places.astype(np.uint64)
        keys.sort()
        order[bounds[low] : bounds[high]] = keys.astype(np.uint32)
        low = high
    return order


def _counts(terms: NDArray[np.uint64] | UInt32s, most: int) -> UInt32s:
    return np.bincount(terms.astype(np.int64), minlength=most).astype(np.uint32)

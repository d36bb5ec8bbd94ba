"""Inversion: from the words of documents to the documents of words, with one sort a part.

The occurrences of written words are sorted once. The postings of a term are then those of the
words that give it, in any view, joined in steps of bounded size.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import Int64s, UInt8s, UInt32s
from index.columnar.textfield import Postings
from index.columnar.words import Entries

__all__ = ["BYTES_A_WORD", "Occurrences"]

BYTES_A_WORD = 32
"""What an occurrence takes while its part is inverted."""

_STEP = 1 << 18
"""About so many occurrences are joined in one step; each takes about 60 bytes."""

_LOW = np.uint64(0xFFFFFFFF)
_COUNT_BITS = np.uint64(8)
_MOST = 0xFF
"""A word that a document has more often counts as several."""


class Occurrences:
    """Hold where each written word stands in the documents.

    Args:
        words: The numbers of the words of all documents, in order.
        counts: How many words each document has.
        places: How many places in a text each distinct word takes.
    """

    def __init__(self, words: UInt32s, counts: UInt32s, places: UInt32s) -> None:
        # One integer holds the whole order: places in the text grow with the document.
        keys = np.empty(len(words), np.uint64)
        for start in range(0, len(words), _STEP):
            part = words[start : start + _STEP].astype(np.uint64) << np.uint64(32)
            keys[start : start + _STEP] = part | np.arange(
                start, start + len(part), dtype=np.uint64
            )
        keys.sort()
        self._order = keys.astype(np.uint32)
        del keys
        self._documents = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
        taken = places[words]
        positions = np.cumsum(taken, dtype=np.uint32)
        positions -= taken
        del taken
        first = np.cumsum(counts, dtype=np.int64) - counts
        first = first[counts > 0]
        positions -= np.repeat(positions[first], counts[counts > 0])
        self._positions = positions
        self._bounds = np.zeros(len(places) + 1, np.int64)
        for start in range(0, len(words), _STEP):
            self._bounds[1:] += np.bincount(words[start : start + _STEP], minlength=len(places))
        np.cumsum(self._bounds, out=self._bounds)

    def postings(self, entries: Entries) -> Iterator[Postings]:
        """Yield the postings of a view with positions, in order of terms.

        Args:
            entries: The terms of the words in the view.
        """
        for names, local, found, owners in self._steps(entries, self._bounds):
            index = self._order[found]
            places = entries.places[owners]
            key = local << np.uint64(32) | index
            if places.any():
                # Only here two of one key can be at different places.
                order = np.lexsort((places, key))
                key, places = key[order], places[order]
            else:
                key.sort()
            index = (key & _LOW).astype(np.uint32)
            key >>= np.uint64(32)
            documents = self._documents[index]
            heads = np.ones(len(key), bool)
            heads[1:] = (key[1:] != key[:-1]) | (documents[1:] != documents[:-1])
            first = np.flatnonzero(heads)
            positions = self._positions[index]
            if places.any():
                positions = positions + places.astype(np.uint32)
            yield Postings(
                terms=names,
                doc_counts=_counts(key[first], len(names)),
                docs=documents[first],
                freqs=np.diff(np.append(first, len(key))).astype(np.uint32),
                positions=positions,
            )

    def counted(self, entries: Entries) -> Iterator[Postings]:
        """Yield the postings of a view without positions, in order of terms.

        Args:
            entries: The terms of the words in the view.
        """
        bounds, documents, counts = self._by_document()
        for names, local, found, _ in self._steps(entries, bounds):
            key = local << np.uint64(32 + 8)
            key |= documents[found].astype(np.uint64) << _COUNT_BITS
            key |= counts[found]
            key.sort()
            there = key >> _COUNT_BITS
            heads = np.ones(len(key), bool)
            heads[1:] = there[1:] != there[:-1]
            first = np.flatnonzero(heads)
            key &= np.uint64(_MOST)
            yield Postings(
                terms=names,
                doc_counts=_counts(there[first] >> np.uint64(32), len(names)),
                docs=(there[first] & _LOW).astype(np.uint32),
                freqs=np.add.reduceat(key, first).astype(np.uint32),
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

    def _steps(
        self, entries: Entries, bounds: Int64s
    ) -> Iterator[tuple[list[bytes], NDArray[np.uint64], Int64s, Int64s]]:
        """Yield terms in steps, with what is told of each of their occurrences.

        That is the number of the term among them, the index in the order of words, the entry.
        """
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
            found = np.repeat(offsets, lengths) + np.arange(int(lengths.sum()))
            first, last = int(ranks[start]), int(ranks[stop - 1])
            local = np.repeat((ranks[start:stop] - first).astype(np.uint64), lengths)
            names = [entries.names[n].encode() for n in ordered[first : last + 1].tolist()]
            yield names, local, found, np.repeat(mine, lengths)
            start = stop


def _counts(terms: NDArray[np.uint64], most: int) -> UInt32s:
    return np.bincount(terms.astype(np.int64), minlength=most).astype(np.uint32)

"""The word table: every distinct written word is analysed once, and then is a number."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future

import numpy as np
from numpy.typing import NDArray

from index.analysis import Analyzer, View
from index.analysis.analyzer import ItemTerms
from index.analysis.grams import gram_table
from index.analysis.scan import Items, phrase_parts, scan
from index.analysis.tokens import LONGEST_WORD
from index.columnar.analysis_process import WORTH_A_PROCESS, AnalysisProcess
from index.columnar.bits import Int64s, UInt8s, UInt32s
from index.columnar.numbering import Numbering, hashes
from index.likeness import likenesses, word_hashes

__all__ = ["Entries", "WordTable"]

_AT_ONCE = 1 << 15
"""Words whose terms stand in memory twice for a while."""


class Entries:
    """Hold the terms that words give in one view, an entry a term of a word.

    Args:
        names: The terms; each stands at its number.
        words: The number of the word of each entry, ascending.
        terms: The number of its term.
        places: At which place of the word it stands, counted from 0.
    """

    def __init__(
        self, names: Sequence[str], words: UInt32s, terms: UInt32s, places: UInt8s
    ) -> None:
        self.names = names
        self.words = words
        self.terms = terms
        self.places = places

    def counts(self, words: int) -> Int64s:
        """Return how many terms each word gives.

        Args:
            words: How many words there are.
        """
        return np.bincount(self.words, minlength=words)


class _Terms:
    """Give each distinct term of a view its number.

    Attributes:
        names: The terms; each stands at its number.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbering = Numbering()

    def numbers(self, terms: Sequence[str]) -> UInt32s:
        """Return the number of each term.

        Args:
            terms: Terms, any of them more than once.
        """
        hashed = hashes(Items.of(terms))
        numbers, new = self._numbering.number(hashed, len(self.names))
        self._numbering.add(hashed[new], len(self.names) + np.arange(len(new)))
        self.names += [terms[place] for place in new.tolist()]
        return numbers


class WordTable:
    """Turn texts into numbers of written words, and those into numbers of terms.

    A word has its number at once, and its terms when something is asked that follows from them.

    Args:
        analyzer: Makes the terms.
        beside: Makes them in another process, once there are many new words.
    """

    def __init__(self, analyzer: Analyzer, beside: AnalysisProcess | None = None) -> None:
        self._analyzer = analyzer
        self._beside = beside
        self._asked: deque[tuple[int, Future[ItemTerms]]] = deque()
        self._waiting: list[str] = []
        self._known = 0
        self._numbering = Numbering()
        self._count = 0
        self._letters = 0
        # Of each word: its places in a text, phrases that it can begin and end, its hash in runs.
        self._places = array("B")
        self._firsts = array("B")
        self._seconds = array("B")
        self._hashes = array("Q")
        # Of each entry, in order of words.
        self._owners = [np.zeros(0, np.uint32)]
        self._offsets = [np.zeros(0, np.uint8)]
        self._numbers = {view: [np.zeros(0, np.uint32)] for view in (View.EXACT, View.STEM)}
        self._terms = {view: _Terms() for view in self._numbers}

    def __len__(self) -> int:
        return self._count

    def words(self, texts: Sequence[str]) -> tuple[UInt32s, UInt32s]:
        """Return the numbers of the written words of texts.

        Args:
            texts: Any texts; to give many at once is what makes it fast.

        Returns:
            The numbers of all words in order, and how many words each text has.
        """
        return scan(texts, self._number, self._may_be_phrases)

    def _number(self, items: Items) -> UInt32s:
        hashed = hashes(items)
        numbers, new = self._numbering.number(hashed, self._count)
        if new.size:
            kept = np.flatnonzero(items.lengths[new] <= LONGEST_WORD)
            self._numbering.add(hashed[new[kept]], self._count + kept)
            self._add(items.written(new))
        return numbers

    def _add(self, written: Sequence[str]) -> None:
        firsts, seconds = phrase_parts(written)
        self._firsts.extend(firsts)
        self._seconds.extend(seconds)
        self._count += len(written)
        # Scanning texts drives the tables of the rules out of the processor's caches, so the rules
        # wait until something is asked that follows from them.
        self._waiting += written
        beside = self._beside
        if beside is not None and (beside.started or len(written) >= WORTH_A_PROCESS):
            self._asked.append((len(self._waiting), beside.terms(self._waiting)))
            self._waiting = []

    def _settle(self, words: int) -> None:
        """Wait until the terms of the first words are known."""
        while self._known < words and self._asked:
            count, terms = self._asked.popleft()
            self._learn(count, terms.result())
        if self._known < words:
            waiting, self._waiting = self._waiting, []
            for start in range(0, len(waiting), _AT_ONCE):
                part = waiting[start : start + _AT_ONCE]
                self._learn(len(part), self._analyzer.terms(part))

    def _learn(self, words: int, found: ItemTerms) -> None:
        """Note the terms of the next words."""
        items = np.array(found.items, np.int64)
        offsets = np.array(found.places, np.uint8)
        self._owners.append((items + self._known).astype(np.uint32))
        self._offsets.append(offsets)
        for view, terms in ((View.EXACT, found.exact), (View.STEM, found.stems)):
            self._numbers[view].append(self._terms[view].numbers(terms))
        places = np.zeros(words, np.uint8)
        np.maximum.at(places, items, offsets + np.uint8(1))
        self._places.extend(places.tobytes())
        self._hashes.frombytes(word_hashes(found, words).tobytes())
        self._known += words

    def _may_be_phrases(self, words: UInt32s) -> NDArray[np.bool_]:
        firsts = np.array(self._firsts, np.uint8)[words[:-1]]
        seconds = np.array(self._seconds, np.uint8)[words[1:]]
        told: NDArray[np.bool_] = (firsts & seconds) != 0
        return told

    def likenesses(self, words: UInt32s, counts: UInt32s) -> Int64s:
        """Return the fingerprints of texts.

        Args:
            words: The numbers of the words of all texts, in order.
            counts: How many words each text has.
        """
        self._settle(int(words.max()) + 1 if len(words) else 0)
        return likenesses(np.array(self._hashes, np.uint64)[words], counts)

    def places(self) -> UInt8s:
        """Return how many places in a text each word takes: 1 but for a few."""
        self._settle(self._count)
        return np.array(self._places, np.uint8)

    def entries(self, view: View) -> Entries:
        """Return the terms of all words in a view.

        Args:
            view: The view.
        """
        self._settle(self._count)
        owners = np.concatenate(self._owners)
        offsets = np.concatenate(self._offsets)
        if view is not View.GRAM:
            numbers = np.concatenate(self._numbers[view])
            return Entries(list(self._terms[view].names), owners, numbers, offsets)
        names, counts, grams = gram_table(self._terms[View.EXACT].names)
        exact = np.concatenate(self._numbers[View.EXACT]).astype(np.int64)
        counts_of = counts[exact]
        # Gram i of all is gram i - before of its exact term.
        before = np.cumsum(counts_of) - counts_of
        starts = (np.cumsum(counts) - counts)[exact]
        places = np.repeat(starts - before, counts_of) + np.arange(int(counts_of.sum()))
        return Entries(
            names, np.repeat(owners, counts_of), grams[places], np.repeat(offsets, counts_of)
        )

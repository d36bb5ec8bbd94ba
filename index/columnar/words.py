"""The word table: every distinct written word is analysed once, and then is a number."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import numpy as np

from index.analysis import Analyzer, View
from index.analysis.tokens import split_words
from index.columnar.bits import Int64s, UInt32s
from index.schema import terms

__all__ = ["WordTable"]

_LONGEST_KEPT = 64
"""Longer written words are hardly ever repeated, and would fill the table with their letters."""


class WordTable:
    """Turn texts into numbers of written words, and those into numbers of terms.

    Args:
        analyzer: Makes the terms.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._words = _Words(self._add)
        self._count = 0
        # Terms of word w stand from starts[w] to before starts[w + 1]: mostly one.
        self._starts = {view: array("I", [0]) for view in View}
        self._terms: dict[View, dict[str, int]] = {view: {} for view in View}
        self._numbers = {view: array("I") for view in View}

    def __len__(self) -> int:
        return self._count

    @property
    def terms_a_word(self) -> float:
        """Return how many terms a distinct word has in the view that makes most of it."""
        return max(map(len, self._numbers.values())) / max(self._count, 1)

    def words(self, text: str) -> array[int]:
        """Return the numbers of the written words of a text, in order.

        Args:
            text: Any text.
        """
        return array("I", map(self._words.__getitem__, split_words(text)[1::2]))

    def _add(self, written: str) -> int:
        number = self._count
        tokens = self._analyzer.tokens(written)
        for view, known in self._terms.items():
            numbers = self._numbers[view]
            for token in tokens:
                for term in terms(token, view):
                    numbers.append(known.setdefault(term, len(known)))
            self._starts[view].append(len(numbers))
        self._count += 1
        return number

    def counts(self, words: UInt32s, view: View) -> Int64s:
        """Return how many terms each word gives.

        Args:
            words: Numbers of words.
            view: The view.
        """
        starts = np.array(self._starts[view], np.int64)
        return np.diff(starts)[words]

    def terms(self, words: UInt32s, counts: Int64s, view: View) -> UInt32s:
        """Return the numbers of the terms that words give.

        Args:
            words: Numbers of words.
            counts: What `counts` says of them.
            view: The view.
        """
        starts = np.array(self._starts[view], np.int64)
        numbers = np.array(self._numbers[view], np.uint32)
        if bool((counts == 1).all()):
            return numbers[starts[words]]
        # Term i of all is term i - before of its word.
        before = np.cumsum(counts) - counts
        return numbers[np.repeat(starts[words] - before, counts) + np.arange(int(counts.sum()))]

    def names(self, view: View) -> list[str]:
        """Return the terms of a view; each stands at its number."""
        return list(self._terms[view])


class _Words(dict[str, int]):
    """Number written words, asking for those that are new."""

    def __init__(self, add: Callable[[str], int]) -> None:
        super().__init__()
        self._new = add

    def __missing__(self, written: str) -> int:
        number = self._new(written)
        if len(written) <= _LONGEST_KEPT:
            self[written] = number
        return number

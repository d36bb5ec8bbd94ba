"""Fuzzy words: the terms of a dictionary that are few edits away from a word."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import Int64s, UInt32s
from index.columnar.terms import TermDictionary

__all__ = ["terms_within"]

_AT_ONCE = 1 << 14
"""Terms whose distance is computed in one step; each takes about a hundred bytes meanwhile."""


def terms_within(terms: TermDictionary, word: str, edits: int, fixed: int) -> Int64s:
    """Return the numbers of the terms near to a word.

    The distance is Levenshtein's (1966): letters added, dropped or replaced.

    Args:
        terms: The dictionary.
        word: The word.
        edits: How far a term may be.
        fixed: How many letters at its beginning a term must share.

    Returns:
        The numbers, ascending.
    """
    among = terms.prefix_range(word[:fixed].encode())
    numbers = _candidates(terms, word, edits, fixed, among)
    found = []
    for start in range(0, len(numbers), _AT_ONCE):
        part = numbers[start : start + _AT_ONCE]
        letters, lengths = terms.characters(part)
        fits = abs(lengths - len(word)) <= edits
        part, letters, lengths = part[fits], letters[fits], lengths[fits]
        if edits == 1:
            found.append(part[_one_edit(_codes(word), letters, lengths)])
        else:
            found.append(part[_distances(_codes(word), letters, lengths) <= edits])
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _codes(word: str) -> UInt32s:
    return np.frombuffer(word.encode("utf-32-le", "surrogatepass"), np.uint32)


def _candidates(terms: TermDictionary, word: str, edits: int, fixed: int, among: range) -> Int64s:
    """Return the terms that are about as long as the word, and have a part of it whole.

    Cut in one part more than there are edits, one part is not touched; the first stands at its
    place then, and the last at the end.
    """
    size, more = divmod(len(word) - fixed, edits + 1)
    if size < 1 or not among:
        return _about_as_long(terms, word, edits, np.arange(among.start, among.stop))
    if not edits:
        number = terms.find(word.encode())
        return np.array([number] if number >= 0 else [], np.int64)
    cuts = [fixed + part * size + min(part, more) for part in range(edits + 2)]
    first, *middle, last = (word[a:b].encode() for a, b in pairwise(cuts))
    begin = terms.prefix_range(word[:fixed].encode() + first)
    parts = [np.arange(begin.start, begin.stop)]
    parts += [terms.owners(terms.hits(piece, among), among) for piece in middle]
    parts.append(terms.ending(last, among))
    numbers = np.concatenate(parts)
    numbers.sort()
    return _about_as_long(terms, word, edits, numbers[np.diff(numbers, prepend=-1) > 0])


def _about_as_long(terms: TermDictionary, word: str, edits: int, numbers: Int64s) -> Int64s:
    """Return those of some terms that have as many bytes as one near to the word can have."""
    # A letter has up to four bytes; those of the word that go away are the largest.
    sizes = terms.places(numbers + 1) - terms.places(numbers) - np.uint32(1)
    spread = sorted((len(letter.encode()) for letter in word), reverse=True)[:edits]
    whole = len(word.encode())
    kept: Int64s = numbers[(sizes >= whole - sum(spread)) & (sizes <= whole + 4 * edits)]
    return kept


def _one_edit(word: UInt32s, letters: UInt32s, lengths: Int64s) -> NDArray[np.bool_]:
    """Return which terms are at most one edit away: all but one letter agree from both ends.

    Args:
        word: The word's letters, at least one.
        letters: Those of the terms, a row each.
        lengths: How many each has; one more or less than the word at most.
    """
    rows, width = letters.shape
    places = np.arange(len(word))
    # A letter of the word that a row has no place for meets a zero, which no word has.
    padded = np.zeros((rows, max(width, len(word))), np.uint32)
    padded[:, :width] = letters
    front = padded[:, : len(word)] == word
    behind = lengths[:, None] - 1 - places
    back = np.take_along_axis(padded, np.maximum(behind, 0), 1) == word[::-1]
    back &= behind >= 0
    agree = sum(np.logical_and.accumulate(side, axis=1).sum(axis=1) for side in (front, back))
    near: NDArray[np.bool_] = agree >= np.maximum(lengths, len(word)) - 1
    return near


def _distances(word: UInt32s, letters: UInt32s, lengths: Int64s) -> Int64s:
    """Return the distance of each term from the word: one row of the table a letter, for all."""
    steps = np.arange(len(word) + 1, dtype=np.int16)
    row = np.tile(steps, (len(letters), 1))
    distances = row[:, -1].astype(np.int64)
    for place in range(int(lengths.max(initial=0))):
        other = letters[:, place, None] != word
        following = row + np.int16(1)
        np.minimum(following[:, 1:], row[:, :-1] + other, out=following[:, 1:])
        # Dropping letters of the word one after the other: a running minimum, less its slope.
        row = np.minimum.accumulate(following - steps, axis=1) + steps
        done = lengths == place + 1
        distances[done] = row[done, -1]
    return distances

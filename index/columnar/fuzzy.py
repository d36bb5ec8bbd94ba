"""Fuzzy words: the terms of a dictionary that are few edits away from a word."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from index.columnar.bits import Int64s
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
    low, high = len(word) - edits, len(word) + edits
    found = []
    for start in range(0, len(numbers), _AT_ONCE):
        part = numbers[start : start + _AT_ONCE]
        texts = [terms.word(number) for number in part.tolist()]
        lengths = np.array([len(text) for text in texts], np.int64)
        fits = (lengths >= low) & (lengths <= high)
        texts = [text for text, fit in zip(texts, fits.tolist(), strict=True) if fit]
        found.append(part[fits][_distances(word, texts, lengths[fits]) <= edits])
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _candidates(terms: TermDictionary, word: str, edits: int, fixed: int, among: range) -> Int64s:
    """Return the terms that have a part of the word whole, and are about as long.

    Cut in one part more than there are edits, one part is not touched; the first stands at its
    place then, and the last at the end.
    """
    all_of_them = np.arange(among.start, among.stop)
    size, more = divmod(len(word) - fixed, edits + 1)
    if size < 1 or not among:
        return all_of_them
    if not edits:
        number = terms.find(word.encode())
        return np.array([number] if number >= 0 else [], np.int64)
    cuts = [fixed + part * size + min(part, more) for part in range(edits + 2)]
    first, *middle, last = (word[a:b].encode() for a, b in pairwise(cuts))
    begin = terms.prefix_range(word[:fixed].encode() + first)
    parts = [np.arange(begin.start, begin.stop)]
    for piece in (*middle, last + b"\n"):
        parts.append(terms.owners(terms.hits(piece, among), among))
    numbers = np.unique(np.concatenate(parts))
    # A letter has up to four bytes; those of the word that go away are the largest.
    sizes = np.diff(np.stack([terms.places(numbers), terms.places(numbers + 1)]), axis=0)[0] - 1
    spread = sorted((len(letter.encode()) for letter in word), reverse=True)[:edits]
    whole = len(word.encode())
    kept: Int64s = numbers[(sizes >= whole - sum(spread)) & (sizes <= whole + 4 * edits)]
    return kept


def _distances(word: str, texts: list[str], lengths: Int64s) -> Int64s:
    """Return the distance of each text from the word: one row of the table a letter, for all."""
    if not texts:
        return np.zeros(0, np.int64)
    longest = int(lengths.max())
    padded = "".join(text.ljust(longest, "\0") for text in texts)
    letters = np.frombuffer(padded.encode("utf-32-le"), np.uint32).reshape(len(texts), longest)
    wanted = np.frombuffer(word.encode("utf-32-le"), np.uint32)
    steps = np.arange(len(word) + 1, dtype=np.int16)
    row = np.tile(steps, (len(texts), 1))
    distances = row[:, -1].astype(np.int64)
    for place in range(longest):
        other = letters[:, place, None] != wanted
        following = row + np.int16(1)
        np.minimum(following[:, 1:], row[:, :-1] + other, out=following[:, 1:])
        # Dropping letters of the word one after the other: a running minimum, less its slope.
        row = np.minimum.accumulate(following - steps, axis=1) + steps
        done = lengths == place + 1
        distances[done] = row[done, -1]
    return distances

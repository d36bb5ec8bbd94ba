"""Letter grams: the pieces of a word by which it is still met when its stem went wrong."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["GRAM_LETTERS", "gram_table", "grams"]

GRAM_LETTERS = 4
"""Letters of a gram, the ends of the word counted as one each."""

_EDGE = "_"
"""Stands before the first and behind the last letter; no folded word has it."""


def grams(exact: str) -> tuple[str, ...]:
    """Return the grams of a word, each once, in order.

    Grams of a root stay together through endings and infixes that no stemmer knows, and most of
    them survive one wrong letter: نيترون and نيوترون share «_ني…ترون_». The ends of a word tell
    its first letters from the same letters inside another.

    Args:
        exact: A term of the exact view.

    Returns:
        The pieces of `GRAM_LETTERS` letters of the word between two edges; a shorter word is
        one piece.
    """
    framed = f"{_EDGE}{exact}{_EDGE}"
    last = max(len(framed) - GRAM_LETTERS, 0)
    return tuple(dict.fromkeys(framed[at : at + GRAM_LETTERS] for at in range(last + 1)))


def gram_table(terms: Sequence[str]) -> tuple[list[str], NDArray[np.int64], NDArray[np.uint32]]:
    """Return the grams of many terms at once.

    Args:
        terms: Terms of the exact view.

    Returns:
        All grams; how many each term has; for each of these, in order, its number.
    """
    lengths = np.fromiter(map(len, terms), np.int64, len(terms)) + 2 * len(_EDGE)
    text = _EDGE + (2 * _EDGE).join(terms) + _EDGE
    units = np.frombuffer(
        (text + "\0" * GRAM_LETTERS).encode("utf-32-le", "surrogatepass"), np.uint32
    )
    counts = np.maximum(lengths - GRAM_LETTERS, 0) + 1
    before = np.cumsum(counts) - counts
    owners = np.repeat(np.arange(len(terms)), counts)
    starts = np.cumsum(lengths) - lengths
    at = np.arange(len(owners)) + np.repeat(starts - before, counts)
    present = np.zeros(sys.maxunicode + 1, bool)
    present[units] = True
    letters = np.flatnonzero(present)
    # Letters are numbered, so that a gram and its place fit one integer: that is one plain sort.
    codes = np.cumsum(present).astype(np.uint64)[units] - np.uint64(1)
    size = np.uint64(len(letters).bit_length())
    keys = np.zeros(len(at), np.uint64)
    # Only «_» and a single letter are shorter than a gram; \0 is letter 0.
    short = np.flatnonzero(lengths < GRAM_LETTERS)
    for letter in range(GRAM_LETTERS):
        written = codes[at + letter]
        written[before[short[lengths[short] <= letter]]] = 0
        keys = keys << size | written
    order = _order(keys, GRAM_LETTERS * int(size))
    ordered = keys[order]
    heads = np.ones(len(keys), bool)
    heads[1:] = ordered[1:] != ordered[:-1]
    distinct = ordered[heads]
    numbers = np.empty(len(keys), np.uint32)
    numbers[order] = np.cumsum(heads) - 1
    # A gram that its term has had before stands right behind that one.
    owned = owners[order]
    kept = np.ones(len(keys), bool)
    kept[order[1:][~heads[1:] & (owned[1:] == owned[:-1])]] = False
    counts = np.bincount(owners[kept], minlength=len(terms))
    return _spelled(distinct, letters, size), counts, numbers[kept]


def _spelled(keys: NDArray[np.uint64], letters: NDArray[np.int64], size: np.uint64) -> list[str]:
    """Return grams as text, of keys that hold the number of each letter in so many bits."""
    shifts = size * np.arange(GRAM_LETTERS - 1, -1, -1, dtype=np.uint64)
    codes = letters[(keys[:, None] >> shifts) & ((np.uint64(1) << size) - np.uint64(1))]
    text = codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    return [text[at : at + GRAM_LETTERS].rstrip("\0") for at in range(0, len(text), GRAM_LETTERS)]


def _order(keys: NDArray[np.uint64], bits: int) -> NDArray[np.int64]:
    """Return the places of keys of so many bits in order of the keys, then of the places."""
    room = np.uint64(len(keys).bit_length())
    if bits + int(room) > 64:
        return np.argsort(keys, kind="stable")
    packed = keys << room | np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    return (packed & ((np.uint64(1) << room) - np.uint64(1))).astype(np.int64)

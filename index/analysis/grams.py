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
    framed = [f"{_EDGE}{term}{_EDGE}" for term in terms]
    lengths = np.array(list(map(len, framed)), np.int64)
    text = "".join(framed)
    units = np.frombuffer(
        (text + "\0" * GRAM_LETTERS).encode("utf-32-le", "surrogatepass"), np.uint32
    )
    counts = np.maximum(lengths - GRAM_LETTERS, 0) + 1
    owners = np.repeat(np.arange(len(terms)), counts)
    starts = np.cumsum(lengths) - lengths
    at = np.arange(len(owners)) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
    present = np.zeros(sys.maxunicode + 1, bool)
    present[units] = True
    letters = np.flatnonzero(present)
    # Letters are numbered, so that a gram and its place fit one integer: that is one plain sort.
    codes = np.cumsum(present).astype(np.uint64)[units] - np.uint64(1)
    size = np.uint64(len(letters).bit_length())
    keys = np.zeros(len(at), np.uint64)
    for letter in range(GRAM_LETTERS):
        # Only «_» and a single letter are shorter than a gram; \0 is letter 0.
        inside = at + letter < (starts + lengths)[owners]
        keys = keys << size | np.where(inside, codes[at + letter], np.uint64(0))
    distinct, numbers = _numbered(keys, GRAM_LETTERS * int(size))
    shifts = size * np.arange(GRAM_LETTERS - 1, -1, -1, dtype=np.uint64)
    spelled = letters[(distinct[:, None] >> shifts) & ((np.uint64(1) << size) - np.uint64(1))]
    names = ["".join(map(chr, row)).rstrip("\0") for row in spelled.tolist()]
    first = _first_of_each(owners, numbers, len(terms), len(distinct))
    return names, np.bincount(owners[first], minlength=len(terms)), numbers[first].astype(np.uint32)


def _numbered(keys: NDArray[np.uint64], bits: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the distinct keys, sorted, and for each key its number among them."""
    room = np.uint64(len(keys).bit_length())
    if bits + int(room) > 64:
        distinct, numbers = np.unique(keys, return_inverse=True)
        return distinct, numbers
    packed = keys << room | np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    places = packed & ((np.uint64(1) << room) - np.uint64(1))
    packed >>= room
    heads = np.ones(len(keys), bool)
    heads[1:] = packed[1:] != packed[:-1]
    numbers = np.empty(len(keys), np.int64)
    numbers[places] = np.cumsum(heads) - 1
    return packed[heads], numbers


def _first_of_each(
    owners: NDArray[np.int64], numbers: NDArray[np.int64], terms: int, names: int
) -> NDArray[np.int64]:
    """Return the places of grams without those that their term has had before."""
    pairs = owners * max(names, 1) + numbers
    ordered = np.sort(pairs)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    # Few terms have a gram twice.
    doubtful = np.zeros(terms, bool)
    doubtful[twice // max(names, 1)] = True
    places = np.flatnonzero(doubtful[owners])
    _, first = np.unique(pairs[places], return_index=True)
    kept = np.ones(len(pairs), bool)
    kept[places] = False
    kept[places[first]] = True
    return np.flatnonzero(kept)

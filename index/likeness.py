"""Likeness: a fingerprint of a text that near-duplicates share the greater part of.

It is a one-permutation MinHash (Li, Owen and Zhang, "One Permutation Hashing", 2012) over runs of
three words, kept to four bits a bin (Li and König, "b-Bit Minwise Hashing", 2010). Each of its
sixteen digits is equal with about the probability that a run of two texts is in both, so nine of
them tell a copy with another dateline, a dropped paragraph or some other words, while articles
about one subject share hardly any run. A SimHash (Charikar, 2002) of 64 bits over words was
compared: where it meets as few strangers (6 bits), it misses 20 and 60 % of the same copies.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from index.analysis.analyzer import ItemTerms, default_analyzer
from index.analysis.scan import Items
from index.analysis.tokens import split_words
from index.hashing import Hashing

__all__ = ["FEWEST_EQUAL", "NO_LIKENESS", "are_alike", "likeness", "likenesses", "word_hashes"]

FEWEST_EQUAL = 9
"""Articles are near-duplicates where at least so many digits of their fingerprints are equal.

Measured on ANT 1.1: of copies with a twentieth of their words changed, or a fifth cut out, 99.1 %
are met; of 48.8 million pairs of articles 61 are, and 50 of these share half of the runs of the
shorter one or more.
"""

NO_LIKENESS = 0
"""Stands for a text that is too short to tell; it is like no other."""

_FEWEST_RUNS = 24
_UInt64s = NDArray[np.uint64]

_HASHING = Hashing(*map(np.uint64, (0, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)))
_DIGITS = 16
_HIGH, _LOW = np.uint64(60), np.uint64(15)
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)
_PLACES: _UInt64s = np.arange(0, 64, 4, dtype=np.uint64)


def word_hashes(found: ItemTerms, items: int) -> _UInt64s:
    """Return what the runs of words are made of.

    Args:
        found: The terms of some items. Their exact terms are without what a copy may be without:
            vowel signs, tatweel, invisible characters, hamzas on alef.
        items: How many items there were.

    Returns:
        A number for each item, that of its first exact term; 0 where it has no term.
    """
    hashed = np.zeros(items, np.uint64)
    owners = np.array(found.items, np.int64)
    # The first of several: where places repeat, the last that is written stays.
    hashed[owners[::-1]] = _HASHING.words(Items.of(found.exact))[::-1]
    return hashed


def likenesses(words: _UInt64s, counts: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the fingerprints of many texts.

    Args:
        words: What `word_hashes` gave of each word of all texts, in order.
        counts: How many words each text has.

    Returns:
        A signed number of 64 bits a text, the same on every machine; `NO_LIKENESS` for a text of
        fewer than 26 words.
    """
    owners = np.repeat(np.arange(len(counts)), counts)
    if not words.all():
        told = np.flatnonzero(words)
        words, owners = words[told], owners[told]
    runs = words[:-2]
    for part in (words[1:-1], words[2:]):
        runs = _HASHING.mixed(runs ^ part)
    whole = owners[:-2] == owners[2:]
    runs, owners = runs[whole], owners[:-2][whole]
    least = np.full((len(counts), _DIGITS), _EMPTY, np.uint64)
    np.minimum.at(least.reshape(-1), owners * _DIGITS + (runs >> _HIGH).astype(np.int64), runs)
    # Where a bin is empty, that of the next, the last one's next the first.
    for place in (*range(_DIGITS - 1, -1, -1), *range(_DIGITS - 1, -1, -1)):
        free = least[:, place] == _EMPTY
        least[free, place] = least[free, (place + 1) % _DIGITS]
    found = np.bitwise_or.reduce((least & _LOW) << _PLACES, axis=1)
    found[np.bincount(owners, minlength=len(counts)) < _FEWEST_RUNS] = NO_LIKENESS
    return cast("NDArray[np.int64]", found.view(np.int64))


def likeness(*texts: str) -> int:
    """Return the fingerprint of an article, as `likenesses` does.

    Args:
        texts: Its parts, in order.
    """
    items = [item for text in texts for item in split_words(text)[1::2]]
    words = word_hashes(default_analyzer().terms(items), len(items))
    return int(likenesses(words, np.array([len(items)], np.uint32))[0])


def are_alike(one: int | NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which texts are near-duplicates of one.

    Args:
        one: Its fingerprint; of several texts a column, and what is returned has a row for each.
        others: The fingerprints of the others.
    """
    ones = np.asarray(one, np.int64)
    bits = ones.view(np.uint64) ^ others.view(np.uint64)
    # One bit for each digit that differs, then their sum: by two digits, then by all bytes.
    bits |= bits >> np.uint64(1)
    bits |= bits >> np.uint64(2)
    bits &= np.uint64(0x1111111111111111)
    bits += bits >> np.uint64(4)
    bits &= np.uint64(0x0F0F0F0F0F0F0F0F)
    bits *= np.uint64(0x0101010101010101)
    bits >>= np.uint64(56)
    alike: NDArray[np.bool_] = bits <= _DIGITS - FEWEST_EQUAL
    alike &= others != NO_LIKENESS
    alike &= ones != NO_LIKENESS
    return alike

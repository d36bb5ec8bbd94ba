"""Bounds: where the words of a text begin and end, read by arrays, without looking at any word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.letters import CONTROLS, MARKS, char_class
from index.analysis.tokens import DIGIT, OTHER_LETTER, WORD_LETTER, split_phrase

__all__ = ["Bounds", "word_bounds"]

_BETWEEN, _ARABIC, _OTHER, _DIGIT, _MARK, _COMMA, _SPECIAL = range(7)
_CHARACTERS: Final = 1 << 16

_SHORT: Final = 400
"""In fewer characters the pattern has found all words before the arrays are made."""


class Bounds(NamedTuple):
    """Hold where the words of a text are.

    Args:
        starts: Where each starts, in characters.
        ends: Where each ends.
    """

    starts: Sequence[int]
    ends: Sequence[int]


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return the kind of each character up to U+FFFF."""
    kinds = np.full(_CHARACTERS, _BETWEEN, np.uint8)
    characters = "".join(map(chr, range(_CHARACTERS)))
    for kind, pattern in (
        (_OTHER, OTHER_LETTER),
        (_ARABIC, WORD_LETTER),
        (_DIGIT, DIGIT),
        (_MARK, f"[{char_class(MARKS)}]"),
        (_COMMA, "[,٬]"),
        (_SPECIAL, f"[{char_class(CONTROLS)}\\u0300-\\u036f\\ud800-\\udfff]"),
    ):
        for found in re.finditer(f"{pattern}+", characters):
            kinds[found.start() : found.end()] = kind
    return kinds


def word_bounds(text: str) -> Bounds | None:
    """Return where the words of a text are, those of a phrase one by one.

    Args:
        text: Any text.

    Returns:
        The bounds of the odd items of `split_phrase`; None where the text has a character that
        few have, and only that can tell.
    """
    if len(text) < _SHORT:
        parts = split_phrase(text)
        bounds = list(accumulate(map(len, parts)))
        return Bounds(bounds[:-1:2], bounds[1::2])
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    kinds = np.zeros(len(codes) + 2, np.uint8)
    _kinds().take(codes, out=kinds[1:-1])
    greatest = kinds.max()
    if greatest == _SPECIAL:
        return None
    if greatest >= _MARK:
        commas = (kinds == _COMMA).nonzero()[0]
        if len(commas):
            digits = kinds == _DIGIT
            if bool((digits.take(commas - 1) & digits.take(commas + 1)).any()):
                return None
            kinds[commas] = _BETWEEN
        _join_marks(kinds)
    kinds[kinds == _DIGIT] = _OTHER
    changes = (kinds[1:] != kinds[:-1]).nonzero()[0]
    starts = changes[kinds[1:].take(changes) != _BETWEEN]
    ends = changes[kinds.take(changes) != _BETWEEN]
    # Few of them are looked at, so no lists are made.
    return Bounds(memoryview(starts), memoryview(ends))


def _join_marks(kinds: NDArray[np.uint8]) -> None:
    """Give each mark the kind of the letter before it and its other marks."""
    marks = (kinds == _MARK).nonzero()[0]
    if not len(marks):
        return
    first = np.ones(len(marks), np.bool_)
    np.not_equal(marks[1:], marks[:-1] + 1, out=first[1:])
    letters = kinds.take(marks[first] - 1)
    kinds[marks] = letters.take(np.add.accumulate(first, dtype=np.int64) - 1)

"""The scan: where the written words of many texts are, found a vector at a time.

It finds what `split_words` finds. Characters are classed by a table, and words are runs of a
class. What a table cannot tell (invisible controls, thousands separators, months of two words,
characters beyond the first 65,536) is left to `split_words`, sentence by sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.letters import CONTROLS, MARKS
from index.analysis.tokens import (
    DIGIT,
    LONGEST_WORD,
    OTHER_LETTER,
    PHRASE_FIRST,
    PHRASE_SECOND,
    WORD_LETTER,
    split_words,
)

__all__ = ["Items", "encode", "phrase_parts", "scan"]

_Int64s = NDArray[np.int64]
_UInt16s = NDArray[np.uint16]
_UInt32s = NDArray[np.uint32]

_ARABIC, _OTHER, _MARK = 1, 2, 3
_KIND = 0b11
_ODD = 0b100
"""Only a pattern tells what becomes of a character of this class."""
_COMMA = 0b1000
_NUMERIC = 0b10000
"""A digit, or what may stand between digits of one number."""
_END = 0b100000
"""No word or phrase goes on behind such a character."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")

_SPARE = 3
"""Units behind the last word: a word is read four units at a time."""


class Items(NamedTuple):
    """Hold written words as UTF-16 units in one array.

    Args:
        units: The array; at least three units stand behind the last word.
        starts: Where each word starts.
        lengths: How many units it has.
    """

    units: _UInt16s
    starts: _Int64s
    lengths: _Int64s

    @classmethod
    def of(cls, words: Sequence[str]) -> Items:
        """Return words that are given as text.

        Args:
            words: Any words, also with lone surrogates.
        """
        units, ends = encode(words)
        lengths = np.diff(ends, prepend=0) - 1
        return cls(units, ends - lengths, lengths)

    def written(self, numbers: _Int64s) -> list[str]:
        """Return words as text.

        Args:
            numbers: At least one.
        """
        # The line break behind each is put over what stands there.
        lengths = self.lengths[numbers] + 1
        ends = np.cumsum(lengths)
        places = np.arange(int(ends[-1])) + np.repeat(
            self.starts[numbers] - ends + lengths, lengths
        )
        units = self.units[places]
        units[ends - 1] = ord("\n")
        return _decode(units[:-1]).split("\n")


@cache
def _classes() -> NDArray[np.uint8]:
    classes = np.zeros(1 << 16, np.uint8)
    characters = "".join(map(chr, range(1 << 16)))

    def units(pattern: str) -> list[int]:
        return list(map(ord, re.findall(pattern, characters)))

    classes[units(WORD_LETTER)] = _ARABIC
    classes[units(OTHER_LETTER)] = _OTHER
    classes[list(map(ord, MARKS))] = _MARK | _NUMERIC
    classes[units(DIGIT)] |= _NUMERIC
    classes[list(map(ord, CONTROLS))] = _ODD | _NUMERIC
    classes[0x300:0x370] = _ODD
    classes[0xD800:0xE000] = _ODD
    classes[list(map(ord, ",٬"))] = _COMMA
    ends = classes == 0
    # A phrase has spaces inside, and _ behind a word makes it another.
    ends[list(map(ord, " \u00a0_"))] = False
    classes[ends] = _END
    return classes


def encode(texts: Sequence[str]) -> tuple[_UInt16s, _Int64s]:
    """Return texts as UTF-16 units, a line break before each and behind the last.

    Args:
        texts: Any texts, also with lone surrogates.

    Returns:
        The units, and where each text ends.
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    joined = "\n".join(["", *texts, "\0" * _SPARE])
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(units) != len(joined):
        # Some characters take two units.
        lengths += [len(_ASTRAL.findall(text)) for text in texts]
    return units, np.cumsum(lengths)


def _decode(units: _UInt16s) -> str:
    return units.tobytes().decode("utf-16-le", "surrogatepass")


def phrase_parts(written: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return of which two-word phrases each word can be the first or the second.

    Args:
        written: Distinct words.

    Returns:
        For each word a bit for each phrase, as its first word and as its second.
    """
    firsts, seconds = [0] * len(written), [0] * len(written)
    # The line break in front is a letter that the engine looks for fast.
    told = set(_EITHER.findall("\n" + "\n".join(written)))
    if told:
        for number, word in enumerate(written):
            if word in told:
                firsts[number] = _bits(word, PHRASE_FIRST)
                seconds[number] = _bits(word, PHRASE_SECOND)
    return firsts, seconds


def _bits(word: str, patterns: Sequence[str]) -> int:
    return sum(
        bool(re.fullmatch(pattern, word)) << number for number, pattern in enumerate(patterns)
    )


_PARTS = "|".join(dict.fromkeys((*PHRASE_FIRST, *PHRASE_SECOND)))
_EITHER = re.compile(rf"\n({_PARTS})(?=\n|\Z)")


_Numbering = Callable[[Items], _UInt32s]
_Phrases = Callable[[_UInt32s], NDArray[np.bool_]]


def scan(texts: Sequence[str], number: _Numbering, phrases: _Phrases) -> tuple[_UInt32s, _UInt32s]:
    """Return the numbers of the words of texts.

    Args:
        texts: Any texts.
        number: Gives each word its number.
        phrases: Tells for the numbers of consecutive words which of them may be the first of a
            phrase with the next.

    Returns:
        The numbers of all words in order, and how many words each text has.
    """
    units, text_ends = encode(texts)
    classes = np.take(_classes(), units)
    starts, lengths = _runs(classes)
    odd = [_odd_places(classes), starts[lengths > LONGEST_WORD]]
    sentences = _Sentences(classes)
    regions = sentences.around(np.concatenate(odd))
    regular = ~regions.cover(starts)
    starts, lengths = starts[regular], lengths[regular]
    numbers = number(Items(units, starts, lengths))
    if (told := np.flatnonzero(phrases(numbers))).size:
        # The regions found before have no word in this list any more.
        more = sentences.around(starts[told])
        regular = ~more.cover(starts)
        starts, numbers = starts[regular], numbers[regular]
        regions = regions.union(more)
    if regions.starts.size:
        places, items = _search(units, regions)
        at = np.searchsorted(starts, places)
        numbers = np.insert(numbers, at, number(items))
        starts = np.insert(starts, at, places)
    bounds = np.searchsorted(starts, text_ends)
    return numbers, np.diff(bounds, prepend=0).astype(np.uint32)


def _runs(classes: NDArray[np.uint8]) -> tuple[_Int64s, _Int64s]:
    """Return where runs of letters of one kind start, and their lengths."""
    kinds = classes & _KIND
    marks = np.flatnonzero(kinds == _MARK)
    if marks.size:
        # Marks belong to what is before them; of marks in a row the first decides for all.
        fresh = np.ones(len(marks), bool)
        fresh[1:] = marks[1:] != marks[:-1] + 1
        first = marks[fresh]
        kinds[marks] = kinds[first - 1][np.cumsum(fresh) - 1]
    inside = kinds != 0
    changed = kinds[1:] != kinds[:-1]
    # The text begins and ends with a line break, so every run has both ends.
    starts = np.flatnonzero(changed & inside[1:]) + 1
    ends = np.flatnonzero(changed & inside[:-1]) + 1
    return starts, ends - starts


def _odd_places(classes: NDArray[np.uint8]) -> _Int64s:
    commas = np.flatnonzero((classes & _COMMA) != 0)
    between = classes[commas - 1] & classes[commas + 1] & _NUMERIC != 0
    return np.concatenate([np.flatnonzero((classes & _ODD) != 0), commas[between]])


class _Regions(NamedTuple):
    """Hold parts of an array, in order, none touching another."""

    starts: _Int64s
    ends: _Int64s

    def cover(self, places: _Int64s) -> NDArray[np.bool_]:
        """Tell which of ascending places are in a region."""
        if not self.starts.size:
            return np.zeros(len(places), bool)
        # There are far fewer regions than places.
        steps = np.zeros(len(places) + 1, np.int8)
        np.add.at(steps, np.searchsorted(places, self.starts), 1)
        np.subtract.at(steps, np.searchsorted(places, self.ends), 1)
        return np.cumsum(steps[:-1], dtype=np.int8).view(np.bool_)

    def union(self, other: _Regions) -> _Regions:
        """Return the regions of both, which have none in common."""
        starts = np.concatenate([self.starts, other.starts])
        order = np.argsort(starts)
        return _Regions(starts[order], np.concatenate([self.ends, other.ends])[order])


class _Sentences:
    """Find the parts of a text that no word or phrase goes beyond."""

    def __init__(self, classes: NDArray[np.uint8]) -> None:
        self._ends = np.flatnonzero((classes & _END) != 0)

    def around(self, places: _Int64s) -> _Regions:
        """Return the sentences that places are in, each once."""
        ends = np.unique(np.searchsorted(self._ends, places))
        return _Regions(self._ends[ends - 1] + 1, self._ends[ends])


def _search(units: _UInt16s, regions: _Regions) -> tuple[_Int64s, Items]:
    """Return the words of regions as the patterns find them, and where they are."""
    places: list[int] = []
    items: list[str] = []
    for start, end in zip(regions.starts.tolist(), regions.ends.tolist(), strict=True):
        parts = split_words(_decode(units[start:end]))
        place = start
        for gap, item in zip(parts[::2], parts[1::2], strict=False):
            # With characters of two units this is too low, but in order and in its region.
            places.append(place + len(gap))
            items.append(item)
            place += len(gap) + len(item)
    return np.array(places, np.int64), Items.of(items)

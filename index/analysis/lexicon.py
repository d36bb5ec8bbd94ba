"""The lexicon: how usual a word is, so that the stemmer can tell a clitic from a first letter."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from itertools import chain, repeat
from pathlib import Path

__all__ = [
    "FLAGS",
    "FLAG_BITS",
    "HAMZA_FIRST",
    "LEVEL",
    "LEXICON_FILE",
    "OWN_FIRST",
    "USUAL",
    "Lexicon",
]

LEXICON_FILE = Path(__file__).parent / "data" / "lexicon.txt.gz"
"""Lines of `level usual flags count`, then all words; see `data/README.md`."""

HAMZA_FIRST = "ء"
"""Flags a word that is mostly written with أ, إ or آ first."""

FLAGS = (HAMZA_FIRST, "ة", "ى")
"""Flags of spelling: also words mostly written with ة or ى last."""

OWN_FIRST = "+"
"""Flags a word whose first letter looks like a clitic, but prepositions or ال stand before it."""

LEVEL = 0x7F
"""The bits of facts that are the level of a word, in decibels."""

_FIRST_FLAG = LEVEL.bit_length()
FLAG_BITS = {
    flag: 1 << number for number, flag in enumerate((*FLAGS, OWN_FIRST), start=_FIRST_FLAG)
}
"""For each flag its bit of facts."""

USUAL = _FIRST_FLAG + len(FLAG_BITS)
"""Facts shifted to the right by so many bits are how usual a word is, in decibels."""


class Lexicon:
    """Know how usual folded words are, and how they are mostly spelled.

    Args:
        facts: For each folded word its frequency in decibels above one in 10⁹ words, alone and
            with or without the article, and a bit for each flag, in one number: a word that the
            rules ask several things about is looked up in one place of the memory.

    Attributes:
        facts: Gives all facts about a folded word in one number, for rules that ask several: its
            `LEVEL`, its `FLAG_BITS` and, above them, what is `USUAL`; 0 when it is not known.
        level: Tells how usual a folded word is, in decibels; 0 when it is not known.
        usual: Tells the same of it with or without the article.
    """

    def __init__(self, facts: Mapping[str, int]) -> None:
        # Every new word is asked about a dozen times, so what answers looks up the word alone.
        get = self._get = facts.get
        self.facts: Callable[[str], int] = lambda word: get(word, 0)
        self.level: Callable[[str], int] = lambda word: get(word, 0) & LEVEL
        self.usual: Callable[[str], int] = lambda word: get(word, 0) >> USUAL

    @classmethod
    def load(cls, path: Path = LEXICON_FILE) -> Lexicon:
        """Read a lexicon file.

        Args:
            path: The file.

        Returns:
            The lexicon; some 20 MB in memory.
        """
        # Nothing here runs a word at a time in Python: that would be twice the time.
        *rows, words = gzip.decompress(path.read_bytes()).decode().rstrip("\n").split("\n")
        groups = [row.split(" ") for row in rows]
        facts = [
            int(level) | int(usual) << USUAL | sum(FLAG_BITS[flag] for flag in flags.strip("-"))
            for level, usual, flags, _ in groups
        ]
        counts = (int(count) for *_, count in groups)
        known = chain.from_iterable(map(repeat, facts, counts))
        return cls(dict(zip(words.split(" "), known, strict=True)))

    def flagged(self, flag: str) -> Callable[[str], bool]:
        """Return what tells whether a folded word has a flag.

        Args:
            flag: One of `FLAGS` or `OWN_FIRST`.
        """
        get, bit = self._get, FLAG_BITS[flag]
        return lambda word: get(word, 0) & bit != 0

"""The lexicon: how usual a word is, so that the stemmer can tell a clitic from a first letter."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from itertools import chain, repeat
from pathlib import Path

__all__ = ["FLAGS", "HAMZA_FIRST", "LEXICON_FILE", "OWN_FIRST", "Lexicon"]

LEXICON_FILE = Path(__file__).parent / "data" / "lexicon.txt.gz"
"""Lines of `level usual flags count`, then all words; see `data/README.md`."""

HAMZA_FIRST = "ء"
"""Flags a word that is mostly written with أ, إ or آ first."""

FLAGS = (HAMZA_FIRST, "ة", "ى")
"""Flags of spelling: also words mostly written with ة or ى last."""

OWN_FIRST = "+"
"""Flags a word whose first letter looks like a clitic, but prepositions or ال stand before it."""

_LEVEL = 0x7F
_USUAL = 7
_BITS = {flag: 1 << 2 * _USUAL + number for number, flag in enumerate((*FLAGS, OWN_FIRST))}


class Lexicon:
    """Know how usual folded words are, and how they are mostly spelled.

    Args:
        facts: For each folded word its frequency in decibels above one in 10⁹ words, alone and
            with or without the article, and a bit for each flag, in one number: a word that the
            rules ask several things about is looked up in one place of the memory.

    Attributes:
        level: Tells how usual a folded word is, in decibels; 0 when it is not known.
        usual: Tells the same of it with or without the article.
    """

    def __init__(self, facts: Mapping[str, int]) -> None:
        # Every new word is asked about a dozen times, so what answers looks up the word alone.
        get = self._get = facts.get
        self.level: Callable[[str], int] = lambda word: get(word, 0) & _LEVEL
        self.usual: Callable[[str], int] = lambda word: get(word, 0) >> _USUAL & _LEVEL

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
            int(level) | int(usual) << _USUAL | sum(_BITS[flag] for flag in flags.strip("-"))
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
        get, bit = self._get, _BITS[flag]
        return lambda word: get(word, 0) & bit != 0

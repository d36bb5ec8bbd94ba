"""The lexicon: how usual a word is, so that the stemmer can tell a clitic from a first letter."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from itertools import repeat
from pathlib import Path

__all__ = ["FLAGS", "HAMZA_FIRST", "LEXICON_FILE", "OWN_FIRST", "Lexicon"]

LEXICON_FILE = Path(__file__).parent / "data" / "lexicon.txt.gz"
"""Lines of `level flags word word …`, made by `build_lexicon`; see `data/README.md`."""


HAMZA_FIRST = "ء"
"""Flags a word that is mostly written with أ, إ or آ first."""

FLAGS = (HAMZA_FIRST, "ة", "ى")
"""Flags of spelling: also words mostly written with ة or ى last."""

OWN_FIRST = "+"
"""Flags a word whose first letter looks like a clitic, but prepositions or ال stand before it."""

_LEVEL = 0x7F
_USUAL = 7
_BOTH_LEVELS = 1 << _USUAL | 1
_BITS = {flag: 1 << 2 * _USUAL + number for number, flag in enumerate((*FLAGS, OWN_FIRST))}

_ARTICLE = re.compile(r"(?:(?<= )|^)ال([^ ]+)")


class Lexicon:
    """Know how usual folded words are, and how they are mostly spelled.

    Args:
        facts: For each folded word its frequency in decibels above one in 10⁹ words, alone and
            with or without the article, and a bit for each flag, in one number: a word that the
            rules ask several things about is looked up in one place of the memory.
    """

    def __init__(self, facts: Mapping[str, int]) -> None:
        self._facts = facts

    @classmethod
    def load(cls, path: Path = LEXICON_FILE) -> Lexicon:
        """Read a lexicon file.

        Args:
            path: The file.

        Returns:
            The lexicon; some 20 MB in memory.
        """
        facts: dict[str, int] = {}
        behind_article: dict[str, int] = {}
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            level, flags, words = line.split(" ", 2)
            fact = int(level) * _BOTH_LEVELS | sum(_BITS[flag] for flag in flags.strip("-"))
            facts.update(zip(words.split(" "), repeat(fact)))
            behind_article.update(zip(_ARTICLE.findall(words), repeat(int(level))))
        for word, usual in behind_article.items():
            fact = facts.get(word, 0)
            if usual > fact & _LEVEL:
                facts[word] = fact & ~(_LEVEL << _USUAL) | usual << _USUAL
        return cls(facts)

    def level(self, word: str) -> int:
        """Return how usual a folded word is, in decibels; 0 when it is not known.

        Args:
            word: A term of the exact view.
        """
        return self._facts.get(word, 0) & _LEVEL

    def usual(self, word: str) -> int:
        """Return how usual a folded word is, with or without the article, in decibels.

        Args:
            word: A term of the exact view.
        """
        return self._facts.get(word, 0) >> _USUAL & _LEVEL

    def has(self, flag: str, word: str) -> bool:
        """Tell whether a folded word has a flag.

        Args:
            flag: One of `FLAGS` or `OWN_FIRST`.
            word: A term of the exact view.
        """
        return self._facts.get(word, 0) & _BITS[flag] != 0

"""The lexicon: how usual a word is, so that the stemmer can tell a clitic from a first letter."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
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


class Lexicon:
    """Know how usual folded words are, and how they are mostly spelled.

    Args:
        levels: For each folded word its frequency in decibels above one in 10⁹ words.
        flags: For each flag the words that have it.
    """

    def __init__(self, levels: Mapping[str, int], flags: Mapping[str, frozenset[str]]) -> None:
        self._levels = levels
        self._flags = flags

    @classmethod
    def load(cls, path: Path = LEXICON_FILE) -> Lexicon:
        """Read a lexicon file.

        Args:
            path: The file.

        Returns:
            The lexicon; some 20 MB in memory.
        """
        levels: dict[str, int] = {}
        flagged: dict[str, set[str]] = {flag: set() for flag in (*FLAGS, OWN_FIRST)}
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            level, flags, words = line.split(" ", 2)
            group = words.split(" ")
            levels.update(dict.fromkeys(group, int(level)))
            for flag in flags.strip("-"):
                flagged[flag].update(group)
        return cls(levels, {flag: frozenset(words) for flag, words in flagged.items()})

    def level(self, word: str) -> int:
        """Return how usual a folded word is, in decibels; 0 when it is not known.

        Args:
            word: A term of the exact view.
        """
        return self._levels.get(word, 0)

    def usual(self, word: str) -> int:
        """Return how usual a folded word is, with or without the article, in decibels.

        Args:
            word: A term of the exact view.
        """
        return max(self._levels.get(word, 0), self._levels.get("ال" + word, 0))

    def has(self, flag: str, word: str) -> bool:
        """Tell whether a folded word has a flag.

        Args:
            flag: One of `FLAGS` or `OWN_FIRST`.
            word: A term of the exact view.
        """
        return word in self._flags[flag]

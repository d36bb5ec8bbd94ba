"""The light stemmer: a folded word without its clitics and endings."""

from __future__ import annotations

from collections.abc import Iterator

from index.analysis.clitics import Clitics
from index.analysis.lexicon import Lexicon
from index.analysis.protected import STEMS
from index.analysis.suffixes import Suffixes

__all__ = ["Stemmer"]


class Stemmer:
    """Find light stems.

    Args:
        lexicon: Tells clitics and endings from letters of the word.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._suffixes = Suffixes(lexicon)
        self._clitics = Clitics(lexicon, self._suffixes)

    def stem(self, composed: str, folded: str) -> str:
        """Return the stem of a word.

        Args:
            composed: The word with its hamzas as written.
            folded: The same word as a term of the exact view.
        """
        if not "ء" <= folded[0] <= "ي":
            return folded
        word = folded
        if word not in STEMS:
            word = self._clitics.strip(composed, folded)
        return STEMS.get(word) or self._suffixes.strip(word)

    def steps(self, composed: str, folded: str) -> Iterator[tuple[str, str]]:
        """Yield the name of each step that changes the word, and the word after it.

        Args:
            composed: The word with its hamzas as written.
            folded: The same word as a term of the exact view.
        """
        if not "ء" <= folded[0] <= "ي":
            return
        word = folded
        if word not in STEMS:
            for name, word in self._clitics.steps(composed, folded):
                yield name, word
        if word in STEMS:
            if STEMS[word] != word:
                yield "protected word", STEMS[word]
            return
        yield from self._suffixes.steps(word)

"""Letter grams: the pieces of a word by which it is still met when its stem went wrong."""

from __future__ import annotations

__all__ = ["GRAM_LETTERS", "grams"]

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

"""Folding: from a word as written to the word that is compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from index.analysis.letters import (
    COMBINING_HAMZA,
    DIGITS,
    DROPPED,
    HAMZA,
    KEEPS_ALEF_MAQSURA,
    LETTERS,
    Row,
)

__all__ = [
    "compose",
    "compose_all",
    "compose_words",
    "fold",
    "fold_hamza",
    "fold_hamzas",
]


def _table(*groups: tuple[Row, ...]) -> dict[int, str]:
    return {
        ord(char): row.target[number] if len(row.target) > 1 else row.target
        for rows in groups
        for row in rows
        for number, char in enumerate(row.characters)
    }


_BEFORE = _table(DROPPED, LETTERS, DIGITS)
_AFTER = _BEFORE | dict.fromkeys(map(ord, COMBINING_HAMZA), "")
_HAMZA = _table(HAMZA)
_PLAIN = re.compile(r"[\u0621-\u063a\u0641-\u064a]*")
_NOT_PLAIN_LINE = re.compile(r"^[\u0621-\u063a\u0641-\u064a]*+(?!\n|\Z).*", re.MULTILINE)
_ARABIC_ONLY = re.compile(r"[\u0621-\u064a0-9]*")
_NOT_ARABIC = re.compile(r"[^\u0621-\u064a]+")
_WORD = re.compile(r"[^\W_]+")
_THOUSANDS = re.compile(r"(?<=[0-9])[,٬](?=[0-9]{3})")
_PARTICLES = frozenset(
    clitic + particle for clitic in ("", "و", "ف") for particle in KEEPS_ALEF_MAQSURA
)


def compose(text: str) -> str:
    """Return the text composed, in plain Arabic letters, without marks and controls.

    Hamza stays as written: the stemmer must see that the ال of ألمانيا is not the article.

    Args:
        text: Any text, also with lone surrogates.

    Returns:
        The text in lower case, its digits ASCII, accents on Latin letters dropped.
    """
    if _PLAIN.fullmatch(text):
        return text
    if text.isascii():
        return text.lower()
    text = _compose_letters(text)
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFKC", text).translate(_AFTER)
    if _ARABIC_ONLY.fullmatch(text):
        return text
    return _fold_other(text)


def _compose_letters(text: str) -> str:
    # Hamza above a dotless yeh has no composed form in Unicode; it is meant as ئ.
    return text.translate(_BEFORE).replace("ى\u0654", "ئ")


def _fold_other(text: str) -> str:
    # Arabic letters are left alone: decomposing would take the hamza off them.
    return unicodedata.normalize("NFC", _NOT_ARABIC.sub(_fold_letters, text))


def _fold_letters(match: re.Match[str]) -> str:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", match[0].casefold()))
    return "".join(char for char in folded if not unicodedata.combining(char)).casefold()


def fold_hamza(word: str) -> str:
    """Return one composed word with hamza, teh marbuta and alef maqsura folded.

    Args:
        word: A single word that came out of `compose`.

    Returns:
        The term of the exact view.
    """
    folded = word.translate(_HAMZA)
    if word.endswith("ى") and folded[:-1] + "ى" in _PARTICLES:
        return folded[:-1] + "ى"
    return folded


def compose_all(words: Sequence[str]) -> list[str]:
    """Return words composed, all at once.

    Args:
        words: Written words, none with a line break.
    """
    others = set(_NOT_PLAIN_LINE.findall("\n".join(words)))
    if not others:
        return list(words)
    marked = list(others)
    lines = _compose_letters("\n".join(marked))
    # Most are plain now, without their marks.
    rest = set(_NOT_PLAIN_LINE.findall(lines))
    composed = {
        word: compose(word) if letters in rest else letters
        for word, letters in zip(marked, lines.split("\n"), strict=True)
    }
    return [composed[word] if word in others else word for word in words]


def fold_hamzas(words: Sequence[str]) -> list[str]:
    """Return composed words with hamza, teh marbuta and alef maqsura folded, all at once.

    Args:
        words: Words that came out of `compose`, none with a line break.
    """
    if not words:
        return []
    lines = "\n".join(words)
    # So few letters are found faster one after the other; none becomes one of the others.
    for letter, target in _HAMZA.items():
        lines = lines.replace(chr(letter), target)
    folded = lines.split("\n")
    # Only fold_hamza knows which words keep their last letter.
    return [
        fold_hamza(word) if word[-1] == "ى" else form
        for word, form in zip(words, folded, strict=True)
    ]


def compose_words(written: str) -> list[str]:
    """Return the words that one written word stands for, composed.

    Args:
        written: A word as written; ﷺ holds four words, a lone tatweel none.

    Returns:
        The composed words; a number without its thousands separators.
    """
    composed = compose(written)
    if not composed.isalnum():
        composed = _THOUSANDS.sub("", composed)
    return _WORD.findall(composed)


def fold(written: str) -> list[str]:
    """Return the words that one written word stands for, folded.

    Args:
        written: A word as written.

    Returns:
        The terms of the exact view in order.
    """
    return [fold_hamza(word) for word in compose_words(written)]

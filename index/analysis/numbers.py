"""Number words: the digits that a word of one number stands for."""

from __future__ import annotations

from pyarabic.number_const import NUMBER_WORDS

from index.analysis.fold import fold

__all__ = ["NUMBERS"]

_LARGEST = 2000
"""Beyond it a word counts what digits before it say: «5 ملايين» is never written 5000000."""

_NOT_ALONE = (
    # (words that pyarabic knows, reason)
    ("صفر", "also the month Safar, and yellow"),
    ("أحد إحدى", "one of, anybody, Sunday"),
    ("اثنا اثني إثنا إثني", "only in twelve"),
    ("عشر عشرا", "nearly always a part of eleven to nineteen"),
    ("آلاف", "thousands, not one; its singular leads to the number"),
)

_MORE = (
    # (number, words that pyarabic does not know)
    (1, "واحدا"),
    (2, "اثنتان اثنتين"),
    # Too short for the rules of clitics; لست is "I am not".
    (6, "وست"),
    (200, "مئتي مائتان مائتين مائتي"),
    (800, "ثمانيمئة ثمانيمائة"),
    (2000, "ألفي"),
)

_SKIPPED = frozenset(word for words, _ in _NOT_ALONE for word in words.split())

NUMBERS = {
    fold(word)[0]: str(number)
    for word, number in (
        *NUMBER_WORDS.items(),
        *((word, number) for number, words in _MORE for word in words.split()),
    )
    if number <= _LARGEST and word not in _SKIPPED
}
"""For each folded word its number in digits. The words are those of pyarabic, tested here."""

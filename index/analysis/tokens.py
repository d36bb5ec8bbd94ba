"""Tokenizing: where the written words of a text are."""

from __future__ import annotations

import re

from index.analysis.compounds import COMPOUND_PHRASES
from index.analysis.letters import ARABIC_LETTERS, COMBINING_HAMZA, CONTROLS, MARKS, char_class
from index.analysis.months import MONTH_PHRASES, PHRASE_SPACE

__all__ = [
    "DIGIT",
    "LONGEST_WORD",
    "OTHER_LETTER",
    "PHRASE_FIRST",
    "PHRASE_SECOND",
    "WORD_LETTER",
    "split_phrase",
    "split_words",
]

LONGEST_WORD = 64
"""Longer written words are hardly ever repeated: no table of words keeps them."""

_MARKS, _CONTROLS = char_class(MARKS), char_class(CONTROLS)
_ASIDE = _MARKS + _CONTROLS
_ARABIC = char_class(char for char in ARABIC_LETTERS if char not in COMBINING_HAMZA)
_DIGIT = "0-9٠-٩۰-۹"
_OTHER = rf"[^\W_{_ARABIC}{_ASIDE}]"
_GAP = rf"[{_ASIDE}]*+"

# A word in Arabic script ends where digits or other letters begin: 2024م and الـiPhone are two
# words each. Marks stay with the letter before them; controls only count between letters.
_ARABIC_WORD = (
    rf"[{_ARABIC}][{_ARABIC}{_MARKS}]*+"
    rf"(?:[{_CONTROLS}]++[{_ARABIC}{_MARKS}]++)*+"
)
_OTHER_WORD = (
    rf"{_OTHER}(?:{_OTHER}|[\u0300-\u036f{_MARKS}])*+"
    rf"(?:[{_CONTROLS}]++(?:{_OTHER}|[\u0300-\u036f{_MARKS}])++)*+"
)
# Eight groups are enough for any amount and keep a page of digits from being read n² times.
_NUMBER = (
    rf"[{_DIGIT}](?:{_GAP}[{_DIGIT}]){{0,2}}+"
    rf"(?:{_GAP}[,٬](?:{_GAP}[{_DIGIT}]){{3}}+){{1,8}}+(?!{_GAP}[,٬]?{_GAP}[{_DIGIT}])"
)
WORD_LETTER, OTHER_LETTER, DIGIT = f"[{_ARABIC}]", _OTHER, f"[{_DIGIT}]"
"""A letter of a word in Arabic script; any other letter or digit of a word; a digit."""

_SINGLE = re.compile(rf"({_ARABIC_WORD}|{_NUMBER}|{_OTHER_WORD})")
_AFTER = rf"(?![\w{_ASIDE}])"
_ALL_PHRASES = (*MONTH_PHRASES, *COMPOUND_PHRASES)
_PHRASES = "|".join(phrase + _AFTER for phrase in _ALL_PHRASES)
PHRASE_FIRST = tuple(phrase.partition(PHRASE_SPACE)[0] for phrase in _ALL_PHRASES)
"""What the first word of each phrase is like."""

PHRASE_SECOND = tuple(phrase.partition(PHRASE_SPACE)[2] for phrase in _ALL_PHRASES)
"""What its second word is like."""

_WORD = re.compile(rf"({_PHRASES}|{_ARABIC_WORD}|{_NUMBER}|{_OTHER_WORD})")

split_words = _WORD.split
"""Split a text into what is between words and words, in turn: odd items are words.

What only two words tell together, as كانون الثاني and عبد الله, is one item.
"""

split_phrase = _SINGLE.split
"""Split such an item in the same way."""

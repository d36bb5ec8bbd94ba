"""The folding table: which characters are dropped and which letters are written as which.

Every row says which characters, what they become, a real word, and why. The characters are those
of the Unicode Standard's Arabic blocks; the choice of targets is this project's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from pyarabic import araby

__all__ = [
    "ARABIC_LETTERS",
    "COMBINING_HAMZA",
    "CONTROLS",
    "DAGGER_ALEF",
    "DIGITS",
    "DROPPED",
    "HAMZA",
    "KEEPS_ALEF_MAQSURA",
    "LETTERS",
    "MARKS",
    "Row",
    "char_class",
]


class Row(NamedTuple):
    """Hold one row of the table.

    Args:
        characters: What is written; each character stands for itself.
        target: What each becomes; "" drops it.
        word: A real word that has one of them.
        reason: Why, in a few words.
    """

    characters: str
    target: str
    word: str
    reason: str


def _span(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


COMBINING_HAMZA = "\u0653\u0654\u0655"
"""Maddah and hamza as marks: composed with their seat where there is one, else dropped."""

DAGGER_ALEF = araby.MINI_ALEF
"""A long a above the line; `readings` says what a word with it is."""

_DROPPED_MARKS = (
    Row("".join(araby.TASHKEEL), "", "مُسْتَعِدّ", "vowels, tanwin, shadda, sukun"),
    Row(_span(0x0656, 0x065F), "", "هٗ", "rarer vowel signs"),
    Row(DAGGER_ALEF, "", "هٰذا", "dagger alef, rarely written"),
    Row(_span(0x0610, 0x061A), "", "محمدؐ", "honorific signs"),
    Row(_span(0x06D6, 0x06DC) + _span(0x06DF, 0x06E8), "", "رَيۡبَۛ", "Quranic pause signs"),
    Row(_span(0x06EA, 0x06ED), "", "مَجۡر۪ىٰهَا", "Quranic signs below"),
    Row(_span(0x0898, 0x089F) + _span(0x08C9, 0x08E1), "", "ࣙ", "Quranic signs, extended"),
    Row(_span(0x08E3, 0x08FF), "", "ࣰ", "open tanwin and rarer marks"),
    Row(_span(0xFE70, 0xFE74) + _span(0xFE76, 0xFE7F), "", "ﹷ", "vowels as presentation forms"),
    Row(_span(0xFC5E, 0xFC63) + _span(0xFCF2, 0xFCF4), "", "ﱠ", "shadda ligatures"),
    Row(_span(0xFBB2, 0xFBC2), "", "﮲", "dots shown alone"),
    Row(araby.TATWEEL, "", "كتـــاب", "tatweel only widens"),
)

_DROPPED_CONTROLS = (
    Row("\u00ad", "", "كتا\u00adب", "soft hyphen"),
    Row("\u034f\u2060\ufeff", "", "كتا\ufeffب", "joiners left by pasting"),
    Row("\u061c\u200e\u200f", "", "كتاب\u200f", "direction marks"),
    Row(_span(0x202A, 0x202E), "", "\u202bكتاب\u202c", "directional embedding"),
    Row(_span(0x2066, 0x2069), "", "\u2067كتاب\u2069", "directional isolates"),
    Row(_span(0x206A, 0x206F), "", "كتا\u206dب", "deprecated format characters"),
    Row("\u200c\u200d", "", "ه\u200dـ", "joining control, invisible"),
    Row(_span(0xFE00, 0xFE0F), "", "كتاب\ufe0f", "variation selectors"),
)

DROPPED = _DROPPED_MARKS + _DROPPED_CONTROLS

CONTROLS = "".join(row.characters for row in _DROPPED_CONTROLS)
"""Invisible characters: part of a word between its letters, never at its end."""

MARKS = "".join(row.characters for row in _DROPPED_MARKS) + COMBINING_HAMZA
"""Marks on letters, and tatweel: part of the word that they follow."""

_FOREIGN = (
    Row("کڪګڬڮ", "ك", "لکیان", "Persian, Urdu and Sindhi kaf"),
    Row("گڭݣ", "ك", "أڭادير", "Persian and Moroccan g"),
    Row("یۍێېۑےۓ", "ي", "فلسطین", "Persian, Pashto, Kurdish, Urdu yeh"),
    Row("ہھەۀۂۃ", "ه", "ابوہ", "Urdu, Kurdish and Uyghur heh"),
    Row("پ", "ب", "پاريس", "p; Arabic writes باريس"),
    Row("چ", "ج", "چاي", "ch; Iraqi and Gulf spelling"),
    Row("ژ", "ج", "ژنرال", "zh; Arabic writes جنرال"),
    Row("ڤڥ", "ف", "ڤيينا", "v; Arabic writes فيينا"),
    Row("ڨڧٯ", "ق", "ڨفصة", "Tunisian g, Maghrebi qaf"),
    Row("ڢڡ", "ف", "ڢاس", "Maghrebi and dotless feh"),
    Row("ٹټ", "ت", "ٹوئٹر", "Urdu and Pashto t"),
    Row("ڈډ", "د", "ڈاکٹر", "Urdu and Pashto d"),
    Row("ڑړڕ", "ر", "لاڑکانہ", "Urdu, Pashto and Kurdish r"),
    Row("ںڼ", "ن", "خاں", "Urdu and Pashto n"),
    Row("ۆۇۋۈۉۏۅ", "و", "كوردۆ", "Kurdish and Uyghur vowels"),
    Row("څ", "س", "څارنوال", "Pashto ts"),
    Row("ځږ", "ز", "ځان", "Pashto dz and zh"),
    Row("ښ", "ش", "پښتو", "Pashto sh"),
    Row("ڵ", "ل", "گوڵ", "Kurdish dark l"),
    Row("ٮ", "ب", "ٮاب", "dotless beh"),
    Row("ٴ", "ء", "ٴ", "high hamza"),
)

DIGITS = (
    Row("٠١٢٣٤٥٦٧٨٩", "0123456789", "٢٠٢٤", "digits of the Arab east"),
    Row("۰۱۲۳۴۵۶۷۸۹", "0123456789", "۱۳۵۷", "digits of Iran and Pakistan"),
)

HAMZA = (
    Row("أإآٱٲٳ", "ا", "إلى", "hamza on alef is often left out"),
    Row("ؤئ", "ء", "مسؤول", "مسؤول and مسئول are one word"),
    Row("ة", "ه", "مدرسة", "written without dots by many"),
    Row("ى", "ي", "مستشفى", "written for yeh in Egypt"),
)

KEEPS_ALEF_MAQSURA = frozenset("علي الي حتي متي لدي بلي سوي".replace("ي", "ى").split())
"""Particles whose last letter tells them from a name or a noun: على is not علي."""


def _other_letters() -> Iterator[tuple[str, str]]:
    # The remaining letters of other languages are dotted variants, and their Unicode names say
    # of which letter: ARABIC LETTER BEH WITH SMALL V is a beh.
    taken = {char for row in (*_FOREIGN, *HAMZA, *DROPPED) for char in row.characters}
    plain = {unicodedata.name(char): char for char in _span(0x0621, 0x063A) + _span(0x0641, 0x064A)}
    for code in (*range(0x0620, 0x0700), *range(0x0750, 0x0780), *range(0x0870, 0x08C9)):
        char = chr(code)
        base, dotted, _ = unicodedata.name(char, "").partition(" WITH ")
        if dotted and base in plain and char not in taken and char not in plain.values():
            yield char, plain[base]


LETTERS = (
    *_FOREIGN,
    *(
        Row(char, target, char, "dotted variant of another language")
        for char, target in _other_letters()
    ),
)

ARABIC_LETTERS = "".join(
    char
    for first, last in ((0x0620, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFEFC))
    for char in _span(first, last)
    if char.isalpha() and char not in MARKS
)
"""Every letter with which a word in Arabic script can begin."""


def char_class(characters: Iterable[str]) -> str:
    """Return what stands between the brackets of a pattern for any of some characters.

    Neighbours are written as ranges, which are compiled in half the time of single characters.

    Args:
        characters: The characters; their order does not matter.
    """
    codes = sorted(set(map(ord, characters)))
    runs = (list(run) for _, run in groupby(enumerate(codes), key=lambda each: each[1] - each[0]))
    return "".join(f"{re.escape(chr(run[0][1]))}-{re.escape(chr(run[-1][1]))}" for run in runs)

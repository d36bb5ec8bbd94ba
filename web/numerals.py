"""Numbers and counted nouns as Arabic writes them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from babel import Locale
from babel.numbers import format_decimal

__all__ = ["NOUNS", "counted", "digits", "number", "seconds"]

_TO_ARABIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

NOUNS: Final[Mapping[str, Mapping[str, str]]] = {
    "result": {
        "zero": "لا نتائج",
        "one": "نتيجة واحدة",
        "two": "نتيجتان",
        "few": "{n} نتائج",  # 3-10: genitive plural
        "many": "{n} نتيجة",  # 11-99: accusative singular
        "other": "{n} نتيجة",  # hundreds: genitive singular
    },
    "article": {
        "zero": "لا مقالات",
        "one": "مقال واحد",
        "two": "مقالان",
        "few": "{n} مقالات",
        "many": "{n} مقالًا",
        "other": "{n} مقال",
    },
    "place": {
        "zero": "لا مواضع",
        "one": "موضع واحد",
        "two": "موضعين",
        "few": "{n} مواضع",
        "many": "{n} موضعًا",
        "other": "{n} موضع",
    },
}
"""Noun -> CLDR plural category of Arabic -> pattern. Nouns stand in the nominative; "place" in the
genitive, because it follows «في»."""


@cache
def _arabic() -> Locale:
    return Locale.parse("ar")


def digits(text: object) -> str:
    """Write a value with Arabic-Indic digits.

    Args:
        text: Anything whose `str` has digits.
    """
    return str(text).translate(_TO_ARABIC)


def number(value: int) -> str:
    """Write a whole number with Arabic-Indic digits, thousands parted.

    Args:
        value: The number.
    """
    return digits(format_decimal(value, locale=_arabic(), numbering_system="arab"))


def counted(value: int, noun: str) -> str:
    """Write a number with its noun in the form that the number asks for.

    The category is the one of CLDR's plural rules for Arabic.

    Args:
        value: How many, zero or more.
        noun: A key of `NOUNS`.

    Returns:
        Such as «نتيجتان» or «١١ نتيجة».
    """
    pattern = NOUNS[noun][_arabic().plural_form(value)]
    return pattern.format(n=number(value))


def seconds(milliseconds: float) -> str:
    """Write a duration for the line over the results.

    Args:
        milliseconds: The duration.

    Returns:
        Such as «٠٫٠٤ ثانية»; what rounds to nothing is «أقل من ٠٫٠١ ثانية».
    """
    value = milliseconds / 1000
    if value < 0.01:
        return "أقل من ٠٫٠١ ثانية"
    text = format_decimal(value, format="0.00", locale=_arabic(), numbering_system="arab")
    return f"{digits(text)} ثانية"

"""Numbers as the reader's language writes them, in the digits that the reader prefers."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel.numbers import format_decimal

from web.voice import ARABIC, Voice

__all__ = ["digits", "seconds"]

_HUNDREDTH: Final = Decimal("0.01")


def digits(text: object, voice: Voice = ARABIC) -> str:
    """Write a value with the digits of a voice.

    Args:
        text: Anything whose `str` has digits.
        voice: The voice of the page.
    """
    return voice.digits(text)


def seconds(milliseconds: float, voice: Voice = ARABIC) -> str:
    """Write a duration for the line over the results.

    Args:
        milliseconds: The duration.
        voice: The voice of the page.

    Returns:
        Such as «٠٫٠٤ ثانية»; what rounds to nothing is «أقل من ٠٫٠١ ثانية».
    """
    value = milliseconds / 1000
    if value < 0.01:
        return voice.plain("less than {n} s", n=_hundredths(_HUNDREDTH, voice))
    return voice.plain("{n} s", n=_hundredths(Decimal(str(value)).quantize(_HUNDREDTH), voice))


@lru_cache(1024)
def _hundredths(value: Decimal, voice: Voice) -> str:
    # The signs between digits go with the digits: ١٬٢٣٤ and 1,234.
    system = voice.numerals.value
    written = format_decimal(value, format="0.00", locale=voice.locale, numbering_system=system)
    return voice.digits(written)

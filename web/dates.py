"""Dates as newspapers write them: «٣١ يناير ٢٠٢٤» and the full dateline."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from babel.dates import format_date

from web.numerals import digits
from web.voice import ARABIC, Voice

__all__ = ["dateline", "day", "machine", "month"]

_MIDNIGHT: Final = time(tzinfo=UTC)


def day(value: date, voice: Voice = ARABIC) -> str:
    """Write a day.

    Args:
        value: A date, or a datetime whose own zone decides the day.
        voice: The voice of the page.

    Returns:
        Such as «٣١ يناير ٢٠٢٤».
    """
    return _written(value, "d MMMM y", voice)


def month(value: date, voice: Voice = ARABIC, *, year: bool = True) -> str:
    """Write the month of a day.

    Args:
        value: The day.
        voice: The voice of the page.
        year: Whether the year is written too.

    Returns:
        Such as «يناير ٢٠٢٤».
    """
    return _written(value, "LLLL y" if year else "LLLL", voice)


def dateline(value: datetime, voice: Voice = ARABIC) -> str:
    """Write the dateline of an article.

    Args:
        value: When it was published, with a time zone.
        voice: The voice of the page.

    Returns:
        Such as «الأربعاء ٣١ يناير ٢٠٢٤، ٠٦:٤٧ بتوقيت غرينتش»; weekday and day alone where
        the time of day is not known.
    """
    text = _written(value, "EEEE d MMMM y", voice)
    if _is_day_only(value):
        return text
    return voice.plain(
        "{day}, {time} GMT{offset}",
        day=text,
        time=digits(value.strftime("%H:%M"), voice),
        offset=_offset(value, voice),
    )


def machine(value: datetime) -> str:
    """Return the value of an HTML `datetime` attribute.

    Args:
        value: When an article was published.
    """
    return value.date().isoformat() if _is_day_only(value) else value.isoformat("T", "minutes")


def _written(value: date, pattern: str, voice: Voice) -> str:
    # A date alone, so that times of a day share an entry.
    return _said(date(value.year, value.month, value.day), pattern, voice)


@lru_cache(4096)
def _said(value: date, pattern: str, voice: Voice) -> str:
    return digits(format_date(value, pattern, locale=voice.locale), voice)


def _is_day_only(value: datetime) -> bool:
    # An article whose day alone is known is stored as midnight UTC.
    return value.tzinfo is None or value.timetz() == _MIDNIGHT


def _offset(value: datetime, voice: Voice) -> str:
    offset = value.utcoffset() or timedelta()
    if not offset:
        return ""
    sign = "-" if offset < timedelta() else "+"
    hours, minutes = divmod(int(abs(offset).total_seconds()) // 60, 60)
    text = f"{hours}:{minutes:02}" if minutes else str(hours)
    return f" {sign}{digits(text, voice)}"

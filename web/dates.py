"""Dates as Arabic newspapers write them: «٣١ يناير ٢٠٢٤» and the full dateline."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from babel.dates import format_date

from web.numerals import digits

__all__ = ["dateline", "day", "machine"]


def day(value: date) -> str:
    """Write a day.

    Args:
        value: A date, or a datetime whose own zone decides the day.

    Returns:
        Such as «٣١ يناير ٢٠٢٤».
    """
    return digits(format_date(value, "d MMMM y", locale="ar"))


def dateline(value: datetime) -> str:
    """Write the dateline of an article.

    Args:
        value: When it was published, with a time zone.

    Returns:
        Such as «الأربعاء ٣١ يناير ٢٠٢٤، ٠٦:٤٧ بتوقيت غرينتش»; weekday and day alone where
        the time of day is not known.
    """
    text = digits(format_date(value, "EEEE d MMMM y", locale="ar"))
    if _is_day_only(value):
        return text
    return f"{text}، {digits(value.strftime('%H:%M'))} بتوقيت غرينتش{_offset(value)}"


def machine(value: datetime) -> str:
    """Return the value of an HTML `datetime` attribute.

    Args:
        value: When an article was published.
    """
    return value.date().isoformat() if _is_day_only(value) else value.isoformat("T", "minutes")


def _is_day_only(value: datetime) -> bool:
    # An article whose day alone is known is stored as midnight UTC.
    return value.timetz() == time(tzinfo=UTC) or value.tzinfo is None


def _offset(value: datetime) -> str:
    offset = value.utcoffset() or timedelta()
    if not offset:
        return ""
    sign = "-" if offset < timedelta() else "+"
    hours, minutes = divmod(int(abs(offset).total_seconds()) // 60, 60)
    text = f"{hours}:{minutes:02}" if minutes else str(hours)
    return f" {sign}{digits(text)}"

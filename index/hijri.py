"""The calendar of the Hijra: its days and months in the Gregorian one."""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Hijri

__all__ = ["gregorian", "month_range"]

_LIMIT = "the calendar of Umm al-Qura is known for the years 1343 to 1500"


def gregorian(year: int, month: int, day: int) -> date:
    """Return the day that a date of the Hijra names.

    The calendar is that of Umm al-Qura, by which Saudi Arabia dates; where the new moon was
    sighted otherwise, a paper's own date can be a day earlier or later.

    Args:
        year: Such as 1445.
        month: 1 is Muharram.
        day: 1 to 29 or 30, as long as that month was.

    Raises:
        ValueError: There is no such day, or the calendar of its year is not known.
    """
    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except OverflowError as error:
        raise ValueError(_LIMIT) from error


def month_range(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month of the Hijra.

    Args:
        year: Such as 1445.
        month: 1 is Muharram.

    Raises:
        ValueError: There is no such month, or the calendar of its year is not known.
    """
    first = gregorian(year, month, 1)
    return first, first + timedelta(Hijri(year, month, 1).month_length() - 1)

"""When an article was published: ISO 8601, Arabic datelines and numeric dates, Hijri ones too."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from index.analysis.months import GREGORIAN_NUMBERS, HIJRI_NUMBERS
from index.hijri import gregorian
from index.readers.zones import ZONES

__all__ = ["parse"]

# Longer than any dateline; bounds what the patterns below can be made to try.
_MAX_CHARS = 160
# Up to it a year in an Arabic paper is one of the Hijra: there were no papers in the other.
_LAST_HIJRI_YEAR = 1500
# The printed calendar and the sighted moon differ by a day or two.
_MOST_APART = timedelta(days=2)

_FOLD = str.maketrans("أإآٱىیکةۀ٫", "ااااييكهه.") | str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789"
)
# Marks of vowels, tatweel, directional and other controls.
_INVISIBLE = re.compile(
    "[\u0610-\u061c\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SPACED_OFFSET = re.compile(r" (?=[+-]|z$)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d?:\d\d.*)?", re.IGNORECASE)

_WEEKDAY = r"(?:(?:يوم )?(?:ال)?(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت) ?[،,:]? ?)?"
_NAMES = "|".join(sorted({*GREGORIAN_NUMBERS, *HIJRI_NUMBERS}, key=len, reverse=True))
_MONTH = rf"(?:شهر )?(?P<month>{_NAMES})(?: ?[/(] ?(?P<twin>{_NAMES}) ?\)?)?"
# Tatweel is gone: هـ is ه here.
_ERA = r"(?: ?(?P<era>ميلادي(?:ه)?|م|هجري(?:ه)?|للهجره|ه)\b)?"
_YEAR = rf"(?:(?:عام|سنه) )?(?P<year>\d{{4}}){_ERA}"
_DAYS = (
    rf"(?P<day>\d\d?) ?(?:من )?{_MONTH} ?[،,/]? ?{_YEAR}",  # 31 يناير 2024
    rf"{_MONTH} (?P<day>\d\d?) ?[،,] ?{_YEAR}",  # يناير 31, 2024
    rf"(?P<day>\d\d?) ?(?P<dash>[-/.]) ?(?P<number>\d\d?) ?(?P=dash) ?(?P<year>\d{{4}}){_ERA}",
    rf"(?P<year>\d{{4}}) ?(?P<dash>[-/.]) ?(?P<number>\d\d?) ?(?P=dash) ?(?P<day>\d\d?){_ERA}",
)
_TIME = (
    r"(?:(?:في )?(?:تمام )?الساعه )?(?P<hour>\d\d?)[:.](?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r" ?(?P<half>صباحا|مساء|ظهرا|ص|م|am|pm)?\b"
    r"(?: ?[(]?(?:(?:ب?توقيت|بالتوقيت) (?P<place>[ء-ي ]{2,30})|gmt|utc|z)? ?"
    r"(?P<offset>[+-]\d\d?(?::?\d\d)?)?[)]?)?"
)
_GAP = r" ?[-–—|،,/]? ?"
_PATTERNS = [
    re.compile(order)
    for day in _DAYS
    for order in (
        rf"{_WEEKDAY}{day}(?:{_GAP}{_TIME})?",
        rf"{_TIME}{_GAP}{_WEEKDAY}{day}",
    )
]
_BETWEEN = re.compile(r" ?(?:،? ?ال?موافق(?: ل|ل)?|[-–—|،/(]) ?")
_HAS_YEAR = re.compile(r"\d{4}")


def fold(text: str) -> str:
    """Return a dateline in the spelling of the tables: ASCII digits, bare letters, one space.

    Args:
        text: The dateline.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_FOLD)
    return " ".join(text.lower().split())


def parse(text: str) -> datetime | None:
    """Return the moment that a date or dateline names.

    Args:
        text: All of it must be the date: a sentence with a date in it gives None.

    Returns:
        A datetime with its zone; UTC where none is named or known, midnight where no time is.
        None where it is no date, or one that does not exist.
    """
    if len(text) > _MAX_CHARS:
        return None
    folded = fold(text)
    try:
        when = _parse_iso(folded) or _parse_written(folded) or _parse_both(folded)
        # Near the ends of the calendar a date exists that has no counterpart in UTC.
        return when if when is not None and when.astimezone(UTC) else None
    except (ValueError, OverflowError):
        return None


def _parse_iso(folded: str) -> datetime | None:
    if not _ISO.fullmatch(folded):
        return None
    try:
        when = datetime.fromisoformat(_SPACED_OFFSET.sub("", folded).upper())
    except ValueError:
        return None
    if when.year <= _LAST_HIJRI_YEAR:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _parse_written(folded: str) -> datetime | None:
    written = _read(folded)
    return written.when if written is not None else None


def _parse_both(folded: str) -> datetime | None:
    """Read a day in both calendars, «15 رجب 1445هـ الموافق 27 يناير 2024م»; they must agree."""
    for match in _BETWEEN.finditer(folded):
        parts = folded[: match.start()], folded[match.end() :].removesuffix(")").rstrip()
        if not all(map(_HAS_YEAR.search, parts)):
            continue
        first, second = map(_read, parts)
        if first is None or second is None or first.is_hijri == second.is_hijri:
            continue
        if abs(first.when.date() - second.when.date()) <= _MOST_APART:
            return second.when if first.is_hijri else first.when
    return None


class _Written(NamedTuple):
    when: datetime
    is_hijri: bool


def _read(folded: str) -> _Written | None:
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(folded):
            return _assemble(match.groupdict())
    return None


def _assemble(parts: dict[str, str | None]) -> _Written | None:
    year, day = int(parts["year"] or 0), int(parts["day"] or 0)
    is_hijri = year <= _LAST_HIJRI_YEAR
    era = parts["era"]
    if era and era.startswith("م") is is_hijri:
        return None
    numbers = HIJRI_NUMBERS if is_hijri else GREGORIAN_NUMBERS
    names = [name for name in (parts.get("month"), parts.get("twin")) if name]
    months = {numbers.get(name) for name in names} or {int(parts["number"] or 0)}
    month = months.pop()
    # A name of the other calendar, or two names that disagree.
    if month is None or months:
        return None
    when = gregorian(year, month, day) if is_hijri else date(year, month, day)
    moment = datetime(
        when.year,
        when.month,
        when.day,
        _hour(int(parts["hour"] or 0), parts["half"]),
        int(parts["minute"] or 0),
        int(parts["second"] or 0),
        tzinfo=_zone(parts),
    )
    return _Written(moment, is_hijri)


def _hour(hour: int, half: str | None) -> int:
    """Return the hour of the day; a clock of 24 hours may carry its half as well."""
    if half in ("م", "مساء", "ظهرا", "pm") and hour < 12:
        # "11:30 ظهراً" is before noon, "1:30 ظهراً" after it.
        return hour if half == "ظهرا" and hour >= 10 else hour + 12
    return 0 if half in ("ص", "صباحا", "am") and hour == 12 else hour


def _zone(parts: dict[str, str | None]) -> tzinfo:
    if offset := parts["offset"]:
        digits = offset[1:].replace(":", "")
        hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
        size = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-size if offset[0] == "-" else size)
    name = ZONES.get((parts["place"] or "").strip())
    try:
        return ZoneInfo(name) if name and name != "UTC" else UTC
    except ZoneInfoNotFoundError:
        return UTC

"""Days as people name them: «يناير 2024», «رجب ١٤٤٥», «منذ أسبوع», 2024-01..2024-03."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from index.analysis.fold import compose, fold_hamza
from index.analysis.months import GREGORIAN_NUMBERS, HIJRI_NUMBERS
from index.analysis.numbers import NUMBERS
from index.hijri import month_range

__all__ = ["Period", "find_period", "is_date_head", "read_period"]

_MOST_WORDS = 8
"""«من 15 ربيع الأول 1445 إلى …» has no more that say anything."""

_HIJRI_YEARS = range(1300, 1501)
"""A year of these is one of the Hijra: in the same years of the other there was no newspaper."""

_WORD = re.compile(r"[^\s()\"«»“”„]+")
_END_MARKS = "،؛,;؟?!"

_RANGE = re.compile(r" ?(?:\.{2,}|…) ?| (?:ال[ىي]|حت[ىي]|to|until) ")
_RANGE_HEAD = re.compile(r"\A(?:من|منذ|from|since) ")
_YEARS = re.compile(r"(\d{4}) ?[-–—/] ?(\d{4} ?[هم]?)")
_CALLED = re.compile(r"\A(?:(?:في|in) )?(?:(?:(?:ال)?(?:عام|سنه|شهر|يوم)|(?:the )?year) )?")
"""What people put before a year, a month or a day: «في عام 2017», «شهر رجب 1445»."""

_YEAR = re.compile(r"(\d{4}) ?([هم]?)")
_NUMERIC = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2}) )?([^\W\d][^\d]*?)[,،]? ?(\d{4}) ?([هم]?)")
_ENGLISH = re.compile(r"([a-z]+\.?) (\d{1,2}),? (\d{4})")


_SHORT = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHORT_NAMES = {**{name: number for number, name in enumerate(_SHORT, start=1)}, "sept": 9}
"""English months as tables and file names have them."""


class Period(NamedTuple):
    """Hold some days, both ends included; None is an open end.

    Args:
        first: The first day.
        last: The last day.
    """

    first: date | None
    last: date | None


# Unit -> its names in Arabic and English, then its dual, which counts two.
_DAY, _WEEK, _MONTH, _YEAR_LONG = "day", "week", "month", "year"
_UNITS = (
    (_DAY, "يوم ايام يوما day days", "يومين يومان"),
    (_WEEK, "اسبوع اسابيع اسبوعا week weeks", "اسبوعين اسبوعان"),
    (_MONTH, "شهر اشهر شهور شهرا month months", "شهرين شهران"),
    (_YEAR_LONG, "سنه سنوات سنين عام اعوام عاما year years", "سنتين سنتان عامين عامان"),
)
_SINGLES = {name: unit for unit, names, _ in _UNITS for name in names.split()}
_DUALS = {name: unit for unit, _, names in _UNITS for name in names.split()}

# In running text «عشر» is mostly half of another number: اثني عشر. Behind «منذ» it is ten.
_COUNTS = {**NUMBERS, "عشر": "10"}

_AGO = frozenset(["منذ", "اخر", "خلال", "last", "past", "since"])
"""Words before a duration: from so long ago until now."""


def find_period(text: str, today: date) -> tuple[Period | None, int]:
    """Read the days that a text begins with: as many of its words as name days together.

    Args:
        text: The text, from where the days should begin.
        today: The day that «منذ أسبوع» counts from.

    Returns:
        The days and how many characters name them; None where the text begins otherwise.
    """
    ends: list[int] = []
    for match in _WORD.finditer(text):
        # Only blanks may part the words.
        if text[ends[-1] if ends else 0 : match.start()].strip() or len(ends) == _MOST_WORDS:
            break
        if not ends and match.start():
            break
        ends.append(match.end())
    for end in reversed(ends):
        period = read_period(text[:end], today)
        if period is not None:
            return period, end
    return None, 0


def is_date_head(word: str) -> bool:
    """Tell whether a date is expected behind a word, as behind «قبل» and «منذ».

    Args:
        word: A written word.
    """
    folded = fold_hamza(compose(word))
    return folded in _AGO or folded in _BOUNDS


def read_period(text: str, today: date) -> Period | None:
    """Read days from a whole text.

    Args:
        text: Such as «2024», «15 رجب 1445», «منذ أسبوع» or «2023..».
        today: The day that relative ones count from.

    Returns:
        The days, or None where the text names none.
    """
    folded = " ".join(map(fold_hamza, compose(text.strip(_END_MARKS)).split()))
    with suppress(ValueError, OverflowError):
        period = _read(folded, today)
        if period and not any(day and day.year in _HIJRI_YEARS for day in period):
            return period
    return None


def _read(text: str, today: date) -> Period | None:
    parts = _RANGE.split(_RANGE_HEAD.sub("", text))
    if len(parts) == 2 and any(parts):
        return _between(parts[0], parts[1], today)
    if years := _YEARS.fullmatch(text):
        return _between(years[1], years[2], today)
    return _relative(text, today) or _since(text, today) or _calendar(text)


def _between(start: str, end: str, today: date) -> Period | None:
    first = _calendar(start) or _relative(start, today) if start else Period(None, None)
    last = _calendar(end) or _relative(end, today) if end else Period(None, None)
    if first is None or last is None:
        return None
    if first.first and last.first and first.first > last.first:
        # The same days, named from the other end.
        first, last = last, first
    return Period(first.first, last.last)


def _since(text: str, today: date) -> Period | None:
    """Read «منذ 2023», «قبل رجب 1445», «بعد 2020», «حتى 2020»."""
    head, _, rest = text.partition(" ")
    if head not in _BOUNDS or not rest:
        return None
    period = _calendar(rest) or _relative(rest, today)
    if period is None or period.first is None or period.last is None:
        return None
    return _BOUNDS[head](period.first, period.last)


def _from(first: date, _: date) -> Period:
    return Period(first, None)


def _until(_: date, last: date) -> Period:
    return Period(None, last)


def _before(first: date, _: date) -> Period:
    return Period(None, first - timedelta(1))


def _after(_: date, last: date) -> Period:
    return Period(last + timedelta(1), None)


_BOUNDS: dict[str, Callable[[date, date], Period]] = {
    **dict.fromkeys(("منذ", "since", "from"), _from),
    **dict.fromkeys(("حتي", "حتى", "until"), _until),
    **dict.fromkeys(("قبل", "before"), _before),
    **dict.fromkeys(("بعد", "after"), _after),
}


def _relative(text: str, today: date) -> Period | None:
    """Read «اليوم», «أمس», «منذ ثلاثة أيام», «الشهر الماضي»."""
    if text in ("اليوم", "today"):
        return Period(today, today)
    if text in ("امس", "البارحه", "yesterday"):
        return Period(today - timedelta(1), today - timedelta(1))
    if (named := _named_unit(text, today)) is not None:
        return named
    head, _, rest = text.partition(" ")
    if head not in _AGO:
        return None
    amount = _duration(rest.split())
    return Period(_ago(today, *amount), None) if amount else None


def _duration(words: list[str]) -> tuple[int, str] | None:
    """Return a number and a unit: «أسبوعين» is two weeks, «3 أيام» three days."""
    if len(words) == 1:
        if words[0] in _DUALS:
            return 2, _DUALS[words[0]]
        return (1, _SINGLES[words[0]]) if words[0] in _SINGLES else None
    if len(words) != 2 or words[1] not in _SINGLES:
        return None
    number = _COUNTS.get(words[0], words[0])
    return (int(number), _SINGLES[words[1]]) if number.isdecimal() and len(number) < 5 else None


def _ago(today: date, count: int, unit: str) -> date:
    if unit in (_DAY, _WEEK):
        return today - timedelta(count * (7 if unit == _WEEK else 1))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == _YEAR_LONG else 1)
    _, last = _month_range(months // 12, months % 12 + 1)
    return last.replace(day=min(today.day, last.day))


_THIS = frozenset(["هذا", "هذه", "this"])
_LAST = frozenset(["الماضي", "الماضيه", "الفائت", "الفائته", "last"])


def _named_unit(text: str, today: date) -> Period | None:
    """Read «هذا الشهر», «العام الماضي», "last year"; a week is the last seven days."""
    words = [word.removeprefix("ال") if word not in _LAST else word for word in text.split()]
    if len(words) != 2:
        return None
    back = any(word in _LAST for word in words)
    rest = [word for word in words if word not in _LAST | _THIS]
    unit = _SINGLES.get(rest[0]) if len(rest) == 1 else None
    match unit:
        case "week":
            return Period(_ago(today, 1, _WEEK), today)
        case "month":
            day = _ago(today, int(back), _MONTH)
            return Period(*_month_range(day.year, day.month))
        case "year":
            year = today.year - back
            return Period(date(year, 1, 1), date(year, 12, 31))
    return None


def _calendar(text: str) -> Period | None:
    """Read a year, a month or a day; raise ValueError where there is no such day."""
    text = _CALLED.sub("", text)
    if match := _YEAR.fullmatch(text):
        return _days(match[1], None, None, match[2])
    if match := _NUMERIC.fullmatch(text):
        return _days(match[1], int(match[2]), match[3], "")
    if match := _DAY_FIRST.fullmatch(text):
        return _days(match[3], int(match[2]), match[1], "")
    if match := _ENGLISH.fullmatch(text):
        return _month_named(match[1], match[3], match[2], "")
    if match := _NAMED.fullmatch(text):
        return _month_named(match[2], match[3], match[1], match[4])
    return None


def _month_named(name: str, year: str, day: str | None, era: str) -> Period | None:
    short = _SHORT_NAMES.get(name.removesuffix("."))
    if short is not None:
        return _days(year, short, day, "م") if era != "ه" else None
    if name in HIJRI_NUMBERS:
        return _days(year, HIJRI_NUMBERS[name], day, "ه") if era != "م" else None
    if name in GREGORIAN_NUMBERS:
        return _days(year, GREGORIAN_NUMBERS[name], day, "م") if era != "ه" else None
    return None


def _days(written: str, month: int | None, day: str | None, era: str) -> Period | None:
    """Return a day; a whole month where no day is named, a whole year where no month is."""
    year = int(written)
    span = month_range if era == "ه" or (not era and year in _HIJRI_YEARS) else _month_range
    if month is None:
        return Period(span(year, 1)[0], span(year, 12)[1])
    first, last = span(year, month)
    if day is None:
        return Period(first, last)
    wanted = first + timedelta(int(day) - 1)
    return Period(wanted, wanted) if first <= wanted <= last else None


def _month_range(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, first.replace(day=monthrange(year, month)[1])

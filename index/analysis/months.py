"""The months: every name of each, one stem for all of them; readers of dates use the names too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.analysis.fold import fold

__all__ = [
    "CLITICS",
    "GREGORIAN",
    "GREGORIAN_NUMBERS",
    "HIJRI",
    "HIJRI_NUMBERS",
    "MONTHS",
    "MONTH_PHRASES",
    "PHRASE_SPACE",
    "PHRASE_STEMS",
    "WRITTEN",
    "Month",
    "phrase_stems",
]


class Month(NamedTuple):
    """Hold the names of a month; `_` stands for the space in a name of two words.

    Args:
        names: Names that are hardly ever another word; the first is the stem.
        doubtful: Names that are other words more often: they count only beside a number.
        dateline: Names that count only in a whole date.
    """

    names: str
    doubtful: str = ""
    dateline: str = ""


# Egypt, Sudan and the Gulf; Levant and Iraq; Algeria and Tunisia; Morocco; Mauritania; English;
# French. Doubtful: May of Theresa May, Joan, out, father; the planet Mars and English verbs.
# Libya's names of 1969-2011 are words of every day.
GREGORIAN = (
    Month("يناير كانون_الثاني كانون_ثاني كانون_ثان جانفي january janvier", "", "أي_النار"),
    Month("فبراير شباط فيفري february février", "", "النوار"),
    # Not مارس, because مارسوا "they practised" loses its ending to it.
    Month("آذار مارس", "march mars", "الربيع"),
    Month("أبريل إبريل نيسان أفريل april avril", "", "الطير"),
    Month("مايو أيار مايس", "ماي may mai", "الماء"),
    Month("يونيو يونيه يونية حزيران june juin", "جوان", "الصيف"),
    Month("يوليو يوليه يولية تموز جويلية يوليوز july juillet", "", "ناصر"),
    Month("أغسطس غشت أغشت august août", "أوت آب أب", "هانيبال"),
    Month("سبتمبر سيبتمبر أيلول شتنبر شتمبر september septembre", "", "الفاتح"),
    Month("أكتوبر أوكتوبر تشرين_الأول تشرين_أول october octobre", "", "التمور"),
    Month("نوفمبر تشرين_الثاني تشرين_ثاني تشرين_ثان نونبر november novembre", "", "الحرث"),
    Month("ديسمبر ديسيمبر كانون_الأول كانون_أول دجنبر دجمبر december décembre", "", "الكانون"),
)
"""January to December."""

# ذو changes with its case; الأول stands for الأولى in many papers, and الثاني for الآخر.
HIJRI = (
    Month("محرم muharram", "", "المحرم محرم_الحرام"),
    Month("صفر", "safar", "صفر_الخير"),
    Month("ربيع_الأول ربيع_أول"),
    Month("ربيع_الثاني ربيع_ثاني ربيع_ثان ربيع_الآخر ربيع_آخر"),
    Month("جمادى_الأولى جمادى_الأول جمادى_أول جماد_الأول جماد_أول"),
    Month(
        "جمادى_الآخرة جمادى_الآخر جمادى_الثانية جمادى_الثاني جمادى_ثاني "
        "جماد_الآخر جماد_آخر جماد_الثاني جماد_ثاني"
    ),
    Month("رجب rajab"),
    Month("شعبان shaban shaaban"),
    Month("رمضان ramadan ramadhan ramadaan"),
    Month("شوال shawwal"),
    Month("ذو_القعدة ذوالقعدة ذيالقعدة ذي_القعدة ذا_القعدة ذو_قعدة ذي_قعدة dhulqadah dhulqidah"),
    Month("ذو_الحجة ذوالحجة ذيالحجة ذي_الحجة ذا_الحجة ذو_حجة ذي_حجة dhulhijjah zulhijjah"),
)
"""Muharram to Dhu al-Hijja."""


def _folded(names: str) -> list[str]:
    return [" ".join(fold(name.replace("_", " "))) for name in names.split()]


def _stem(month: Month) -> str:
    return _folded(month.names)[0].replace(" ", "")


def _numbers(months: Iterable[Month]) -> dict[str, int]:
    return {
        name: number
        for number, month in enumerate(months, 1)
        for names in month
        for name in _folded(names)
    }


GREGORIAN_NUMBERS = _numbers(GREGORIAN)
"""For each folded name of a month its number, 1 to 12: all names that can stand in a date."""

HIJRI_NUMBERS = _numbers(HIJRI)
"""The same for the months of the Hijra."""

_ALL = {name: _stem(month) for month in (*GREGORIAN, *HIJRI) for name in _folded(month.names)}

MONTHS = {name: stem for name, stem in _ALL.items() if " " not in name}
"""For each folded name of one word that is hardly ever another word, the stem of its month."""

CLITICS = "وفبلك"
"""The letters that can stand before a name of two words."""

WRITTEN = {clitic + "آب": _stem(GREGORIAN[7]) for clitic in ("", *CLITICS)}
"""Names that only their hamza tells from other words: آب is August, أب is a father."""

_TWO_WORDS = {tuple(name.split()): stem for name, stem in _ALL.items() if " " in name}
_FIRST_WORDS = frozenset(first for first, _ in _TWO_WORDS)

_DATED = {name: _stem(month) for month in (*GREGORIAN, *HIJRI) for name in _folded(month.doubtful)}

PHRASE_STEMS = frozenset((*_TWO_WORDS.values(), *_DATED.values()))
"""Stems that a word may have only because of the word beside it."""

PHRASE_SPACE = "[ \u00a0]{1,3}+"
"""What stands between the two words."""

_FIRST = "انون|شرين|بيع|ماد[ىيی]?|[ويا]"
_SECOND = "(?:ال)?(?:[أا]ول[ىي]?|ثان(?:[ىيی]|ي[ةه])?|[آا]خر[ةه]?|قعد[ةه]|حج[ةه])"
_DIGIT = "[0-9٠-٩۰-۹]"
_DATE_NAMES = "ماي|جوان|[أا]وت|[أا]ب|(?i:march|mars|may|mai|safar)"

# Every word of a text is tried with each pattern: most have to fail at the first letter.
MONTH_PHRASES = (
    f"[كترجذ](?:{_FIRST}){PHRASE_SPACE}{_SECOND}",
    f"[{CLITICS}][كترجذ](?:{_FIRST}){PHRASE_SPACE}{_SECOND}",
    f"{_DIGIT}{_DIGIT}?{PHRASE_SPACE}(?:{_DATE_NAMES})",
    f"[مجMmSs](?:اي|وان|(?i:arch|ars|ay|ai|afar)){PHRASE_SPACE}{_DIGIT}{{1,4}}+",
)
"""Patterns of names that take two written words to tell; no letter may follow."""


def phrase_stems(exact: Sequence[str]) -> list[str] | None:
    """Return the stems of two written words that tell a month together.

    Args:
        exact: Their terms in the exact view.

    Returns:
        A stem for each: both words of كانون الثاني have that of يناير. None where they tell none.
    """
    if len(exact) != 2:
        return None
    first, second = exact
    bare = first if first in _FIRST_WORDS else first[1:]
    if (month := _TWO_WORDS.get((bare, second))) is not None:
        return [month, month]
    if first in _DATED and second.isdecimal():
        return [_DATED[first], second]
    if second in _DATED and first.isdecimal():
        return [first, _DATED[second]]
    return None

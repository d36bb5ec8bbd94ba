"""The months: one stem for each, whatever a country calls it."""

from __future__ import annotations

from collections.abc import Sequence

from index.analysis.fold import fold

__all__ = ["MONTHS", "MONTH_PHRASES", "WRITTEN", "phrase_stems"]

# The first name of a row is its stem. Egypt and the Gulf; Levant and Iraq; Algeria and Tunisia;
# Morocco; Mauritania; English; French. Names that are also other words are further down.
_NAMES = (
    "يناير جانفي january janvier",
    "فبراير شباط فيفري february février",
    # Not مارس, because مارسوا "they practised" loses its ending to it.
    "آذار مارس",
    "أبريل إبريل نيسان أفريل april avril",
    "مايو أيار مايس",
    "يونيو يونيه يونية حزيران june juin",
    "يوليو يوليه يولية تموز جويلية يوليوز july juillet",
    "أغسطس غشت أغشت august août",
    "سبتمبر سيبتمبر أيلول شتنبر شتمبر september septembre",
    "أكتوبر أوكتوبر october octobre",
    "نوفمبر نونبر november novembre",
    "ديسمبر ديسيمبر دجنبر دجمبر december décembre",
)

_STEMS = tuple(fold(names)[0] for names in _NAMES)

MONTHS = {name: stem for stem, names in zip(_STEMS, _NAMES, strict=True) for name in fold(names)}
"""For each folded name that is hardly ever another word, the stem of its month."""

WRITTEN = {clitic + "آب": _STEMS[7] for clitic in ("", "و", "ف", "ب", "ل", "ك")}
"""Names that only their hamza tells from other words: آب is August, أب is a father."""

_TWO_WORDS = {
    ("كانون", "ثان"): _STEMS[0],
    ("تشرين", "اول"): _STEMS[9],
    ("تشرين", "ثان"): _STEMS[10],
    ("كانون", "اول"): _STEMS[11],
}
"""Names of two words, without ال and final ي: كانون الثاني, كانون ثان."""

_OFTEN_OTHERS = {
    # May of Theresa May, Joan, out, father; the planet Mars and English verbs.
    "ماي": _STEMS[4],
    "جوان": _STEMS[5],
    "أوت": _STEMS[7],
    "اب": _STEMS[7],
    "أب": _STEMS[7],
    "march": _STEMS[2],
    "mars": _STEMS[2],
    "may": _STEMS[4],
    "mai": _STEMS[4],
}

_DATED = {fold(name)[0]: stem for name, stem in _OFTEN_OTHERS.items()}
"""Names that are other words more often, and count only beside the number of a day or year."""

_SPACE = "[ \u00a0]{1,3}+"
_SECOND = r"(?:ال)?(?:[أا]ول|ثان[يى]?)"
_DIGIT = "[0-9٠-٩۰-۹]"
_DATE_NAMES = "ماي|جوان|[أا]وت|[أا]ب|[Mm](?i:arch|ars|ay|ai)"

# Every word of a text is tried with each pattern: most have to fail at the first letter.
MONTH_PHRASES = (
    f"[كت](?:انون|شرين){_SPACE}{_SECOND}",
    f"[وفبل](?:كانون|تشرين){_SPACE}{_SECOND}",
    f"{_DIGIT}{_DIGIT}?{_SPACE}(?:{_DATE_NAMES})",
    f"[مجMm](?:اي|وان|(?i:arch|ars|ay|ai)){_SPACE}{_DIGIT}{{1,4}}+",
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
    month = _TWO_WORDS.get((first[-5:], second.removeprefix("ال").removesuffix("ي")))
    if month is not None:
        return [month, month]
    if first in _DATED and second.isdecimal():
        return [_DATED[first], second]
    if second in _DATED and first.isdecimal():
        return [first, _DATED[second]]
    return None

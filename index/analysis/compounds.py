"""Compound names: written as one word by some and as two by others, one stem for both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from index.analysis.fold import fold
from index.analysis.months import CLITICS, PHRASE_SPACE

__all__ = ["COMPOUNDS", "COMPOUND_PHRASES", "COMPOUND_STEMS", "compound_stems"]

_SERVANT = "عبد"

# The names of God that people are named after, and of those close to him; spelled as in names.
_LORDS = (
    "الله الرحمن الرحيم الملك القدوس السلام المؤمن المهيمن العزيز الجبار الخالق البارئ الباري "
    "الغفار القهار الوهاب الرزاق الرازق الفتاح العليم الباسط الرافع السميع البصير العدل اللطيف "
    "الخبير الحليم العظيم الغفور الشكور العلي الكبير الحفيظ الجليل الكريم الرقيب المجيب الحكيم "
    "الودود المجيد الشهيد الحق الوكيل القوي المتين الحميد المحيي الحي القيوم الماجد الواحد الأحد "
    "الصمد القادر المقتدر الأول الآخر الظاهر العال المتعال البر التواب المنعم العفو الرؤوف الجامع "
    "الغني النافع النور الهادي البديع الباقي الوارث الرشيد الصبور الرب الإله المولى المعين المعطي "
    "العاطي المحسن المنان الستار الناصر المطلب المقصود المالك الكافي الشافي الحافظ الدايم الجواد "
    "الصادق النبي الرسول الحسين الحسن الزهراء الأمير الرضا المسيح اللهيان ربه"
)

_SPELLINGS = {"الرحمان": "الرحمن"}
"""Other spellings of such a name: الرحمان is that of the Maghreb."""

_PLACES = (
    # (first words, by their case, second word, as one word)
    ("أبو أبي أبا", "ظبي", "أبوظبي"),
)


def _joined() -> dict[tuple[str, str], str]:
    lords = {name: name for name in _LORDS.split()} | _SPELLINGS
    rows = [((_SERVANT, second), _SERVANT + name) for second, name in lords.items()]
    rows += [((case, last), one) for first, last, one in _PLACES for case in first.split()]
    return {(fold(first)[0], fold(second)[0]): fold(one)[0] for (first, second), one in rows}


_TWO_WORDS = _joined()

COMPOUNDS = {first + second: stem for (first, second), stem in _TWO_WORDS.items()}
"""For each folded name written as one word its stem."""

COMPOUND_STEMS = frozenset(_TWO_WORDS.values())
"""Stems that a word may have only because of the word beside it."""

_WRITTEN = str.maketrans({"ا": "[اأإآ]", "ء": "[ءؤئ]", "ي": "[يىی]", "ه": "[هة]"})


def _any(words: Iterable[str]) -> str:
    """Return a pattern of words; it is tried on every word, so one letter each time decides."""
    groups = {
        letter: {word[1:] for word in rest}
        for letter, rest in groupby(sorted(set(words)), key=lambda word: word[:1])
    }
    either = "|".join(
        letter.translate(_WRITTEN) + (_any(rest) if rest != {""} else "")
        for letter, rest in sorted(groups.items(), reverse=True)
    )
    return f"(?:{either})" if len(groups) > 1 else either


_SECOND = _any(second for first, second in _TWO_WORDS if first == _SERVANT)
_FIRST_OF_PLACE = _any(first for first, _ in _TWO_WORDS if first != _SERVANT)
_SECOND_OF_PLACE = _any(second for first, second in _TWO_WORDS if first != _SERVANT)

# As with the months, what begins a word has to fail at its first letter nearly always.
COMPOUND_PHRASES = (
    f"{_SERVANT}{PHRASE_SPACE}{_SECOND}",
    f"[{CLITICS}]{{1,2}}{_SERVANT}{PHRASE_SPACE}{_SECOND}",
    f"[{CLITICS}]{{,2}}{_FIRST_OF_PLACE}{PHRASE_SPACE}{_SECOND_OF_PLACE}",
)
"""Patterns of such names written as two words; no letter may follow."""


def compound_stems(exact: Sequence[str]) -> list[str] | None:
    """Return the stems of two written words that are one name.

    Args:
        exact: Their terms in the exact view.

    Returns:
        A stem for each: both words of عبد الله have that of عبدالله. None where they are none.
    """
    if len(exact) != 2:
        return None
    first, second = exact
    # At most two clitics stand before it: ولعبد الله.
    for clitics in range(3):
        if (stem := _TWO_WORDS.get((first[clitics:], second))) is not None:
            return [stem, stem]
    return None

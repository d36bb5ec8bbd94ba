"""Edits: the slips between two spellings of an Arabic word, and what each costs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from search.keyboard import NEIGHBOURS

__all__ = ["distance", "light_edits", "one_edit"]

_LIGHT = 0.4
_BESIDE = 0.6
"""The key beside it was hit."""
_LOST = 0.55
"""A letter was not typed."""
_EXTRA_VOWEL = 0.7
_PLAIN = 1.0
_SWAP = 0.5
"""Two neighbours exchanged: the commonest slip of fast fingers (Damerau 1964)."""

# Letters that are exchanged because they sound, are written or are typed alike.
_LOOK_ALIKE: tuple[tuple[str, str], ...] = (
    ("ضظ", "one sound in most dialects: ضابط / ظابط"),
    ("ذزد", "ذ is said ز or د: ذهب / زهب, هذا / هدا"),
    ("سصث", "س and ص before emphatics, ث said س: سراط / صراط, ثورة / سورة"),
    ("تط", "ت and ط: ترابلس / طرابلس"),
    ("هحخ", "breathed alike, one dot apart: حزب / هزب, خطة / حطة"),
    ("قكغج", "ق, ك, غ and ج all stand for foreign g: قطر / كطر, غوغل / جوجل"),
    ("فب", "both stand for foreign v and p: فيسبوك / بيسبوك"),
    ("ةه", "the dots forgotten: مدرسة / مدرسه"),
    ("ىيئء", "the dots or the hamza forgotten: على / علي, شاطئ / شاطي"),
    ("اأإآى", "the hamza forgotten or misplaced: أمر / امر"),
    ("ءأإئؤ", "the hamza on another seat: مسؤول / مسئول"),
    ("وؤء", "the hamza forgotten: مؤتمر / موتمر"),
    ("بتثني", "one stroke, other dots: بيت / نيت"),
    ("جحخ", "one shape, other dots: جرب / حرب"),
    ("دذ", "one shape, a dot apart: ذكر / دكر"),
    ("رز", "one shape, a dot apart: زيت / ريت"),
    ("سش", "one shape, other dots: سرق / شرق"),
    ("صض", "one shape, a dot apart: صرب / ضرب"),
    ("طظ", "one shape, a dot apart: ظهر / طهر"),
    ("عغ", "one shape, a dot apart: عرب / غرب"),
)

_VOWELS = "اويى"
"""Long vowels come and go in foreign names: انترسبت / انترسيبت, ترمب / ترامب."""

# Letters of terms: carriers of hamza and ة are folded before.
_ARABIC = "ءابتثجحخدذرزسشصضطظعغفقكلمنهويى"
_LATIN = "abcdefghijklmnopqrstuvwxyz"

_ALIKE: dict[str, frozenset[str]] = {}
for _letters, _reason in _LOOK_ALIKE:
    for _letter in _letters:
        _ALIKE[_letter] = _ALIKE.get(_letter, frozenset()) | (frozenset(_letters) - {_letter})

# Terms write ة as ه, and the seats of a hamza as ء; the keys of each count for it.
_KEYS = {
    letter: NEIGHBOURS[letter].union(*(NEIGHBOURS[seat] for seat in seats))
    for letter, seats in (
        *((letter, "") for letter in NEIGHBOURS if letter not in "ؤئة"),
        ("ه", "ة"),
        ("ء", "ؤئ"),
    )
}

_NO_LETTERS: frozenset[str] = frozenset()


def _replace_cost(old: str, new: str) -> float:
    if old == new:
        return 0.0
    if new in _ALIKE.get(old, _NO_LETTERS):
        return _LIGHT
    return _BESIDE if new in _KEYS.get(old, _NO_LETTERS) else _PLAIN


def _lost_cost(letter: str, beside: str) -> float:
    return _LIGHT if letter in _VOWELS or letter in beside else _LOST


def _extra_cost(letter: str, beside: str) -> float:
    if letter in beside:
        return _LIGHT
    return _EXTRA_VOWEL if letter in _VOWELS else _PLAIN


def one_edit(word: str) -> Iterator[tuple[str, float]]:
    """Yield every spelling one slip away from a word, with its cost; some come twice.

    Args:
        word: The word as a term; only letters.
    """
    letters = _LATIN if word.isascii() else _ARABIC
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        for letter in letters:
            yield before + letter + after, _lost_cost(letter, before[-1:] + after[:1])
        if not after:
            continue
        beside = before[-1:] + after[1:2]
        yield before + after[1:], _extra_cost(after[0], beside)
        for letter in letters:
            if letter != after[0]:
                yield before + letter + after[1:], _replace_cost(after[0], letter)
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:], _SWAP


def light_edits(word: str) -> dict[str, float]:
    """Return the spellings one or two slips away that are easily made, with their cost.

    Args:
        word: The word as a term; only letters.
    """
    once = {other: cost for other, cost in one_edit(word) if cost <= _LIGHT}
    found = dict(once)
    for first, cost in once.items():
        for other, more in _light_edits_once(first):
            found[other] = min(found.get(other, cost + more), cost + more)
    found.pop(word, None)
    return found


def _light_edits_once(word: str) -> Iterator[tuple[str, float]]:
    """Yield the easy slips alone, without trying the whole alphabet at every place."""
    for place, letter in enumerate(word):
        for other in _ALIKE.get(letter, _NO_LETTERS):
            yield word[:place] + other + word[place + 1 :], _LIGHT
        if letter in _VOWELS:
            yield word[:place] + word[place + 1 :], _LIGHT
    for place, letter in product(range(len(word) + 1), _VOWELS):
        yield word[:place] + letter + word[place:], _LIGHT


def distance(typed: str, other: str) -> float:
    """Return the cost of the cheapest slips from one spelling to another.

    The optimal string alignment distance (Damerau 1964, with the restriction that no letter is
    touched twice), with the costs of this module.

    Args:
        typed: One spelling.
        other: Another.
    """
    before_last: list[float] = []
    last = [0.0]
    for place, letter in enumerate(other):
        last.append(last[place] + _lost_cost(letter, other[place - 1] if place else ""))
    for row, old in enumerate(typed):
        current = [last[0] + _extra_cost(old, typed[row - 1] if row else "")]
        for column, new in enumerate(other):
            cost = min(
                last[column] + _replace_cost(old, new),
                last[column + 1] + _extra_cost(old, typed[row - 1 : row]),
                current[column] + _lost_cost(new, other[column - 1 : column] if column else ""),
            )
            if row and column and old == other[column - 1] and typed[row - 1] == new:
                cost = min(cost, before_last[column - 1] + _SWAP)
            current.append(cost)
        before_last, last = last, current
    return last[-1]

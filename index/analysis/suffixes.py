"""Endings: pronouns, number, gender, nisba and the adverb's alef."""

from __future__ import annotations

from collections.abc import Iterator

from index.analysis.lexicon import FLAG_BITS, USUAL, Lexicon
from index.analysis.memory import Memory
from index.analysis.protected import (
    FEMININE_NISBAS,
    FEMININES,
    NATIONS,
    NISBA_OF_YA,
    WHOLE,
)

__all__ = ["Suffixes"]

_PRONOUNS = {
    **{pronoun: pronoun for pronoun in ("هما", "كما", "ها", "نا", "هم", "كم", "هن")},
    # ه alone is one where it hides another letter: مدرسته, مستشفاه, مبدؤه.
    **{hidden + "ه": "ه" for hidden in "تاء"},
}
"""By the ending of a word, the pronoun that it may be."""

_SISTERS = ("ه", "ها", "هم", "نا", "ي")
_SHORTEST = 3
_LONG = "اوي"
"""After these letters ء is no أ: بناؤه is of بناء."""

_INNER_ENDS = ("ا", "ه", "و", "هم", "كم", "هن")
_OUTER_ENDS = ("ه", "ي", "ت", "ان", "ين", "ون")
"""The endings that can follow a broken plural, and the others; what ends otherwise has none."""

_VERB_ENDS = ("و", "وا")
_NUMBERS = ("ات", "ان", "ون", "ين")

_TEH_MARBUTA = FLAG_BITS["ة"]

_MUCH = 6
_FAR = 15
"""Decibels: four and thirty times as usual."""


class Suffixes:
    """Take endings off words.

    An ending goes only where the lexicon knows what is left, alone or with the ة or ا that the
    ending took away. So the ن of برلمان stays, and جامعات meets جامعة and not جامع.

    Args:
        lexicon: How usual words are.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._facts = lexicon.facts
        self._level = lexicon.level
        self._usual = lexicon.usual
        self._has_teh_marbuta = lexicon.flagged("ة")
        self._has_alef_maqsura = lexicon.flagged("ى")

        self._steps = (
            # (name, what it can end with, what takes it off)
            ("pronoun", tuple(_PRONOUNS), self._pronoun),
            ("verb ending", _VERB_ENDS, self._verb),
            ("adverb", ("ا",), self._alef),
            ("dual or plural", _NUMBERS, self._number),
            ("feminine", ("ه", "ت"), self._feminine),
            ("nisba", ("ي",), self._nisba),
        )
        # The clitic rules ask for a word that the stemmer then asks for again.
        self._inner = Memory(self._without_inner)
        self._outer = Memory(self._without_outer)

    def inner(self, word: str) -> str:
        """Return a folded word without the endings that can follow a broken plural.

        Args:
            word: A folded word without clitics.
        """
        return self._inner[word] if word.endswith(_INNER_ENDS) else word

    def outer(self, inner: str) -> str:
        """Return a word without the other endings.

        Args:
            inner: What `inner` returned.
        """
        return self._outer[inner] if inner.endswith(_OUTER_ENDS) else inner

    def strip(self, word: str) -> str:
        """Return a folded word without clitics after all steps."""
        # Both, written out: no other function of the rules is called so often.
        if word.endswith(_INNER_ENDS):
            word = self._inner[word]
        return self._outer[word] if word.endswith(_OUTER_ENDS) else word

    # The steps of `steps`, written out: that halves the time.

    def _without_inner(self, word: str) -> str:
        word = self._pronoun(word)
        if word.endswith(_VERB_ENDS):
            word = self._verb(word)
        if word[-1] == "ا":
            word = self._alef(word)
        return word

    def _without_outer(self, word: str) -> str:
        if word[-2:] in _NUMBERS:
            word = self._number(word)
        if word[-1] in "هت":
            word = self._feminine(word)
        if word[-1] == "ي":
            word = self._nisba(word)
        return word

    def steps(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield the name of each step that changes the word, and the word after it.

        Args:
            word: A folded word without clitics.
        """
        for name, endings, step in self._steps:
            shorter = step(word) if word.endswith(endings) else word
            if shorter != word:
                yield name, shorter
                word = shorter

    def _maqsura(self, word: str) -> bool:
        return self._has_alef_maqsura(word) or self._has_alef_maqsura("ال" + word)

    def _restored(self, rest: str) -> str:
        # Before an ending ة is written ت: مدرستهم, مدرستان.
        last = rest[-1:]
        if last == "ت":
            feminine = rest[:-1] + "ه"
            if self._usual(feminine) > self._usual(rest):
                return feminine
        # And ى is written ا: مستشفاه.
        elif last == "ا":
            hidden = rest[:-1] + "ي"
            if self._maqsura(hidden) and self._usual(hidden) > self._usual(rest) - _MUCH:
                return hidden
        return rest

    def _with_alef(self, rest: str, much: int) -> str:
        # Before an ending أ is written ؤ or ئ, as it is spoken: مبدؤهم, خطئه; جزؤه is of جزء.
        if rest[-1:] == "ء" and rest[-2:-1] not in _LONG:
            alef = rest[:-1] + "ا"
            if self._usual(alef) > self._usual(rest) + much:
                return alef
        return rest

    def _pronoun(self, word: str) -> str:
        pronoun = _PRONOUNS.get(word[-2:]) or _PRONOUNS.get(word[-3:])
        if pronoun is None:
            return word
        facts = self._facts(word)
        if facts & _TEH_MARBUTA:
            return word
        rest = word[: -len(pronoun)]
        restored = self._with_alef(self._restored(rest), _FAR)
        if len(restored) < _SHORTEST or (pronoun == "ه" and restored == rest):
            return word
        known = self._usual(restored)
        if pronoun == "نا" and known < self._usual(word[:-1]):
            # بيانا is بيان as an adverb.
            return word
        usual = known > max(0, (facts >> USUAL) - _MUCH)
        return restored if usual and self._has_sisters(rest, pronoun) else word

    def _has_sisters(self, rest: str, pronoun: str) -> bool:
        # بيتهم has بيته beside it; يساهم has no يساه, so its هم is its own.
        level = self._level
        if not level(rest + pronoun):
            return True
        # A loop, because a generator takes longer than all it asks.
        for other in _SISTERS:  # noqa: SIM110
            if other != pronoun and level(rest + other):
                return True
        return False

    def _verb(self, word: str) -> str:
        if word[-1] == "ا":
            # بدؤوا is of بدأ: no noun has this ending.
            rest = self._with_alef(word[:-2], 0)
            if len(rest) >= _SHORTEST and self._usual(rest) > self._usual(word) - _MUCH:
                return rest
            return word
        # Before a genitive the plural loses its ن: مسؤولو الشركة.
        rest = word[:-1]
        usual = self._usual(rest) > self._usual(word) and self._usual(rest + "ون")
        return rest if usual and len(rest) >= _SHORTEST else word

    def _alef(self, word: str) -> str:
        rest = word[:-1]
        if len(rest) < _SHORTEST:
            return word
        if word in NISBA_OF_YA or self._close(rest, word):
            return rest
        # دائما is more usual than دائم, but only دائم takes the article.
        level = self._level
        adverb = level("ال" + rest) and not level("ال" + word)
        if adverb and self._usual(rest) > level(word) - _FAR:
            return rest
        return word

    def _close(self, rest: str, word: str) -> bool:
        known = self._usual(rest)
        return bool(known) and known > self._usual(word) - _MUCH

    def _number(self, word: str) -> str:
        if word in WHOLE:
            return word
        rest, ending = word[:-2], word[-2:]
        if ending == "ات":
            feminine = rest + "ه"
            if feminine in FEMININES:
                return feminine
            if len(rest) >= _SHORTEST - 1 and self._has_teh_marbuta(feminine):
                return feminine
            return rest if len(rest) >= _SHORTEST and self._usual(rest) else word
        rest = self._restored(rest)
        if ending == "ون":
            # يقرؤون is of يقرأ; in مهنئين the hamza is no أ.
            rest = self._with_alef(rest, _FAR)
        return rest if len(rest) >= _SHORTEST and self._is_number(word, rest, ending) else word

    def _is_number(self, word: str, rest: str, ending: str) -> bool:
        # A sound plural has both cases, so كانون without كانين is none; then the singular may be
        # much rarer, as مسلم beside المسلمين. A dual only has to have its other case.
        other = "ون" if ending == "ين" else "ين"
        both = bool(self._usual(word[:-2] + other))
        if both and ending != "ان" and self._usual(rest):
            return True
        return (both or ending == "ين" or word[0] in "يت") and self._close(rest, word)

    def _feminine(self, word: str) -> str:
        rest, ending = word[:-1], word[-1]
        if ending == "ه":
            if rest in NATIONS or rest in FEMININE_NISBAS:
                return rest
            if word in FEMININES:
                return word
        if len(rest) < _SHORTEST or not self._close(rest, word):
            return word
        # A final ت is the ending of a verb unless the word takes the article: أعلنت, not انترنت.
        return word if ending == "ت" and self._level("ال" + word) else rest

    def _nisba(self, word: str) -> str:
        if len(word) <= _SHORTEST or word in NATIONS or self._maqsura(word):
            return word
        if word in FEMININE_NISBAS:
            return FEMININE_NISBAS[word]
        rest = self._with_alef(self._restored(word[:-1]), _FAR)
        known = self._usual(rest)
        if rest == word[:-1]:
            for ending in "ها":
                if self._usual(rest + ending) >= max(1, known) + _MUCH:
                    return rest + ending
        return rest if known else word

"""Endings: pronouns, number, gender, nisba and the adverb's alef."""

from __future__ import annotations

from collections.abc import Iterator

from index.analysis.lexicon import Lexicon
from index.analysis.memory import Memory
from index.analysis.protected import NATIONS, NISBA_OF_YA

__all__ = ["Suffixes"]

_PRONOUNS = {"ا": ("هما", "كما", "ها", "نا"), "م": ("هم", "كم"), "ن": ("هن",), "ه": ("ه",)}
"""By their last letter, the longer before the shorter."""

_SISTERS = ("ه", "ها", "هم", "نا", "ي")
_SHORTEST = 3
_LONG = "اوي"
"""After these letters ء is no أ: بناؤه is of بناء."""

_INNER_ENDS = "امنهو"
_OUTER_ENDS = "تنهي"
"""The last letters of the endings that can follow a broken plural, and of the others."""

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
        self._level = lexicon.level
        self._usual = lexicon.usual
        self._has_teh_marbuta = lexicon.flagged("ة")
        self._has_alef_maqsura = lexicon.flagged("ى")

        self._steps = (
            ("pronoun", self._pronoun),
            ("verb ending", self._verb),
            ("adverb", self._alef),
            ("dual or plural", self._number),
            ("feminine", self._feminine),
            ("nisba", self._nisba),
        )
        # The clitic rules ask for a word that the stemmer then asks for again.
        self._inner = Memory(self._without_inner)
        self._outer = Memory(self._without_outer)

    def inner(self, word: str) -> str:
        """Return a folded word without the endings that can follow a broken plural.

        Args:
            word: A folded word without clitics.
        """
        return self._inner[word] if word[-1] in _INNER_ENDS else word

    def outer(self, inner: str) -> str:
        """Return a word without the other endings.

        Args:
            inner: What `inner` returned.
        """
        return self._outer[inner] if inner[-1] in _OUTER_ENDS else inner

    def strip(self, word: str) -> str:
        """Return a folded word without clitics after all steps."""
        # Both, written out: no other function of the rules is called so often.
        if word[-1] in _INNER_ENDS:
            word = self._inner[word]
        return self._outer[word] if word[-1] in _OUTER_ENDS else word

    # The steps of `steps`, each asked only where its last letter stands: that halves the time.

    def _without_inner(self, word: str) -> str:
        if word[-1] in _PRONOUNS:
            word = self._pronoun(word)
        if word[-1] in "او":
            word = self._alef(self._verb(word))
        return word

    def _without_outer(self, word: str) -> str:
        if word[-1] in "تن":
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
        for name, step in self._steps:
            shorter = step(word)
            if shorter != word:
                yield name, shorter
                word = shorter

    def _maqsura(self, word: str) -> bool:
        return self._has_alef_maqsura(word) or self._has_alef_maqsura("ال" + word)

    def _restored(self, rest: str) -> str:
        # Before an ending ة is written ت: مدرستهم, مدرستان.
        if rest[-1:] == "ت":
            feminine = rest[:-1] + "ه"
            if self._usual(feminine) > self._usual(rest):
                return feminine
        # And ى is written ا: مستشفاه.
        if rest[-1:] == "ا":
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
        if word[-1] not in _PRONOUNS or self._has_teh_marbuta(word):
            return word
        for pronoun in _PRONOUNS[word[-1]]:
            if word.endswith(pronoun):
                rest = word[: -len(pronoun)]
                restored = self._with_alef(self._restored(rest), _FAR)
                if pronoun == "ه" and restored == rest:
                    return word
                known = self._usual(restored)
                if pronoun == "نا" and known < self._usual(word[:-1]):
                    # بيانا is بيان as an adverb.
                    continue
                usual = known > max(0, self._usual(word) - _MUCH)
                if usual and len(restored) >= _SHORTEST and self._has_sisters(rest, pronoun):
                    return restored
        return word

    def _has_sisters(self, rest: str, pronoun: str) -> bool:
        # بيتهم has بيته beside it; يساهم has no يساه, so its هم is its own.
        level = self._level
        if not level(rest + pronoun):
            return True
        return any(level(rest + other) for other in _SISTERS if other != pronoun)

    def _verb(self, word: str) -> str:
        if word.endswith("وا"):
            # بدؤوا is of بدأ: no noun has this ending.
            rest = self._with_alef(word[:-2], 0)
            if len(rest) >= _SHORTEST and self._usual(rest) > self._usual(word) - _MUCH:
                return rest
        if word[-1] == "و":
            # Before a genitive the plural loses its ن: مسؤولو الشركة.
            rest = word[:-1]
            usual = self._usual(rest) > self._usual(word) and self._usual(rest + "ون")
            if usual and len(rest) >= _SHORTEST:
                return rest
        return word

    def _alef(self, word: str) -> str:
        rest = word[:-1]
        if word[-1] != "ا" or len(rest) < _SHORTEST:
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
        if word[-1] not in "تن":
            return word
        if word.endswith("ات"):
            rest = word[:-2]
            if len(rest) >= _SHORTEST - 1 and self._has_teh_marbuta(rest + "ه"):
                return rest + "ه"
            if len(rest) >= _SHORTEST and self._usual(rest):
                return rest
        for ending in ("ان", "ون", "ين"):
            if word.endswith(ending):
                rest = self._restored(word[:-2])
                if ending == "ون":
                    # يقرؤون is of يقرأ; in مهنئين the hamza is no أ.
                    rest = self._with_alef(rest, _FAR)
                if len(rest) >= _SHORTEST and self._is_number(word, rest, ending):
                    return rest
        return word

    def _is_number(self, word: str, rest: str, ending: str) -> bool:
        # A sound plural has both cases, so كانون without كانين is none; then the singular may be
        # much rarer, as مسلم beside المسلمين. A dual only has to have its other case.
        other = "ون" if ending == "ين" else "ين"
        both = bool(self._usual(word[:-2] + other))
        if both and ending != "ان" and self._usual(rest):
            return True
        return (both or ending == "ين" or word[0] in "يت") and self._close(rest, word)

    def _feminine(self, word: str) -> str:
        rest = word[:-1]
        if word[-1] == "ه" and rest in NATIONS:
            return rest
        if word[-1] not in "هت" or len(rest) < _SHORTEST or not self._close(rest, word):
            return word
        # A final ت is the ending of a verb unless the word takes the article: أعلنت, not انترنت.
        if word.endswith("ه") or (word.endswith("ت") and not self._level("ال" + word)):
            return rest
        return word

    def _nisba(self, word: str) -> str:
        if word[-1] != "ي" or len(word) <= _SHORTEST:
            return word
        if word in NATIONS or self._maqsura(word):
            return word
        rest = self._with_alef(self._restored(word[:-1]), _FAR)
        known = self._usual(rest)
        if rest == word[:-1]:
            for ending in "ها":
                if self._usual(rest + ending) >= max(1, known) + _MUCH:
                    return rest + ending
        return rest if known else word

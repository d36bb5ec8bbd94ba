"""Clitics: the conjunctions, prepositions, article and future سـ written onto a word's front."""

from __future__ import annotations

from collections.abc import Container, Iterator

from index.analysis.lexicon import FLAG_BITS, HAMZA_FIRST, LEVEL, OWN_FIRST, Lexicon
from index.analysis.protected import OWN_ARTICLE_NOUNS, OWN_ARTICLE_VERBS, STEMS
from index.analysis.suffixes import Suffixes

__all__ = ["Clitics"]

_ARTICLE_CHAINS = {"ا": "ال", "ب": "بال", "ك": "كال"}
"""By their first letter."""

_CUT_LETTERS = "ابكلس"
"""The first letters of what stands right before a noun or verb."""

_FIRST_LETTERS = "وف" + _CUT_LETTERS
"""The first letters of all clitics."""

_OWN_ARTICLE_THIRD = frozenset(word[2] for word in (*OWN_ARTICLE_NOUNS, *OWN_ARTICLE_VERBS))
"""Their third letters: the nouns need not be tried on most words."""

_HAMZA_FIRST, _OWN_FIRST = FLAG_BITS[HAMZA_FIRST], FLAG_BITS[OWN_FIRST]

_SHORTEST = 3
_SHORTEST_NOUN = 2
_MUCH = 6
_MUCH_LESS = 12
_FAR = 15
_FREQUENT = 35
"""Decibels above one in 10⁹: a word that frequent is seen without its article too."""


class Clitics:
    """Take clitics off words.

    Args:
        lexicon: How usual words are.
        suffixes: Tells whether a rest that is not in the lexicon is an inflected word.
        whole: Words that begin with no clitic.
        certain: Words before which a clitic is one, however rare they are.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        suffixes: Suffixes,
        whole: Container[str],
        certain: Container[str] = (),
    ) -> None:
        self._facts = lexicon.facts
        self._level = lexicon.level
        self._usual = lexicon.usual
        self._has_own_first = lexicon.flagged(OWN_FIRST)
        self._has_hamza_first = lexicon.flagged(HAMZA_FIRST)
        self._has_teh_marbuta = lexicon.flagged("ة")
        self._strip = suffixes.strip
        self._whole = whole
        self._certain = certain

    def strip(self, composed: str, word: str) -> str:
        """Return the word after all steps.

        Args:
            composed: The word with its hamzas as written.
            word: The same word, folded.
        """
        first = word[0]
        if first not in _FIRST_LETTERS or word in self._whole:
            return word
        if first in "وف" and self._starts_clause(composed, word):
            composed, word = composed[1:], word[1:]
            first = word[0]
            if first not in _CUT_LETTERS or word in self._whole:
                return word
        cut = self._cut(composed, word)
        return cut[1] if cut else word

    def steps(self, composed: str, word: str) -> Iterator[tuple[str, str]]:
        """Yield the name of each step that changes the word, and the word after it.

        Args:
            composed: The word with its hamzas as written.
            word: The same word, folded.
        """
        if word in self._whole:
            return
        if word[0] in "وف" and self._starts_clause(composed, word):
            yield f"{word[0]}ـ", word[1:]
            composed, word = composed[1:], word[1:]
            if word in self._whole:
                return
        if cut := self._cut(composed, word):
            yield cut

    def _cut(self, composed: str, word: str) -> tuple[str, str] | None:
        """Return what stands before a noun or verb, and the rest; None where nothing does."""
        first = word[0]
        if first not in _CUT_LETTERS:
            return None
        chain = _ARTICLE_CHAINS.get(first)
        if chain and word.startswith(chain) and self._is_article(composed, word, len(chain)):
            return f"{chain}ـ", word[len(chain) :]
        if first == "ا":
            return None
        if word.startswith("لل") and len(word) >= _SHORTEST + 1:
            return "للـ", self._after_lam(composed, word[2:])
        if self._is_clitic(composed, word):
            return f"{first}ـ", word[1:]
        return None

    def _starts_clause(self, composed: str, word: str) -> bool:
        # A و before ال or لل is no letter of a word, but for a few words: والدة.
        rest = word[1:]
        if len(rest) >= _SHORTEST and composed[1] in "أإآ":
            return True
        if word[1:3] in ("ال", "لل") and not self._is_own_article(word, rest):
            return len(rest) >= _SHORTEST + 1
        return self._is_clitic(composed, word)

    def _is_own_article(self, word: str, noun: str) -> bool:
        facts = self._facts(word)
        if facts & _OWN_FIRST or (facts & LEVEL and not self._level(noun)):
            return True
        return self._has_own_first(self._strip(word))

    def _is_article(self, composed: str, word: str, end: int) -> bool:
        noun, rest = word[end - 2 :], word[end:]
        if len(rest) < _SHORTEST_NOUN or composed[end - 2] in "أإآ":
            return False
        if rest[0] in _OWN_ARTICLE_THIRD and (
            noun.startswith(OWN_ARTICLE_NOUNS) or noun in OWN_ARTICLE_VERBS
        ):
            return False
        facts = self._facts(noun)
        if facts & _HAMZA_FIRST or STEMS.get(noun, rest) != rest:
            return False
        # Here ال would belong to a longer word: بالغين.
        if end > 2 and self._is_own_article(word, noun):
            return False
        level = self._level
        return bool(facts & LEVEL < _FREQUENT or level(rest) or level(self._strip(rest)))

    def _after_lam(self, composed: str, rest: str) -> str:
        # للجنة is ل with اللجنة, للبنان is ل with لبنان, and للوزير is ل with الوزير.
        if composed[2] in "أإآ":
            return rest
        level, noun = self._level, "ال" + rest
        article = 0 if self._has_hamza_first(noun) else level(noun)
        # A name without ال is no reason against it: للجان is of لجان, though جان is better known.
        if level("الل" + rest) > article:
            return "ل" + rest
        if max(level("الل" + rest), level("ل" + rest)) > max(article, level(rest)):
            return "ل" + rest
        return rest

    def _is_clitic(self, composed: str, word: str) -> bool:
        rest = word[1:]
        if rest in self._certain:
            return True
        if len(rest) < _SHORTEST or (word[0] == "س" and rest[0] not in "يتن"):
            return False
        if composed[1] in "أإآ" and self._level(rest):
            return True
        if composed[-1] == "ة" and self._has_teh_marbuta(rest):
            # بلغة is ب with لغة: its end is ة, so it is not بلغ with a pronoun.
            return self._is_rest_usual(word)
        # The ending can hide a word of its own: ولايته is ولاية, not و with لايته.
        base = self._strip(word)
        if len(base) <= _SHORTEST:
            return False
        same = base[:3] == word[:3] and self._usual(base)
        return self._is_rest_usual(base if same else word)

    def _is_rest_usual(self, word: str) -> bool:
        facts, rest = self._facts(word), word[1:]
        if facts & _OWN_FIRST:
            return False
        whole = facts & LEVEL
        known = self._usual(rest) if whole else self._usual_inside(rest)
        if rest[0] == "ا" and self._has_hamza_first(rest):
            # ساهم is not س with أهم, but لانه is لأنه in a hurry.
            return known >= whole + _FAR
        if known >= whole + _MUCH:
            return True
        # A noun may be most usual after a preposition: بشكل, برئاسة.
        return known > max(0, whole - _MUCH_LESS) and self._level("ال" + rest) > known - _FAR

    def _usual_inside(self, word: str) -> int:
        known = self._usual(word)
        if known:
            return known
        known = self._usual(self._strip(word))
        if word[0] in "بكل" and len(word) > _SHORTEST:
            rest = word[1:]
            known = max(known, self._usual(rest), self._usual(self._strip(rest)))
        return known

"""The light stemmer: a folded word without its clitics and endings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.analysis.clitics import Clitics
from index.analysis.compounds import COMPOUNDS
from index.analysis.dictionary import Dictionary
from index.analysis.fold import fold_hamza
from index.analysis.lexicon import Lexicon
from index.analysis.memory import Memory
from index.analysis.months import MONTHS, WRITTEN
from index.analysis.names import Names, load_names
from index.analysis.numbers import NUMBERS
from index.analysis.plurals import BrokenPlurals
from index.analysis.protected import AFTER_CLITICS, STEMS, WRITTEN_FEMININES
from index.analysis.suffixes import Suffixes

__all__ = ["Stemmer"]

_UNKNOWN = 6
"""Shorter words that the lexicon does not know are left alone."""

_SHORTEST_NUMBER = 3

_WEAK_LETTERS = 5
"""Letters of شاطيء and its like; those of بريء are fewer."""

_BEHIND_YEH = chr(ord("ي") + 1)
"""Words that sort before it, and not before ء, begin with an Arabic letter."""

_AS_WRITTEN = ""
"""Stands for the stem of a word that only its hamzas as written can tell."""


class Stemmer:
    """Find light stems.

    Args:
        lexicon: Tells clitics and endings from letters of the word.
        plurals: Gives broken plurals the stem of their singulars.
        dictionary: What editors say, before everything else.
    """

    def __init__(self, lexicon: Lexicon, plurals: BrokenPlurals, dictionary: Dictionary) -> None:
        self._suffixes = Suffixes(lexicon)
        self._usual = lexicon.usual
        self._names = Names(load_names(), self._suffixes.strip)
        self._stems = self._names.stems | COMPOUNDS | MONTHS | NUMBERS | STEMS
        whole = frozenset(
            (*self._stems, *plurals.plain, *plurals.whole_singulars, *dictionary.words)
        )
        certain = {name for name in self._names.stems if len(name) >= _UNKNOWN}
        certain.update(word for word in NUMBERS if len(word) >= _SHORTEST_NUMBER)
        certain.update(AFTER_CLITICS, COMPOUNDS)
        self._clitics = Clitics(lexicon, self._suffixes, whole, dictionary.words | certain)
        self._plurals = plurals
        self._plural_words = plurals.words
        self._inflected = self._names.stems
        self._rests = Memory(self._stem_of_rest)
        self._add(dictionary)

    def _add(self, dictionary: Dictionary) -> None:
        self._written = {
            form: stem for form, stem in WRITTEN.items() if fold_hamza(form) not in dictionary.words
        }
        own = {word: word for word in dictionary.protected} | dictionary.stems
        self._stems |= own
        for group in dictionary.same:
            own |= dict.fromkeys(group, self.stem(group[0], group[0]))
        self._stems |= own
        self._inflected = self._names.stems | own
        # What was asked here was answered without these rows.
        self._rests.clear()

    def stem(self, composed: str, folded: str) -> str:
        """Return the stem of a word.

        Args:
            composed: The word with its hamzas as written.
            folded: The same word as a term of the exact view.
        """
        return self.stems([composed], [folded])[0]

    def stems(self, composed: Sequence[str], folded: Sequence[str]) -> list[str]:
        """Return the stems of words.

        Args:
            composed: The words with their hamzas as written.
            folded: The same words as terms of the exact view.
        """
        written, strip, rests = self._written, self._clitics.strip, self._rests
        found = []
        for spelled, whole in zip(composed, folded, strict=True):
            if spelled in written:
                stem = written[spelled]
            elif "ء" <= whole < _BEHIND_YEH:
                word = strip(spelled, whole)
                # More than half of all words differ from others in their clitics alone.
                stem = rests[word] or self._stem_as_written(word, spelled[-len(word) :])
            else:
                stem = self._stems.get(whole, whole)
            found.append(stem)
        return found

    def _stem_of_rest(self, word: str) -> str:
        """Return the stem of a word without clitics, where its letters alone tell it."""
        if word in self._stems:
            return self._stems[word]
        if word[0] == "ء" or word[-1] == "ء" or word in WRITTEN_FEMININES:
            return _AS_WRITTEN
        inner = self._suffixes.inner(word)
        stem = self._suffixes.outer(inner)
        plurals = self._plural_words
        if word in plurals or inner in plurals or stem in plurals:
            return _AS_WRITTEN
        return self._name(word, stem)

    def _stem_as_written(self, word: str, composed: str) -> str:
        """Return the stem of a word without clitics that its hamzas as written tell."""
        word = self._seated(word, composed)
        if word in WRITTEN_FEMININES and composed[-1] != "ة":
            word = word[:-1]
        inner = self._suffixes.inner(word)
        stem = self._suffixes.outer(inner)
        singular = self._singular((word, inner, stem), composed)
        if singular is not None:
            # آلاف is of ألف; but أوهام is not of وهم as "and they".
            return NUMBERS.get(singular) or self._suffixes.strip(singular)
        return self._name(word, stem)

    def _seated(self, word: str, composed: str) -> str:
        """Return a word that begins or ends with ء with its hamza as most write it."""
        if "ء" not in (word[0], word[-1]):
            return word
        if word.startswith("ءا"):
            # ءامنوا, as in the Quran.
            return word[1:]
        if word.endswith("يء") and len(word) >= _WEAK_LETTERS:
            # شاطيء is شاطئ, but بطيء is not بطء.
            seated = f"{word[:-2]}ء"
            return seated if self._usual(seated) >= self._usual(word) else word
        if composed[-1] == "ئ" and len(word) < _WEAK_LETTERS - 1 and word[-2:-1] != "ي":
            # شئ is شيء, but قارئ is no قاريء.
            separate = f"{word[:-1]}يء"
            return separate if self._usual(separate) else word
        return word

    def _name(self, word: str, stem: str) -> str:
        # تليفونات is تليفون, and that is a spelling of its own.
        if stem in self._inflected:
            return self._inflected[stem]
        # Where an ending was taken off, what is left is nearly always known.
        if len(word) >= _UNKNOWN and not self._usual(stem) and not self._usual(word):
            return self._names.guess(stem) or stem
        return stem

    def _singular(self, forms: tuple[str, str, str], composed: str) -> str | None:
        if self._plural_words.isdisjoint(forms):
            return None
        # مدارسهم is مدارس before it is more, and صحفي is of the صحف. Who belongs to many stands in
        # articles about one of them: in 33,449 articles طلابي is 5.9 times as often beside طالب
        # as by chance, حقوقي 4.3 beside حق, نسائي 4.5 beside امرأة, صحفي 1.8 beside صحيفة.
        for form in forms:
            singular = self._plurals.singular(form, composed)
            if singular is not None:
                return singular
        return None

    def steps(self, composed: str, folded: str) -> Iterator[tuple[str, str]]:
        """Yield the name of each step that changes the word, and the word after it.

        Args:
            composed: The word with its hamzas as written.
            folded: The same word as a term of the exact view.
        """
        word = folded
        if composed in self._written:
            yield "table of stems", self._written[composed]
            return
        if "ء" <= folded < _BEHIND_YEH:
            for name, word in self._clitics.steps(composed, folded):
                yield name, word
        elif word not in self._stems:
            return
        if word in self._stems:
            if self._stems[word] != word:
                yield "table of stems", self._stems[word]
            return
        composed = composed[len(folded) - len(word) :]
        if (seated := self._seated(word, composed)) != word:
            yield "seat of hamza", seated
            word = seated
        if word in WRITTEN_FEMININES and composed[-1] != "ة":
            word = word[:-1]
            yield "pronoun", word
        inner = self._suffixes.inner(word)
        stem = self._suffixes.outer(inner)
        singular = self._singular((word, inner, stem), composed)
        if singular is not None:
            yield "broken plural", singular
        yield from self._suffixes.steps(singular or word)
        if singular is None and (name := self._name(word, stem)) != stem:
            yield "spelling of a name", name

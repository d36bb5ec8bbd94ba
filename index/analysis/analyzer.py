"""The analyzer: one object that makes terms of documents and of queries."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from functools import cache, partial
from itertools import accumulate, count
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from index.analysis.compounds import COMPOUND_STEMS
from index.analysis.dictionary import Dictionary
from index.analysis.fold import compose, compose_all, fold_hamza, fold_hamzas
from index.analysis.forms import Form, forms
from index.analysis.letters import DAGGER_ALEF, DIGITS, DROPPED, HAMZA, LETTERS
from index.analysis.lexicon import Lexicon
from index.analysis.numbers import NUMBERS
from index.analysis.plurals import BrokenPlurals
from index.analysis.stem import Stemmer
from index.analysis.stopwords import is_stop_word
from index.analysis.tokens import split_words

__all__ = [
    "TERM_LETTERS",
    "Analyzer",
    "ItemTerms",
    "Token",
    "WordTrace",
    "default_analyzer",
    "fingerprint_of",
]

TERM_LETTERS = 64
"""Longer terms are cut to this many letters; the longest Arabic words have fewer than 20."""

_CACHED_WORDS = 500_000
_CACHED_CHARS = 64
_CACHED_PARTS = 20_000


class Token(NamedTuple):
    """Hold one word of a text.

    Args:
        start: Where the written word starts in the text, in characters.
        end: Where it ends.
        position: Its number in the text; adjacent words differ by exactly 1.
        exact: Its term in the exact view.
        stem: Its term in the stem view.
    """

    start: int
    end: int
    position: int
    exact: str
    stem: str


class WordTrace(NamedTuple):
    """Hold what was made of one word, step by step.

    Args:
        written: The word as written.
        start: Where it starts in the text, in characters.
        end: Where it ends.
        steps: The name of each step that changed it, and the form after it.
        exact: Its term in the exact view.
        stem: Its term in the stem view.
        stop: Whether it is a function word.
    """

    written: str
    start: int
    end: int
    steps: tuple[tuple[str, str], ...]
    exact: str
    stem: str
    stop: bool


class ItemTerms(NamedTuple):
    """Hold the terms of items; the lists are of one length.

    Args:
        items: The number of the item that each word is of, ascending.
        places: At which place of its item it stands, counted from 0; readings of one word
            stand at one place.
        exact: Its term in the exact view.
        stems: Its term in the stem view.
    """

    items: list[int]
    places: list[int]
    exact: list[str]
    stems: list[str]


_Part = tuple[int, int, int, str, str]


class _IrregularWord(Exception):
    """Tell that a written word gives no term or several."""


_make_token = partial(tuple.__new__, Token)


class _Terms(dict[str, tuple[str, str]]):
    """Remember the terms of each distinct written word that gives exactly one pair."""

    def __init__(self, stemmer: Stemmer) -> None:
        super().__init__()
        self._stemmer = stemmer
        self._parts: dict[str, list[_Part]] = {}

    def __missing__(self, written: str) -> tuple[str, str]:
        found = self.placed(written)
        if len(found) != 1:
            raise _IrregularWord
        _, exact, stem = found[0]
        if len(written) <= _CACHED_CHARS:
            if len(self) >= _CACHED_WORDS:
                self.clear()
            self[written] = exact, stem
        return exact, stem

    def placed(self, written: str) -> list[tuple[int, str, str]]:
        """Return place, exact term and stem of each word that was written as one."""
        if len(written) <= TERM_LETTERS and DAGGER_ALEF not in written:
            composed = compose(written)
            # Nearly every word of a newspaper is one word, also under marks and a tatweel.
            if composed.isalnum() and len(composed) <= TERM_LETTERS:
                exact = fold_hamza(composed)
                return [(0, exact, self._stemmer.stem(composed, exact)[:TERM_LETTERS])]
        return [(form.place, form.exact[:TERM_LETTERS], self.stem(form)) for form in forms(written)]

    def parts(self, written: str) -> list[_Part]:
        """Return start, end, place, exact term and stem of each word of an irregular item.

        They are remembered: a vowelled text has the same few on every page.
        """
        known = self._parts.get(written)
        if known is None:
            known = [
                (form.start, form.end, form.place, form.exact[:TERM_LETTERS], self.stem(form))
                for form in forms(written)
            ]
            if len(written) <= _CACHED_CHARS:
                if len(self._parts) >= _CACHED_PARTS:
                    self._parts.clear()
                self._parts[written] = known
        return known

    def is_irregular(self, written: str) -> bool:
        """Tell whether a word is known to give no term or several."""
        return written in self._parts

    def stem(self, form: Form) -> str:
        """Return the stem of one word."""
        if form.phrase_stem is not None:
            return form.phrase_stem
        return self._stemmer.stem(form.composed, form.exact)[:TERM_LETTERS]


class Analyzer:
    """Make terms of texts.

    Args:
        dictionary: What the editors of an archive say of its words.

    Attributes:
        dictionary: What the editors say; empty where they say nothing.
        fingerprint: Hex digest that changes whenever any term could change.
    """

    def __init__(self, dictionary: Dictionary | None = None) -> None:
        self.dictionary = dictionary or Dictionary()
        lexicon, plurals = _tables()
        self._stemmer = Stemmer(lexicon, plurals, self.dictionary)
        self._terms = _Terms(self._stemmer)
        self.fingerprint = fingerprint_of(Path(__file__).parent, self.dictionary)

    def tokens(self, text: str) -> list[Token]:
        """Return the words of a document or a query in order.

        Args:
            text: Any text.

        Returns:
            A token a word. A written word of marks alone gives none; one that stands for
            several words, such as ﷺ, gives several with the same offsets; so does one that can
            be read in several ways, such as هٰذا, and its tokens have the same position too.
        """
        parts = split_words(text)
        words = parts[1::2]
        bounds = list(accumulate(map(len, parts)))
        try:
            terms = list(map(self._terms.__getitem__, words))
        except _IrregularWord:
            return self._irregular_tokens(words, bounds)
        # No Python runs for a token: map, zip and itemgetter loop in C.
        exact, stem = map(itemgetter(0), terms), map(itemgetter(1), terms)
        return list(map(_make_token, zip(bounds[::2], bounds[1::2], count(), exact, stem)))

    def _irregular_tokens(self, words: list[str], bounds: list[int]) -> list[Token]:
        tokens: list[Token] = []
        position = 0
        for word, start, end in zip(words, bounds[::2], bounds[1::2], strict=False):
            if not self._terms.is_irregular(word):
                try:
                    tokens.append(Token(start, end, position, *self._terms[word]))
                except _IrregularWord:
                    pass
                else:
                    position += 1
                    continue
            parts = self._terms.parts(word)
            tokens.extend(
                Token(start + first, start + last, position + place, exact, stem)
                for first, last, place, exact, stem in parts
            )
            position += parts[-1][2] + 1 if parts else 0
        return tokens

    def pairs(self, items: Sequence[str]) -> list[tuple[str, str]] | None:
        """Return the exact term and the stem of each item of `split_words`.

        Args:
            items: What was written as one, word after word.

        Returns:
            None where one of them is no single word: then `tokens` has all.
        """
        try:
            return list(map(self._terms.__getitem__, items))
        except _IrregularWord:
            return None

    def is_irregular(self, item: str) -> bool:
        """Tell whether an item of `split_words` was read before, and is no single word.

        Args:
            item: What was written as one.
        """
        return self._terms.is_irregular(item)

    def terms(self, items: Sequence[str]) -> ItemTerms:
        """Return the terms of items of `split_words`, for those that keep tables of words.

        Args:
            items: What was written as one; nearly always a single word.
        """
        composed = compose_all(items)
        irregular = [
            number
            for number, (item, word) in enumerate(zip(items, composed, strict=True))
            if not word.isalnum()
            or len(word) > TERM_LETTERS
            # Nearly all are written as they are composed.
            or (item != word and (len(item) > TERM_LETTERS or DAGGER_ALEF in item))
        ]
        found = ItemTerms([], [], [], [])
        start = 0
        for end in (*irregular, len(items)):
            self._add_regular(found, start, composed[start:end])
            for place, exact, stem in self._terms.placed(items[end]) if end < len(items) else ():
                found.items.append(end)
                found.places.append(place)
                found.exact.append(exact)
                found.stems.append(stem)
            start = end + 1
        return found

    def _add_regular(self, found: ItemTerms, first: int, composed: Sequence[str]) -> None:
        """Add the terms of items that are one word each."""
        exact = fold_hamzas(composed)
        stems = self._stemmer.stems(composed, exact)
        found.items.extend(range(first, first + len(composed)))
        found.places.extend([0] * len(composed))
        found.exact.extend(exact)
        found.stems.extend([stem[:TERM_LETTERS] for stem in stems])

    def explain(self, text: str) -> list[WordTrace]:
        """Return what is made of each word of a text, step by step.

        Args:
            text: Any text.
        """
        parts = split_words(text)
        starts = list(accumulate(map(len, parts)))[::2]
        return [
            self._trace(written, start, form)
            for written, start in zip(parts[1::2], starts, strict=False)
            for form in forms(written)
        ]

    def _trace(self, item: str, start: int, form: Form) -> WordTrace:
        written, composed, exact = item[form.start : form.end], form.composed, form.exact
        steps = [("letters, marks, digits", composed)] if composed != written else []
        if exact != composed:
            steps.append(("hamza, teh marbuta, alef maqsura", exact))
        if form.phrase_stem is None:
            steps.extend(self._stemmer.steps(composed, exact))
        else:
            name = "compound name" if form.phrase_stem in COMPOUND_STEMS else "month"
            steps.append((name, form.phrase_stem))
        return WordTrace(
            written,
            start + form.start,
            start + form.end,
            tuple(steps),
            exact[:TERM_LETTERS],
            self._terms.stem(form),
            is_stop_word(exact),
        )


@cache
def _tables() -> tuple[Lexicon, BrokenPlurals]:
    return Lexicon.load(), BrokenPlurals.load()


def fingerprint_of(folder: Path, dictionary: Dictionary | None = None) -> str:
    """Return a digest of everything that decides what a term is.

    The rules are code, so the code is digested with the tables: there is no number that
    somebody could forget to raise.

    Args:
        folder: Where the modules of this package and their data are.
        dictionary: What editors add to them.

    Returns:
        32 hex digits.
    """
    digest = hashlib.blake2b(unicodedata.unidata_version.encode(), digest_size=16)
    # Some rows come from pyarabic, so what they hold counts, not how they are written here.
    digest.update(repr((DROPPED, LETTERS, DIGITS, HAMZA, NUMBERS)).encode())
    for path in (*sorted(folder.glob("*.py")), *sorted((folder / "data").glob("*.[gt]*"))):
        if path.name != "build_lexicon.py":
            digest.update(path.read_bytes())
    if dictionary is not None:
        digest.update(dictionary.digest.encode())
    return digest.hexdigest()


@cache
def default_analyzer() -> Analyzer:
    """Return the analyzer of this process; the first call reads the tables."""
    return Analyzer()

"""The analyzer: one object that makes terms of documents and of queries."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache, partial
from itertools import accumulate, count
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from index.analysis.fold import compose_words, fold_hamza
from index.analysis.letters import DIGITS, DROPPED, HAMZA, LETTERS
from index.analysis.lexicon import LEXICON_FILE, Lexicon
from index.analysis.stem import Stemmer
from index.analysis.stopwords import is_stop_word
from index.analysis.tokens import split_words

__all__ = ["TERM_LETTERS", "Analyzer", "Token", "WordTrace", "default_analyzer", "fingerprint_of"]

TERM_LETTERS = 64
"""Longer terms are cut to this many letters; the longest Arabic words have fewer than 20."""

_WORD_CHARS = 1024
"""Of a longer written word only the beginning is read."""

_WORD_TERMS = 16
"""A written word gives at most this many terms; ﷺ gives four."""

_CACHED_WORDS = 500_000
_CACHED_CHARS = 64


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


class _IrregularWord(Exception):
    """Tell that a written word gives no term or several."""


_make_token = partial(tuple.__new__, Token)


class _Terms(dict[str, tuple[str, str]]):
    """Remember the terms of each distinct written word that gives exactly one pair."""

    def __init__(self, stemmer: Stemmer) -> None:
        super().__init__()
        self._stemmer = stemmer

    def __missing__(self, written: str) -> tuple[str, str]:
        pairs = self.pairs(written)
        if len(pairs) != 1:
            raise _IrregularWord
        if len(written) <= _CACHED_CHARS:
            if len(self) >= _CACHED_WORDS:
                self.clear()
            self[written] = pairs[0]
        return pairs[0]

    def pairs(self, written: str) -> list[tuple[str, str]]:
        """Return the exact term and the stem of each word that was written as one."""
        return [
            (exact[:TERM_LETTERS], self._stemmer.stem(composed, exact)[:TERM_LETTERS])
            for composed, exact in _forms(written)
        ]


def _forms(written: str) -> list[tuple[str, str]]:
    words = compose_words(written[:_WORD_CHARS])[:_WORD_TERMS]
    return [(word, fold_hamza(word)) for word in words]


class Analyzer:
    """Make terms of texts.

    Args:
        lexicon: How usual words are.

    Attributes:
        fingerprint: Hex digest that changes whenever any term could change.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._stemmer = Stemmer(lexicon)
        self._terms = _Terms(self._stemmer)
        self.fingerprint = fingerprint_of(Path(__file__).parent)

    def tokens(self, text: str) -> list[Token]:
        """Return the words of a document or a query in order.

        Args:
            text: Any text.

        Returns:
            A token a word. A written word of marks alone gives none; one that stands for
            several words, such as ﷺ, gives several with the same offsets.
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
        for word, start, end in zip(words, bounds[::2], bounds[1::2], strict=False):
            try:
                pairs = [self._terms[word]]
            except _IrregularWord:
                pairs = self._terms.pairs(word)
            tokens.extend(
                Token(start, end, position, exact, stem)
                for position, (exact, stem) in enumerate(pairs, len(tokens))
            )
        return tokens

    def explain(self, text: str) -> list[WordTrace]:
        """Return what is made of each word of a text, step by step.

        Args:
            text: Any text.
        """
        traces: list[WordTrace] = []
        parts = split_words(text)
        bounds = list(accumulate(map(len, parts)))
        for written, start, end in zip(parts[1::2], bounds[0::2], bounds[1::2], strict=False):
            for composed, exact in _forms(written):
                steps = [("letters, marks, digits", composed)] if composed != written else []
                if exact != composed:
                    steps.append(("hamza, teh marbuta, alef maqsura", exact))
                steps.extend(self._stemmer.steps(composed, exact))
                stem = self._stemmer.stem(composed, exact)
                traces.append(
                    WordTrace(
                        written,
                        start,
                        end,
                        tuple(steps),
                        exact[:TERM_LETTERS],
                        stem[:TERM_LETTERS],
                        is_stop_word(exact),
                    )
                )
        return traces


def fingerprint_of(folder: Path) -> str:
    """Return a digest of everything that decides what a term is.

    The rules are code, so the code is digested with the tables: there is no number that
    somebody could forget to raise.

    Args:
        folder: Where the modules of this package and their data are.

    Returns:
        32 hex digits.
    """
    digest = hashlib.blake2b(unicodedata.unidata_version.encode(), digest_size=16)
    # Some rows come from pyarabic, so what they hold counts, not how they are written here.
    digest.update(repr((DROPPED, LETTERS, DIGITS, HAMZA)).encode())
    for path in (*sorted(folder.glob("*.py")), folder / "data" / LEXICON_FILE.name):
        if path.name != "build_lexicon.py":
            digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def default_analyzer() -> Analyzer:
    """Return the analyzer of this process; the first call reads the lexicon."""
    return Analyzer(Lexicon.load())

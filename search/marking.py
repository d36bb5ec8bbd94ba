"""Marking: where the words of a query stand in an original text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from index.analysis import Analyzer, Token
from search.clauses import Clause, ParsedQuery
from search.results import Slice

__all__ = ["Marker", "WrittenWord", "cut"]


class WrittenWord(NamedTuple):
    """Hold one word of a text, and what of the query it answers.

    Args:
        start: Where it starts in the text, in characters.
        end: Where it ends.
        exact: Indexes into the searched clauses that it matches as typed.
        stem: Indexes of those that it matches only by its stem.
    """

    start: int
    end: int
    exact: frozenset[int]
    stem: frozenset[int]

    @property
    def marked(self) -> bool:
        """Whether it answers anything."""
        return bool(self.exact or self.stem)


_NONE: frozenset[int] = frozenset()


class Marker:
    """Find the words of one query in texts.

    Args:
        parsed: The query; its stop words are marked only where they are searched.
        analyzer: The analyzer that parsed it.
    """

    def __init__(self, parsed: ParsedQuery, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._exact: dict[str, frozenset[int]] = {}
        self._stem: dict[str, frozenset[int]] = {}
        self._phrases: dict[str, list[tuple[int, Clause]]] = {}
        for index, clause in enumerate(parsed.searched):
            word = clause.words[0]
            if clause.adjacent:
                self._phrases.setdefault(word.exact, []).append((index, clause))
            else:
                self._exact[word.exact] = self._exact.get(word.exact, _NONE) | {index}
                self._stem[word.stem] = self._stem.get(word.stem, _NONE) | {index}

    def words(self, text: str) -> list[WrittenWord]:
        """Return the words of a text in order, each with what it answers.

        A word of a phrase answers only where the whole phrase stands.

        Args:
            text: The original text.
        """
        tokens = self._analyzer.tokens(text)
        in_phrase = self._phrase_tokens(tokens)
        words: list[WrittenWord] = []
        number = 0
        for (start, end), group in groupby(tokens, key=lambda token: (token.start, token.end)):
            exact = stem = _NONE
            for token in group:
                exact |= self._exact.get(token.exact, _NONE) | in_phrase.get(number, _NONE)
                stem |= self._stem.get(token.stem, _NONE)
                number += 1
            words.append(WrittenWord(start, end, exact, stem - exact))
        return words

    def mark(self, text: str) -> tuple[Slice, ...]:
        """Return a whole text in slices, the query's words marked.

        Args:
            text: The original text; the slices join to it.
        """
        return cut(text, 0, len(text), (word for word in self.words(text) if word.marked))

    def _phrase_tokens(self, tokens: Sequence[Token]) -> dict[int, frozenset[int]]:
        """Return the clauses that each token takes part in, by the token's number."""
        found: dict[int, frozenset[int]] = {}
        if not self._phrases:
            return found
        for number, token in enumerate(tokens):
            for index, clause in self._phrases.get(token.exact, ()):
                last = number + len(clause.words)
                run = tokens[number:last]
                if tuple(word.exact for word in run) == clause.terms and _are_adjacent(run):
                    for member in range(number, last):
                        found[member] = found.get(member, _NONE) | {index}
        return found


def _are_adjacent(tokens: Sequence[Token]) -> bool:
    return all(after.position - before.position == 1 for before, after in pairwise(tokens))


def cut(text: str, start: int, end: int, marked: Iterable[WrittenWord]) -> tuple[Slice, ...]:
    """Cut a part of a text into slices at its marked words.

    Args:
        text: The original text.
        start: Where the part starts, in characters.
        end: Where it ends.
        marked: The words to mark, in order; those outside the part are passed over.

    Returns:
        Slices that join to `text[start:end]`; none of them is empty.
    """
    slices: list[Slice] = []
    for word in marked:
        if word.start < start or word.end > end:
            continue
        if word.start > start:
            slices.append(Slice(text[start : word.start], False))
        slices.append(Slice(text[word.start : word.end], True))
        start = word.end
    if start < end:
        slices.append(Slice(text[start:end], False))
    return tuple(slices)

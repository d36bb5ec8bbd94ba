"""Marking: where the words of a query stand in an original text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby, takewhile
from operator import itemgetter
from typing import NamedTuple

from index.analysis import Analyzer, Token
from index.analysis.tokens import split_words
from search.clauses import Clause, ParsedQuery
from search.results import Slice
from search.syntax.patterns import Expansion

__all__ = ["Marker", "Words", "WrittenWord", "cut"]


class WrittenWord(NamedTuple):
    """Hold one word of a text that answers something of the query.

    Args:
        number: Which word of the text it is, counted from 0.
        start: Where it starts in the text, in characters.
        end: Where it ends.
        exact: Indexes into the searched clauses that it matches as typed, and behind them into
            the patterns.
        stem: Indexes of those that it matches only by its stem.
    """

    number: int
    start: int
    end: int
    exact: frozenset[int]
    stem: frozenset[int]


class Words(NamedTuple):
    """Hold where the words of a text are.

    Args:
        starts: Where each starts, in characters.
        ends: Where each ends.
        marked: Those that answer something, in order.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    marked: Sequence[WrittenWord]


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
        first = len(parsed.searched)
        self._expanded = _Expanded(list(enumerate(parsed.expansions, first)))

    def words(self, text: str) -> Words:
        """Return where the words of a text are, and which of them answer something.

        A word of a phrase answers only where the whole phrase stands.

        Args:
            text: The original text.
        """
        parts = split_words(text)
        pairs = self._analyzer.pairs(parts[1::2])
        if pairs is None or not self._phrases.keys().isdisjoint(map(itemgetter(0), pairs)):
            return self._words_by_token(text)
        bounds = list(accumulate(map(len, parts)))
        starts, ends = bounds[:-1:2], bounds[1::2]
        # Nearly every word of a text answers nothing, and is only looked for in two tables here.
        exacts, stems, expanded = self._exact, self._stem, self._expanded
        marked = []
        for number, (exact, stem) in enumerate(pairs):
            if stem in stems or exact in exacts or (expanded.any and expanded[exact]):
                typed = exacts.get(exact, _NONE)
                if expanded.any:
                    typed |= expanded[exact]
                by_stem = stems.get(stem, _NONE) - typed
                word = WrittenWord(number, starts[number], ends[number], typed, by_stem)
                marked.append(word)
        return Words(starts, ends, marked)

    def _words_by_token(self, text: str) -> Words:
        tokens = self._analyzer.tokens(text)
        in_phrase = self._phrase_tokens(tokens)
        starts: list[int] = []
        ends: list[int] = []
        marked: list[WrittenWord] = []
        number = 0
        for (start, end), group in groupby(tokens, key=lambda token: (token.start, token.end)):
            exact = stem = _NONE
            for token in group:
                exact |= self._exact.get(token.exact, _NONE) | in_phrase.get(number, _NONE)
                if self._expanded.any:
                    exact |= self._expanded[token.exact]
                stem |= self._stem.get(token.stem, _NONE)
                number += 1
            if exact or stem:
                marked.append(WrittenWord(len(starts), start, end, exact, stem - exact))
            starts.append(start)
            ends.append(end)
        return Words(starts, ends, marked)

    def mark(self, text: str) -> tuple[Slice, ...]:
        """Return a whole text in slices, the query's words marked.

        Args:
            text: The original text; the slices join to it.
        """
        return cut(text, 0, len(text), self.words(text).marked)

    def _phrase_tokens(self, tokens: Sequence[Token]) -> dict[int, frozenset[int]]:
        """Return the clauses that each token takes part in, by the token's number."""
        found: dict[int, frozenset[int]] = {}
        if not self._phrases:
            return found
        for number, token in enumerate(tokens):
            for index, clause in self._phrases.get(token.exact, ()):
                for member in _phrase_from(number, tokens, clause):
                    found[member] = found.get(member, _NONE) | {index}
        return found


class _Expanded(dict[str, frozenset[int]]):
    """Remember for each distinct term which patterns stand for it."""

    def __init__(self, expansions: Sequence[tuple[int, Expansion]]) -> None:
        super().__init__()
        self.any = bool(expansions)
        self._by_letter: dict[str, list[tuple[int, Expansion]]] = {}
        for index, each in expansions:
            self._by_letter.setdefault(each.first, []).append((index, each))

    def __missing__(self, term: str) -> frozenset[int]:
        found = frozenset(
            index
            for first in {"", term[:1]}
            for index, each in self._by_letter.get(first, ())
            if each.matches(term)
        )
        self[term] = found
        return found


def _phrase_from(number: int, tokens: Sequence[Token], clause: Clause) -> list[int]:
    """Return the numbers of the tokens of a phrase that begins with one; none where none does."""
    members = [number]
    for term in clause.terms[1:]:
        last = members[-1]
        end = tokens[last].position + clause.slop
        following = range(last + 1, len(tokens))
        for place in takewhile(lambda n, end=end: tokens[n].position <= end, following):  # type: ignore[misc]
            if tokens[place].exact == term and tokens[place].position > tokens[last].position:
                members.append(place)
                break
        else:
            return []
    return members


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

"""Marking: where the words of a query stand in an original text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

from index.analysis import Analyzer
from index.analysis.bounds import word_bounds
from index.analysis.compounds import COMPOUND_STEMS
from index.analysis.months import PHRASE_STEMS
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


class _Reading(NamedTuple):
    """Hold one term of what was written as one.

    Args:
        start: Where it starts there, in characters.
        end: Where it ends.
        place: At which place it stands there, counted from 0.
        exact: Its term in the exact view.
        typed: Indexes that it matches as typed, phrases apart.
        stem: Indexes that it matches by its stem.
    """

    start: int
    end: int
    place: int
    exact: str
    typed: frozenset[int]
    stem: frozenset[int]


class _Met(NamedTuple):
    """Hold a term of a text that may answer something.

    Args:
        number: Which word of the text it is of.
        position: Its position, as phrases count it.
        reading: What it is.
    """

    number: int
    position: int
    reading: _Reading


_NONE: frozenset[int] = frozenset()


class Marker:
    """Find the words of one query in texts.

    Each distinct written word is looked at once, whatever number of texts it stands in.

    Args:
        parsed: The query; its stop words are marked only where they are searched.
        analyzer: The analyzer that parsed it.
    """

    def __init__(self, parsed: ParsedQuery, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._exact: dict[str, frozenset[int]] = {}
        self._stem: dict[str, frozenset[int]] = {}
        self._phrases: dict[str, list[tuple[int, Clause]]] = {}
        self._in_phrases: set[str] = set()
        for index, clause in enumerate(parsed.searched):
            word = clause.words[0]
            if clause.adjacent:
                self._phrases.setdefault(word.exact, []).append((index, clause))
                self._in_phrases.update(clause.terms)
            else:
                self._exact[word.exact] = self._exact.get(word.exact, _NONE) | {index}
                self._stem[word.stem] = self._stem.get(word.stem, _NONE) | {index}
        first = len(parsed.searched)
        self._looks_beside = not (PHRASE_STEMS | COMPOUND_STEMS).isdisjoint(self._stem)
        self._expanded = _Expanded(list(enumerate(parsed.expansions, first)))
        self._seen: set[str] = set()
        # What was written as one, and is one word that may answer something.
        self._telling: dict[str, _Reading] = {}
        # What was written as one, and is no word, or several.
        self._irregular: dict[str, tuple[_Reading, ...]] = {}

    def words(self, text: str, positions: Sequence[int] | None = None) -> Words:
        """Return where the words of a text are, and which of them answer something.

        A word of a phrase answers only where the whole phrase stands.

        Args:
            text: The original text.
            positions: The positions of all terms of the query in the text, ascending, each once,
                where they are known: then the other words need not be analysed.
        """
        if positions is not None and not self._looks_beside:
            found = self._words_at(text, positions)
            if found is not None:
                return found
        parts = split_words(text)
        items = parts[1::2]
        self._learn(set(items) - self._seen)
        bounds = list(accumulate(map(len, parts)))
        if self._irregular and not self._irregular.keys().isdisjoint(items):
            return self._spread(items, bounds)
        telling = self._telling
        met = [_Met(n, n, telling[item]) for n, item in enumerate(items) if item in telling]
        starts, ends = bounds[:-1:2], bounds[1::2]
        return Words(starts, ends, self._marked(starts, ends, met))

    def _words_at(self, text: str, positions: Sequence[int]) -> Words | None:
        """Return the words of a text; None where one at these positions answers nothing.

        Nearly always the word at a position has its number. One that stands for several, as ﷺ,
        moves all behind it; so a position is only trusted where its word answers.
        """
        bounds = word_bounds(text)
        if bounds is None or (positions and positions[-1] >= len(bounds.starts)):
            return None
        starts, ends = bounds
        items = [text[starts[number] : ends[number]] for number in positions]
        self._learn(set(items) - self._seen)
        telling = self._telling
        if not telling.keys() >= set(items):
            return None
        met = [_Met(n, n, telling[item]) for n, item in zip(positions, items, strict=True)]
        return Words(starts, ends, self._marked(starts, ends, met))

    def _learn(self, items: AbstractSet[str]) -> None:
        """Look at items of `split_words` for the first time."""
        self._seen |= items
        new = list(items)
        pairs = self._analyzer.pairs(new)
        if pairs is None:
            for item in filter(self._analyzer.is_irregular, items):
                self._irregular[item] = self._readings(item)
            new = [item for item in new if item not in self._irregular]
            pairs = self._analyzer.pairs(new)
        if pairs is None:
            for item in new:
                self._learn_one(item)
            return
        if (
            self._stem.keys().isdisjoint(map(itemgetter(1), pairs))
            and self._exact.keys().isdisjoint(map(itemgetter(0), pairs))
            and not (self._in_phrases or self._expanded.any)
        ):
            # Usual, because the forms of a word soon have all been seen; nothing loops in Python.
            return
        for item, (exact, stem) in zip(new, pairs, strict=True):
            if stem in self._stem or exact in self._exact or self._may_tell(exact):
                self._telling[item] = self._reading(0, len(item), 0, exact, stem)

    def _learn_one(self, item: str) -> None:
        pairs = self._analyzer.pairs([item])
        if pairs is None:
            self._irregular[item] = self._readings(item)
        else:
            ((exact, stem),) = pairs
            reading = self._reading(0, len(item), 0, exact, stem)
            if reading.typed or reading.stem or exact in self._in_phrases:
                self._telling[item] = reading

    def _readings(self, item: str) -> tuple[_Reading, ...]:
        return tuple(self._reading(*token) for token in self._analyzer.tokens(item))

    def _may_tell(self, exact: str) -> bool:
        return exact in self._in_phrases or (self._expanded.any and bool(self._expanded[exact]))

    def _reading(self, start: int, end: int, place: int, exact: str, stem: str) -> _Reading:
        typed = self._exact.get(exact, _NONE)
        if self._expanded.any:
            typed |= self._expanded[exact]
        return _Reading(start, end, place, exact, typed, self._stem.get(stem, _NONE))

    def _spread(self, items: Sequence[str], bounds: Sequence[int]) -> Words:
        """Return the words of a text where some items are no word, or several."""
        starts: list[int] = []
        ends: list[int] = []
        met: list[_Met] = []
        position = 0
        for item, start, end in zip(items, bounds[::2], bounds[1::2], strict=False):
            readings = self._irregular.get(item)
            if readings is None:
                if item in self._telling:
                    met.append(_Met(len(starts), position, self._telling[item]))
                starts.append(start)
                ends.append(end)
                position += 1
                continue
            for reading in readings:
                where = (start + reading.start, start + reading.end)
                if not starts or where != (starts[-1], ends[-1]):
                    starts.append(where[0])
                    ends.append(where[1])
                met.append(_Met(len(starts) - 1, position + reading.place, reading))
            position += readings[-1].place + 1 if readings else 0
        return Words(starts, ends, self._marked(starts, ends, met))

    def _marked(
        self, starts: Sequence[int], ends: Sequence[int], met: Sequence[_Met]
    ) -> list[WrittenWord]:
        """Return the words that answer something, of those that may."""
        in_phrase = self._members(met)
        marked: list[WrittenWord] = []
        for number, group in groupby(enumerate(met), key=lambda each: each[1].number):
            typed = stem = _NONE
            for place, (_, _, reading) in group:
                typed |= reading.typed | in_phrase.get(place, _NONE)
                stem |= reading.stem
            if typed or stem:
                word = WrittenWord(number, starts[number], ends[number], typed, stem - typed)
                marked.append(word)
        return marked

    def mark(self, text: str, positions: Sequence[int] | None = None) -> tuple[Slice, ...]:
        """Return a whole text in slices, the query's words marked.

        Args:
            text: The original text; the slices join to it.
            positions: As for `words`.
        """
        if positions is not None and not positions:
            return (Slice(text, False),) if text else ()
        return cut(text, 0, len(text), self.words(text, positions).marked)

    def _members(self, met: Sequence[_Met]) -> dict[int, frozenset[int]]:
        """Return the clauses that each term takes part in, by its place among those met."""
        found: dict[int, frozenset[int]] = {}
        if not self._phrases:
            return found
        for place, each in enumerate(met):
            for index, clause in self._phrases.get(each.reading.exact, ()):
                for member in _phrase_from(place, met, clause):
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


def _phrase_from(first: int, met: Sequence[_Met], clause: Clause) -> list[int]:
    """Return the places of the terms of a phrase that begins with one; none where none does."""
    members = [first]
    for term in clause.terms[1:]:
        last = met[members[-1]].position
        for place in range(members[-1] + 1, len(met)):
            if met[place].position > last + clause.slop:
                return []
            if met[place].reading.exact == term and met[place].position > last:
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

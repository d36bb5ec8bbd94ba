"""Repair: what a person meant, where no article has a word of the query."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from whoosh.searching import Searcher

from index.analysis import View
from index.snapshot import Snapshot
from search.clauses import Clause, ParsedQuery, Word
from search.execute import Budget
from search.keyboard import to_arabic, to_latin
from search.latin import NAMES, prepare, reading_cost, skeletons
from search.results import RepairKind
from search.skeletons import SkeletonTable
from search.spelling import as_written, likelier, nearest
from search.syntax.names import english_operator
from search.vocabulary import Vocabulary

__all__ = ["Repair", "Repairer"]

_SHORTEST = 3
_LONGEST = 24
"""Letters of a word that was typed in other letters or on other keys."""

_MOST_WORDS = 2
"""A query with more misspelt words is not a misspelling of ours; each costs milliseconds."""

_MOST_CHUNKS = 6
_MOST_COMPARED = 150
"""Terms with the strong letters of a Latin word that are compared with it."""

_FARTHEST = 0.65
_NEAR = 0.15
_RARE = 4_000
"""Only a very near term is offered that fewer than one in so many articles have."""
_FREQUENCY_SHARE = 0.06
"""How much a frequent word draws: one in 1,000 articles makes up for two unwritten vowels."""

_ARTICLE, _ARTICLE_COST = "ال", 0.1

_CHUNK = re.compile(r"\S+")
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’`-]*")
_DIGRAPH = re.compile("[3679]['’][A-Za-z0-9]")
"""3'aza for غزة: its parts may be words. Behind a letter it is a name: d'Aube."""

_SIGN_INSIDE = re.compile(r"[^\w\s].*[^\W\d_]")
"""l,g,]m for مولودة: its parts may be words. A sign at the end alone mostly is punctuation."""
_LETTER = re.compile(r"[A-Za-z]")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")


class Repair(NamedTuple):
    """Hold a query as it may have been meant.

    Args:
        text: The query, or "" where none is near.
        kind: What was done to it.
    """

    text: str = ""
    kind: RepairKind | None = None


class _Change(NamedTuple):
    start: int
    end: int
    text: str
    kind: RepairKind


class Repairer:
    """Mend one query with the words that articles have.

    Args:
        parsed: The query.
        snapshot: The generation that is searched.
        searcher: A searcher of it that no other thread uses meanwhile.
        table: Gives the terms by their strong letters; only asked where Latin letters need it.
        budget: When it is over, no further word is looked at.
    """

    def __init__(
        self,
        parsed: ParsedQuery,
        snapshot: Snapshot,
        searcher: Searcher,
        table: Callable[[], SkeletonTable],
        budget: Budget,
    ) -> None:
        self._parsed = parsed
        self._articles = snapshot.count
        self._analyzer = snapshot.analyzer
        self._searcher = searcher
        self._table = table
        self._budget = budget
        self._vocabulary = Vocabulary(searcher)

    def repair(self, missing: Sequence[Word]) -> Repair:
        """Return the query with the words that no article has mended.

        Keys of the other layout come first, then Latin letters for Arabic words, then spelling.
        Every word that is put in stands in an article.

        Args:
            missing: The words of the query that no article has.
        """
        found = _CHUNK.finditer(self._parsed.text)
        chunks = [match.span() for match in found if english_operator(match[0]) is None]
        if missing:
            broken = [span for span in chunks if any(_meet(word, span) for word in missing)]
        else:
            # What signs part may be words, though the whole is none.
            broken = [span for span in chunks if _SIGN_INSIDE.search(self._parsed.text, *span)]
        if not broken or len(broken) > _MOST_CHUNKS:
            return Repair()
        keys = self._on_other_keys(chunks, broken)
        if len(keys) >= len(broken):
            return self._apply(keys)
        letters = self._in_other_letters(broken, missing)
        # Of Mohammed bin Salman only "bin" is a word on other keys, and all are in other letters.
        if keys and len(keys) >= len(letters):
            return self._apply(keys)
        mended = [(change.start, change.end) for change in letters]
        left = [word for word in missing if not any(_meet(word, span) for span in mended)]
        return self._apply([*letters, *self._respelt(left)])

    def doubt(self, words: Sequence[Word]) -> Repair:
        """Return the query with words put right that find something, but more probably by a slip.

        Args:
            words: The words of the query that articles have in other forms alone.
        """
        changes = []
        for word in list(dict.fromkeys(words))[:_MOST_WORDS]:
            frequency = self._vocabulary.frequency(View.STEM, word.stem)
            if self._budget.left() and (term := likelier(word.exact, frequency, self._vocabulary)):
                changes.append(self._written(word, term))
        return self._apply(changes)

    def _written(self, word: Word, term: str) -> _Change:
        typed = self._parsed.text[word.start : word.end]
        text = as_written(term, typed, self._searcher, self._analyzer)
        return _Change(word.start, word.end, text, RepairKind.SPELLING)

    def _apply(self, changes: Sequence[_Change]) -> Repair:
        text = self._parsed.text
        for change in sorted(changes, reverse=True):
            text = text[: change.start] + change.text + text[change.end :]
        if text == self._parsed.text:
            return Repair()
        kinds = {change.kind for change in changes}
        return Repair(text, next(kind for kind in reversed(RepairKind) if kind in kinds))

    def _on_other_keys(
        self, chunks: Sequence[tuple[int, int]], broken: Sequence[tuple[int, int]]
    ) -> list[_Change]:
        """Return the changes of keys: of the whole query if it allows, else of broken parts."""
        found = [self._other_keys(span) for span in chunks[:_MOST_CHUNKS]]
        if len(found) == len(chunks) and all(found):
            return [change for change in found if change]
        return [c for c in found if c and (c.start, c.end) in broken]

    def _other_keys(self, span: tuple[int, int]) -> _Change | None:
        typed = self._parsed.text[span[0] : span[1]]
        if len(typed) > _LONGEST or typed.lower() in NAMES:
            return None
        texts = to_arabic(typed) if typed.isascii() else to_latin(typed)
        known = (text for text in texts if text != typed and self._count(text))
        best = next(known, "")
        return _Change(*span, best, RepairKind.LAYOUT) if best else None

    def _count(self, text: str) -> int:
        """Return how many articles have a text as one word of letters; 0 where it is none."""
        if not _MARKS.sub("", text).isalpha():
            return 0
        tokens = self._analyzer.tokens(text)
        readings = [next(group) for _, group in groupby(tokens, key=attrgetter("position"))]
        if len(readings) != 1 or (readings[0].start, readings[0].end) != (0, len(text)):
            return 0
        return self._frequency(readings[0].exact)

    def _frequency(self, term: str) -> int:
        if not self._vocabulary.has(term):
            return 0
        return self._vocabulary.frequency(View.EXACT, term)

    def _in_other_letters(
        self, broken: Sequence[tuple[int, int]], missing: Sequence[Word]
    ) -> list[_Change]:
        """Return the changes of letters: of words that no article has, or that signs part."""
        found = [run for span in broken for run in _LATIN.finditer(self._parsed.text, *span)]
        if missing:
            found = [run for run in found if any(_meet(word, run.span()) for word in missing)]
        else:
            found = [run for run in found if _DIGRAPH.search(run[0])]
        changes = []
        for run in found[:_MOST_CHUNKS]:
            typed = run[0].rstrip("-")
            if self._budget.left() and (text := self._arabic(typed)):
                end = run.start() + len(typed)
                changes.append(_Change(run.start(), end, text, RepairKind.SCRIPT))
        return changes

    def _arabic(self, typed: str) -> str:
        """Return the Arabic word that one in Latin letters stands for, or ""."""
        if not _SHORTEST <= len(typed) <= _LONGEST or not _LETTER.search(typed):
            return ""
        name = NAMES.get(typed.lower(), "")
        if name and all(self._count(word) for word in name.split()):
            return name
        best, term = _FARTHEST, ""
        for word in prepare(typed):
            for other in self._table().terms(skeletons(word), _MOST_COMPARED):
                cost = reading_cost(word, other)
                if other.startswith(_ARTICLE):
                    cost = min(cost, reading_cost(word, other[2:]) + _ARTICLE_COST)
                if cost > _FARTHEST:
                    continue
                count = self._frequency(other)
                if count * _RARE >= self._articles or cost <= _NEAR:
                    rank = cost - _FREQUENCY_SHARE * math.log(count)
                    best, term = min((best, term), (rank, other))
        return as_written(term, term, self._searcher, self._analyzer) if term else ""

    def _respelt(self, words: Sequence[Word]) -> list[_Change]:
        # A sign that stands for several words (ﷺ) is not misspelt.
        signs = {clause.words[0].start for clause in self._parsed.clauses if _is_sign(clause)}
        changes = []
        for word in [w for w in dict.fromkeys(words) if w.start not in signs][:_MOST_WORDS]:
            if not self._budget.left():
                break
            term = nearest(word.exact, self._vocabulary, self._articles)
            if term:
                changes.append(self._written(word, term))
        return changes


def _meet(word: Word, span: tuple[int, int]) -> bool:
    return word.start < span[1] and span[0] < word.end


def _is_sign(clause: Clause) -> bool:
    return len(clause.words) > 1 and clause.words[0].end == clause.words[-1].end

"""Suggestions while typing: words, frequent phrases and titles that go on as the text begins."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from operator import attrgetter
from typing import NamedTuple

from index.analysis import Analyzer, is_stop_word
from index.analysis.tokens import split_words
from index.article import Article
from search.folded import FoldedWords

__all__ = ["Suggestion", "SuggestionTable"]

_MOST_TITLES = 100_000
_MOST_ENTRIES = 200_000
"""Words and phrases kept, the most frequent first; 40,000 articles take less than 100 MB."""

_LONGEST_TITLE = 150
_SHORTEST_WORD = 2

_SAMPLED_ARTICLES = 3_000
_SAMPLED_CHARS = 4_000
"""Words of bodies are counted in some thousand articles, spread evenly, from their beginning:
that ranks frequent words as well as counting all of them would, in a tenth of the time."""

_BATCH = 16
"""Articles between pauses: a millisecond of work."""

_PHRASE_COUNT = 3
"""Two words that stand side by side in fewer titles are not a phrase that people use."""

_MARKS = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u206f]"
)
_PREFIX_END = "\U0010ffff"


class Suggestion(NamedTuple):
    """Hold one way to go on.

    Args:
        text: The whole query that is offered, as articles write it.
        kind: "words", or "title" where it is the title of an article.
    """

    text: str
    kind: str


class SuggestionTable:
    """Hold what one generation can suggest; never changes, so any threads may share it.

    Keys are folded, so that «الامريك» finds «الأمريكية»; what is shown is the spelling that
    most articles use.

    Args:
        articles: All articles of the generation, the newest last where they have an order.
        count: How many there are.
        analyzer: The analyzer of the index.
        pause: Called after every few articles; in it, other threads have their turn.
    """

    def __init__(
        self,
        articles: Iterable[Article],
        count: int,
        analyzer: Analyzer,
        pause: Callable[[], object] = lambda: None,
    ) -> None:
        self._analyzer = analyzer
        tally = _Tally(max(1, count // _SAMPLED_ARTICLES), analyzer)
        waiting = iter(articles)
        while batch := list(islice(waiting, _BATCH)):
            tally.add(batch)
            pause()
        entries = sorted(tally.entries(), key=attrgetter("key"))
        self._keys = [entry.key for entry in entries]
        self._counts = [entry.count for entry in entries]
        self._written = [entry.written for entry in entries]
        self._titles = list(reversed(tally.titles.values()))
        lines = [f"\n{key} " for key in reversed(tally.titles)]
        # One string, so that looking at every title is a single search in C.
        self._text = "".join(lines)
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line))

    def starting(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """Return ways to go on from a text, most frequent first, titles after words.

        Args:
            text: What is typed so far; its last word may be unfinished.
            limit: How many to return at most.
        """
        key = self._key(text)
        if not key:
            return ()
        words = [Suggestion(written, "words") for written in self._words(key, limit)]
        titles = [Suggestion(title, "title") for title in self._matching_titles(key, limit)]
        # Titles are long: half of the list at most is theirs, unless words leave more.
        shown = words[: max(limit - len(titles), limit - limit // 2)]
        typed = " ".join(text.split())
        found: dict[str, Suggestion] = {}
        for suggestion in (*shown, *titles):
            if suggestion.text != typed:
                found.setdefault(suggestion.text, suggestion)
        return tuple(found.values())[:limit]

    def _key(self, text: str) -> str:
        terms = [token.exact for token in self._analyzer.tokens(text)]
        if not terms:
            return ""
        # After a blank the word is finished: «حرب » asks what follows it.
        return " ".join(terms) + (" " if text[-1].isspace() else "")

    def _words(self, key: str, limit: int) -> list[str]:
        first = bisect_left(self._keys, key)
        last = bisect_right(self._keys, key + _PREFIX_END)
        best = heapq.nlargest(limit, range(first, last), key=self._counts.__getitem__)
        return [self._written[place] for place in best]

    def _matching_titles(self, key: str, limit: int) -> list[str]:
        found: dict[int, None] = {}
        for before in ("\n", " "):
            for number in self._lines_with(before + key):
                found[number] = None
                if len(found) >= limit:
                    break
        return [self._titles[number] for number in list(found)[:limit]]

    def _lines_with(self, part: str) -> Iterator[int]:
        place = self._text.find(part)
        while place >= 0:
            line = bisect_right(self._starts, place) - 1
            yield line
            place = self._text.find(part, self._starts[line + 1])


class _Entry(NamedTuple):
    key: str
    count: int  # type: ignore[assignment]  # hides tuple.count
    written: str


class _Tally:
    """Count words and phrases while articles pass by."""

    def __init__(self, step: int, analyzer: Analyzer) -> None:
        self.titles: dict[str, str] = {}
        self._analyzer = analyzer
        self._folded = FoldedWords(analyzer)
        self._step = step
        self._seen = 0
        # What was written as one, and how often; folded once, at the end.
        self._items: Counter[str] = Counter()
        self._phrases: Counter[str] = Counter()

    def add(self, articles: Sequence[Article]) -> None:
        """Count the next articles."""
        titles = [split_words(article.title) for article in articles]
        items = [item for parts in titles for item in parts[1::2]]
        self._folded.learn(items)
        self._items.update(items)
        for article, parts in zip(articles, titles, strict=True):
            self._add_title(article.title, parts)
        for article in articles[-self._seen % self._step :: self._step]:
            for part in (article.lead, article.body[:_SAMPLED_CHARS]):
                for item, count in Counter(split_words(part)[1::2]).items():
                    self._items[item] += count * self._step
        self._seen += len(articles)

    def _add_title(self, title: str, parts: Sequence[str]) -> None:
        words, between = parts[1::2], parts[2:-1:2]
        if not 0 < len(title) <= _LONGEST_TITLE or not words:
            return
        try:
            terms = list(map(self._folded.single.__getitem__, words))
        except KeyError:
            self._add_irregular(title)
            return
        self._keep(title, terms)
        stops = list(map(is_stop_word, terms))
        self._phrases.update(
            f"{words[place]} {words[place + 1]}"
            for place, gap in enumerate(between)
            if gap == " " and not (stops[place] or stops[place + 1])
        )

    def _add_irregular(self, title: str) -> None:
        """Count a title where something written as one is several words, or none."""
        tokens = self._analyzer.tokens(title)
        if not tokens:
            return
        self._keep(title, [token.exact for token in tokens])
        self._phrases.update(
            title[first.start : second.end]
            for first, second in pairwise(tokens)
            if title[first.end : second.start] == " "
            and not (is_stop_word(first.exact) or is_stop_word(second.exact))
        )

    def _keep(self, title: str, terms: Iterable[str]) -> None:
        key = " ".join(terms)
        # Of equal titles the newest keeps the place, at the end.
        self.titles.pop(key, None)
        self.titles[key] = " ".join(title.split())
        if len(self.titles) > _MOST_TITLES:
            del self.titles[next(iter(self.titles))]

    def entries(self) -> list[_Entry]:
        """Return the most frequent words and phrases, each once, as most articles write it."""
        phrases = Counter({p: n for p, n in self._phrases.items() if n >= _PHRASE_COUNT})
        return heapq.nlargest(
            _MOST_ENTRIES,
            [*self._fold(self._words()), *self._fold(phrases)],
            key=lambda entry: entry.count,
        )

    def _words(self) -> Counter[str]:
        self._folded.learn(self._items)
        words = Counter({i: n for i, n in self._items.items() if i in self._folded.single})
        for item, folded in self._folded.others.items():
            for written in folded.written:
                words[written] += self._items[item]
        return words

    def _fold(self, counts: Counter[str]) -> Iterator[_Entry]:
        totals: Counter[str] = Counter()
        best: dict[str, str] = {}
        # The most usual spelling of a key comes first and stays.
        for written, count in counts.most_common():
            key = self._folded.single.get(written) or self._key(written)
            totals[key] += count
            best.setdefault(key, written)
        for key, count in totals.items():
            if len(key) >= _SHORTEST_WORD and not key.isdecimal() and not is_stop_word(key):
                yield _Entry(key, count, _MARKS.sub("", best[key]))

    def _key(self, written: str) -> str:
        items = split_words(written)[1::2]
        return " ".join(chain.from_iterable(map(self._folded.terms, items)))

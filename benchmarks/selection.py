"""Selection: the queries of each class, chosen from a corpus by frequency, always the same."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from benchmarks.queries import FIELD, Kind, Query
from index.analysis import default_analyzer
from index.analysis.letters import ARABIC_LETTERS
from index.analysis.stopwords import is_stop_word
from index.article import Article
from index.schema import NO_DATE, article_fields

__all__ = ["select"]

SEED = 20240131
QUERIES = 30
"""Of each class."""

LOOKED_AT = 10_000
"""Articles whose words are counted; they are a sample already."""

RARE = (3, 0.001)
"""At least so many articles, at most this share of them."""

MIDDLING = (0.005, 0.02)
FREQUENT = (0.2, 1.0)

_T = TypeVar("_T")
_LETTERS = frozenset(ARABIC_LETTERS)


class _Words(NamedTuple):
    rare: list[str]
    middling: list[str]
    frequent: list[str]


class _Counted(NamedTuple):
    """Hold what was counted, each in how many articles."""

    words: Counter[str]
    pairs: Counter[tuple[str, str]]


def select(articles: Sequence[Article]) -> dict[Kind, list[Query]]:
    """Return the queries of each class.

    Args:
        articles: The first of them are looked at.
    """
    articles = articles[:LOOKED_AT]
    values = [article_fields(article, "") for article in articles]
    counted = _count(str(value[FIELD]) for value in values)
    words = _pools(counted.words, len(articles))
    draw = _Draw(random.Random(SEED))
    pairs = {
        kind: _pairs(counted.pairs, frozenset(pool))
        for kind, pool in ((Kind.PHRASE, words.middling), (Kind.FREQUENT_PHRASE, words.frequent))
    }
    long = [word for word in words.middling if len(word) >= 5]
    frequent = draw.some(words.frequent)
    dates = (value["date"] for value in values)
    days = sorted(day for day in dates if isinstance(day, int) and day != NO_DATE)
    return {
        Kind.RARE: draw.singles(words.rare),
        Kind.FREQUENT: [Query((word,)) for word in frequent],
        Kind.AND: draw.groups(words.frequent, 2),
        Kind.OR_2: draw.groups(words.frequent, 2),
        Kind.OR_5: draw.groups(words.frequent, 5),
        Kind.PHRASE: [Query(pair) for pair in draw.some(pairs[Kind.PHRASE])],
        Kind.FREQUENT_PHRASE: [Query(pair) for pair in draw.some(pairs[Kind.FREQUENT_PHRASE])],
        Kind.PREFIX: draw.singles(sorted({word[:3] for word in long})),
        Kind.WILDCARD: draw.singles(sorted({f"*{word[1:4]}*" for word in long})),
        Kind.FUZZY: draw.singles(long),
        Kind.RANGE: [Query(tuple(sorted(pair.words))) for pair in draw.groups(words.middling, 2)],
        Kind.DATES: [Query((word,), *draw.span(days)) for word in frequent if len(days) > 3],
        Kind.FACETS: [Query((word,)) for word in frequent],
        Kind.NEWEST: [Query((word,)) for word in frequent],
        Kind.SERVICE: [Query(pair) for pair in draw.some(_headline_pairs(articles))],
    }


def _count(texts: Iterable[str]) -> _Counted:
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    analyzer = default_analyzer()
    for text in texts:
        stems = [token.stem for token in analyzer.tokens(text)]
        words.update(set(stems))
        pairs.update(set(pairwise(stems)))
    return _Counted(words, pairs)


def _pools(counted: Counter[str], articles: int) -> _Words:
    """Part words by how many articles have them; the order is that of letters."""
    shares = {
        word: count / articles
        for word, count in sorted(counted.items())
        if len(word) >= 2 and _LETTERS.issuperset(word)
    }
    least = RARE[0] / articles
    return _Words(
        [word for word, share in shares.items() if least <= share <= max(RARE[1], least)],
        [word for word, share in shares.items() if MIDDLING[0] <= share <= MIDDLING[1]],
        [word for word, share in shares.items() if FREQUENT[0] <= share <= FREQUENT[1]],
    )


def _pairs(counted: Counter[tuple[str, str]], pool: frozenset[str]) -> list[tuple[str, str]]:
    """Return neighbours that are both in a pool and stand together in several articles."""
    several = RARE[0]
    return sorted(
        (one, two)
        for (one, two), count in counted.items()
        if count >= several and one != two and one in pool and two in pool
    )


def _headline_pairs(articles: Iterable[Article]) -> list[tuple[str, str]]:
    """Return neighbouring content words of titles, as they were written."""
    found: set[tuple[str, str]] = set()
    for article in articles:
        tokens = default_analyzer().tokens(article.title)
        found.update(
            (article.title[one.start : one.end], article.title[two.start : two.end])
            for one, two in pairwise(tokens)
            if not any(len(t.exact) < 3 or is_stop_word(t.exact) for t in (one, two))
        )
    return sorted(found)


class _Draw:
    """Draw from lists by chance, the same every time."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def some(self, pool: Sequence[_T]) -> list[_T]:
        return self._chance.sample(pool, min(QUERIES, len(pool)))

    def singles(self, pool: Sequence[str]) -> list[Query]:
        return [Query((word,)) for word in self.some(pool)]

    def groups(self, pool: Sequence[str], size: int) -> list[Query]:
        size = min(size, len(pool))
        return [Query(tuple(self._chance.sample(pool, size))) for _ in range(QUERIES) if size]

    def span(self, days: Sequence[int]) -> tuple[int, int]:
        """Return the first and last second of a quarter of the dated articles, in whole days."""
        start = self._chance.randrange(len(days) * 3 // 4)
        first, last = days[start], days[start + len(days) // 4]
        return first - first % _DAY, last - last % _DAY + _DAY - 1


_DAY = 86_400

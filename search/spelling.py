"""Spelling: the word of an index that a misspelt one was meant to be."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from itertools import islice

from whoosh.query import Or, Term
from whoosh.searching import Searcher

from index.analysis import Analyzer, View
from index.article import Article
from index.schema import FIELDS, field_name
from search.edits import distance, light_edits, one_edit
from search.vocabulary import Vocabulary

__all__ = ["as_written", "likelier", "nearest"]

_SHORTEST = 3
_LONGEST = 20
"""Shorter words are near everything; longer ones are not words."""

_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
"""A letter that is held down: جداااا. Hardly a word has three, but الله has two."""

_TWO_SLIPS_FROM = 5
"""A shorter word with two slips is another word."""

_MOST_SCANNED = 1_000
"""Terms looked at for two slips of any kind; they share the first half of the word."""

_USUAL = 20
"""A word cut short is offered only where so many articles, or one in 100, have it."""

_ENDINGS = frozenset(("ه", "ي", "يه", "ا", "ات", "ان", "ون", "ين", "هم", "ها", "نا", "يا", "ك"))
"""الخارجية is no slip of الخارج: to cut it would change the word, not mend it."""

_MOST_READ = 5
"""Articles read for how they write a term: one alone may misspell it, each costs a millisecond."""

_LONG = 6
_STRAY = 2
_TIMES = 5
_EASY = 0.6
"""A word that only its stem finds is doubted where it is so long, its stem is in so few articles,
and a word one easy slip away is in so many times as many. Of sound words that only their stem
finds, 8 in 1,000 are doubted (10,000 articles). Of 900 typos that could be, by three seeds, 822
are, and 692 of those offers are the word that was meant: 84 in 100 offers, and 77 in 100 typos
(39,391 articles)."""

_FAR = 2.0
_FREQUENCY_SHARE = 0.08
"""How much a frequent word draws: one in 1,000 articles more makes up for half a slip."""


def nearest(word: str, vocabulary: Vocabulary, articles: int) -> str:
    """Return the term that a misspelt word was most probably meant to be.

    The cost does not grow with the vocabulary: spellings one slip away, and two slips away
    where both are common, are made and looked up; other pairs of slips are sought only among
    the first terms that share the beginning of the word.

    Args:
        word: The word as a term of the exact view, which no article has.
        vocabulary: The terms that articles have.
        articles: How many articles there are.

    Returns:
        The term, or "" where none is near.
    """
    once = _STRETCHED.sub(r"\1", word)
    if once != word:
        shorter = [s for s in (once, _STRETCHED.sub(r"\1\1", word)) if len(s) >= _SHORTEST]
        meant = {s: vocabulary.frequency(View.EXACT, s) for s in shorter if vocabulary.has(s)}
        if meant:
            return max(meant, key=meant.__getitem__)
        word = once
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return ""
    near: dict[str, float] = {}
    for other, cost in one_edit(word):
        if cost < near.get(other, _FAR) and vocabulary.has(other):
            near[other] = cost
    if not near and len(word) >= _TWO_SLIPS_FROM:
        near = {o: cost for o, cost in light_edits(word).items() if vocabulary.has(o)}
        near = near or _scan(word, vocabulary)
    near.pop(word, None)
    counts = {other: vocabulary.frequency(View.EXACT, other) for other in near}
    usual = max(_USUAL, articles // 100)
    near = {o: cost for o, cost in near.items() if counts[o] >= usual or not _is_cut(word, o)}
    return _best(near, counts)


def likelier(word: str, stem_frequency: int, vocabulary: Vocabulary) -> str:
    """Return the term that a word was more probably meant to be than itself.

    Its stem may be that of a slip by chance: المدبنة finds the one article with مدبنة.

    Args:
        word: The word as a term of the exact view, which no article has.
        stem_frequency: How many articles have its stem.
        vocabulary: The terms that articles have.

    Returns:
        The term, or "" where the word may well stand.
    """
    if not _LONG <= len(word) <= _LONGEST or stem_frequency > _STRAY or not word.isalpha():
        return ""
    near: dict[str, float] = {}
    for other, cost in one_edit(word):
        if cost <= _EASY and cost < near.get(other, _FAR) and vocabulary.has(other):
            near[other] = cost
    near.pop(word, None)
    counts = {other: vocabulary.frequency(View.EXACT, other) for other in near}
    least = _TIMES * max(stem_frequency, 1)
    near = {o: c for o, c in near.items() if counts[o] >= least and not _is_cut(word, o)}
    return _best(near, counts)


def _best(near: Mapping[str, float], counts: Mapping[str, int]) -> str:
    """Return the nearest term, where a frequent one is somewhat nearer, or "" of none."""

    def rank(other: str) -> tuple[float, str]:
        return near[other] - _FREQUENCY_SHARE * math.log(counts[other]), other

    return min(near, key=rank, default="")


def _is_cut(word: str, other: str) -> bool:
    """Tell whether a term is the word without one of its endings: that is another sound word."""
    ending = word[len(other) :]
    return word.startswith(other) and ending in _ENDINGS and not other.endswith(ending)


def _scan(word: str, vocabulary: Vocabulary) -> dict[str, float]:
    """Return the terms two slips away that begin as the word does, among the first ones."""
    found: dict[str, float] = {}
    letters = set(word)
    for other in islice(vocabulary.starting(word[: len(word) // 2 + 1]), _MOST_SCANNED):
        # Each slip changes two letters of the set at most, and looking there costs little.
        near = abs(len(other) - len(word)) <= 2 and len(letters.symmetric_difference(other)) <= 4
        if near and (cost := distance(word, other)) <= _FAR:
            found[other] = cost
    return found


def as_written(term: str, typed: str, searcher: Searcher, analyzer: Analyzer) -> str:
    """Return a term as articles write it: terms have lost their hamzas and dots.

    Args:
        term: A term of the exact view that an article has.
        typed: Of forms as usual as each other, the one nearest to this is taken.
        searcher: A searcher that no other thread uses meanwhile.
        analyzer: The analyzer of the index.
    """
    anywhere = Or([Term(field_name(field, View.EXACT), term) for field in FIELDS])
    forms = Counter[str]()
    for number in islice(searcher.docs_for_query(anywhere), _MOST_READ):
        article = Article.from_json(searcher.stored_fields(number)["article"])
        forms.update(
            {
                _bare(text[token.start : token.end])
                for text in (article.title, article.lead, article.body)
                for token in analyzer.tokens(text)
                if token.exact == term
            }
        )
    return min(forms, key=lambda form: (-forms[form], distance(typed, form), form), default=term)


def _bare(written: str) -> str:
    """Return a written word without vowel marks, stretching and invisible controls."""
    composed = unicodedata.normalize("NFC", written)
    kept = (c for c in composed if unicodedata.category(c) not in ("Mn", "Cf") and c != "ـ")
    return "".join(kept)

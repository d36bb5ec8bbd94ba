"""Spelling: another spelling of a query, where no article has one of its words."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from itertools import islice

from whoosh.query import Or, Term
from whoosh.searching import Searcher

from index.analysis import Analyzer, View
from index.article import Article
from index.schema import FIELDS, field_name
from search.clauses import Clause, ParsedQuery, Word
from search.edits import distance, light_edits, one_edit
from search.vocabulary import Vocabulary

__all__ = ["suggest"]

_SHORTEST = 3
_LONGEST = 20
"""Shorter words are near everything; longer ones are not words."""

_TWO_SLIPS_FROM = 5
"""A shorter word with two slips is another word."""

_MOST_WORDS = 2
"""A query with more unknown words is not a misspelling of ours; each costs milliseconds."""

_MOST_SCANNED = 1_000
"""Terms looked at for two slips of any kind; they share the first half of the word."""

_FAR = 2.0
_FREQUENCY_SHARE = 0.1
"""How much a frequent word draws: one in 1,000 articles makes up for two thirds of a slip."""


def suggest(
    parsed: ParsedQuery, missing: Iterable[Word], searcher: Searcher, analyzer: Analyzer
) -> str:
    """Return the query with its unknown words replaced by the nearest that articles have.

    The cost does not grow with the vocabulary: spellings one slip away, and two slips away
    where both are common, are made and looked up; other pairs of slips are sought only among
    the first terms that share the beginning of the word.

    Args:
        parsed: The query.
        missing: Its words that no article has.
        searcher: A searcher that no other thread uses meanwhile.
        analyzer: The analyzer of the index.

    Returns:
        The query as typed but for those words, or "" where none of them is near another.
    """
    vocabulary = Vocabulary(searcher)
    text = parsed.text
    # A sign that stands for several words (ﷺ) is not misspelt.
    signs = {clause.words[0].start for clause in parsed.clauses if _is_sign(clause)}
    words = [word for word in dict.fromkeys(missing) if word.start not in signs]
    for word in sorted(words[:_MOST_WORDS], reverse=True):
        term = _nearest(word.exact, vocabulary)
        if term:
            typed = parsed.text[word.start : word.end]
            text = (
                text[: word.start] + _as_written(term, typed, searcher, analyzer) + text[word.end :]
            )
    return text if text != parsed.text else ""


def _is_sign(clause: Clause) -> bool:
    return len(clause.words) > 1 and clause.words[0].end == clause.words[-1].end


def _nearest(word: str, vocabulary: Vocabulary) -> str:
    """Return the term that a misspelt one was most probably meant to be, or ""."""
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

    def rank(other: str) -> tuple[float, str]:
        drawn = _FREQUENCY_SHARE * math.log(vocabulary.frequency(View.EXACT, other))
        return near[other] - drawn, other

    return min(near, key=rank, default="")


def _scan(word: str, vocabulary: Vocabulary) -> dict[str, float]:
    """Return the terms two slips away that begin as the word does, among the first ones."""
    found = {}
    for other in islice(vocabulary.starting(word[: len(word) // 2 + 1]), _MOST_SCANNED):
        if abs(len(other) - len(word)) <= 2 and (cost := distance(word, other)) <= _FAR:
            found[other] = cost
    return found


def _as_written(term: str, typed: str, searcher: Searcher, analyzer: Analyzer) -> str:
    """Return a term as an article writes it: terms have lost their hamzas and dots."""
    anywhere = Or([Term(field_name(field, View.EXACT), term) for field in FIELDS])
    number = next(iter(searcher.docs_for_query(anywhere)))
    article = Article.from_json(searcher.stored_fields(number)["article"])
    forms = {
        _bare(text[token.start : token.end])
        for text in (article.title, article.lead, article.body)
        for token in analyzer.tokens(text)
        if token.exact == term
    }
    return min(forms, key=lambda form: (distance(typed, form), form), default=term)


def _bare(written: str) -> str:
    """Return a written word without vowel marks, stretching and invisible controls."""
    composed = unicodedata.normalize("NFC", written)
    kept = (c for c in composed if unicodedata.category(c) not in ("Mn", "Cf") and c != "ـ")
    return "".join(kept)

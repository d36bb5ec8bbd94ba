"""Related searches: what the best results speak of together, besides what was asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from index.analysis import Analyzer, Token, View, is_stop_word
from search.markup import to_text
from search.rank import inverse_frequency
from search.results import Results
from search.vocabulary import Vocabulary

__all__ = ["related"]

_LONGEST: Final = 3
"""Words of a phrase; longer ones are whole titles."""

_SHORTEST_STEM: Final = 3

_TOGETHER: Final = 2
"""So many results must have a phrase, or one of them alone would speak for all."""

_LOOKED_UP: Final = 30
"""Phrases whose words are looked up in the index, those of most results first."""

_COMMON_SHARE: Final = 0.1
_COMMON_AT_LEAST: Final = 20
"""A word of more articles than this is of no subject."""

Stems = tuple[str, ...]


class _Phrase(NamedTuple):
    """Hold what is known of one phrase.

    Args:
        results: Numbers of the results that have it.
        written: How it is written, and how often.
    """

    results: set[int]
    written: Counter[str]


def related(
    results: Results, analyzer: Analyzer, vocabulary: Vocabulary, articles: int, limit: int
) -> tuple[str, ...]:
    """Return other searches, each of which finds at least two of the results.

    They are made of the titles and snippets that the page shows, so nothing more is read. A
    phrase is searched alone; a word by itself narrows what was asked.

    Args:
        results: The answer, at its first page.
        analyzer: That of the index.
        vocabulary: The words of the index.
        articles: How many articles the index has.
        limit: How many to return at most.
    """
    asked = {token.stem for token in analyzer.tokens(results.query)}
    phrases = _phrases(results, analyzer, asked)
    most = sorted(phrases, key=lambda p: (-len(phrases[p].results), -len(p), p))[:_LOOKED_UP]
    common = max(_COMMON_AT_LEAST, int(_COMMON_SHARE * articles))
    new = {stem for stems in most for stem in stems} - asked
    frequencies = {stem: vocabulary.frequency(View.STEM, stem) for stem in new}
    worth: dict[Stems, float] = {}
    for stems in most:
        known = [frequencies[stem] for stem in stems if stem in frequencies]
        if 0 < min(known) <= common:
            telling = sum(inverse_frequency(articles, n) for n in known) / len(known)
            worth[stems] = len(phrases[stems].results) * telling * (1 + len(stems)) / 2
    # A search with operators or fields would mean something else with a word behind it.
    narrows = results.structure is None and not results.relaxed
    chosen: list[Stems] = []
    for stems in sorted(worth, key=lambda p: (-worth[p], p)):
        if len(chosen) == limit:
            break
        if (len(stems) > 1 or narrows) and not any(set(stems) & set(other) for other in chosen):
            chosen.append(stems)
    return tuple(_search(results.query, stems, phrases[stems]) for stems in chosen)


def _search(query: str, stems: Stems, phrase: _Phrase) -> str:
    written = min(phrase.written, key=lambda text: (-phrase.written[text], text))
    return written if len(stems) > 1 else f"{' '.join(query.split())} {written}"


def _phrases(results: Results, analyzer: Analyzer, asked: AbstractSet[str]) -> dict[Stems, _Phrase]:
    texts: list[tuple[int, str, list[Token]]] = []
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for number, hit in enumerate(results.hits):
        for text in dict.fromkeys((to_text(hit.title), to_text(hit.snippet))):
            tokens = analyzer.tokens(text)
            texts.append((number, text, tokens))
            for token in tokens:
                holders[token.stem].add(number)
    # A phrase of several results has no word of one alone, and most words are of one alone.
    shared = {stem for stem, numbers in holders.items() if len(numbers) >= _TOGETHER}
    met: defaultdict[Stems, list[tuple[int, str]]] = defaultdict(list)
    for number, text, tokens in texts:
        for run in _runs(text, tokens, shared):
            for span in _spans(run):
                stems = tuple([token.stem for token in span])
                met[stems].append((number, text[span[0].start : span[-1].end]))
    phrases: dict[Stems, _Phrase] = {}
    for stems, places in met.items():
        if len(places) >= _TOGETHER and not asked >= set(stems) and len(set(stems)) == len(stems):
            phrase = _Phrase({number for number, _ in places}, Counter(text for _, text in places))
            if len(phrase.results) >= _TOGETHER:
                phrases[stems] = phrase
    return phrases


def _can_begin(token: Token) -> bool:
    """Return whether a word has no particle in front: لمكافحة الإرهاب is half of something."""
    return token.exact == token.stem or _is_definite(token)


def _is_definite(token: Token) -> bool:
    """Return whether a word is a noun with the article; by itself, any other may be a verb."""
    return token.exact.startswith("ال") and token.stem != token.exact


def _runs(text: str, tokens: Sequence[Token], shared: AbstractSet[str]) -> Iterator[list[Token]]:
    """Yield the telling words that stand together: no sign and no function word between them.

    Args:
        text: The text.
        tokens: Its words.
        shared: Stems of several results; a word that has none of them ends a run.
    """
    run: list[Token] = []
    end = 0
    for token in tokens:
        telling = (
            (token.stem in shared or token.exact.isdecimal())
            and len(token.stem) >= _SHORTEST_STEM
            and not is_stop_word(token.exact)
        )
        if run and (not telling or text[end : token.start] != " "):
            yield run
            run = []
        if telling and not token.exact.isdecimal():
            run.append(token)
        end = token.end
    if run:
        yield run


def _spans(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    for start, token in enumerate(tokens):
        if _can_begin(token):
            alone = 1 if _is_definite(token) else 2
            for end in range(start + alone, min(start + _LONGEST, len(tokens)) + 1):
                yield tokens[start:end]

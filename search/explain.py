"""Explanation: the numbers that add up to an article's score, a term, view and field at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from whoosh import query
from whoosh.query import terms as term_queries
from whoosh.searching import Searcher

from index.columnar.evaluation import Columns
from index.columnar.matches import Matches
from index.columnar.segment import Segment
from index.columnar.textfield import LENGTHS, TextField
from index.schema import NO_DATE
from search.coverage import Covering, covering, factor
from search.rank import ArticleModel, part_of
from search.recency import freshness, newest
from search.results import Contribution, Explanation

__all__ = ["explain"]


class _Leaf(NamedTuple):
    """Hold a part of a tree that gives one number.

    Args:
        tree: The part.
        boost: What the parts around it multiply that number by.
    """

    tree: query.Query
    boost: float


class _Found(NamedTuple):
    leaf: _Leaf
    matches: Sequence[Matches]


def explain(
    tree: query.Query,
    searcher: Searcher,
    numbers: Sequence[int],
    half_life: float | None = None,
) -> Mapping[int, Explanation]:
    """Return why articles have the scores that `search.execute` gives them.

    Every leaf of the tree is evaluated once more, alone, whatever the time; so this is for a page
    of results, not for all of them.

    Args:
        tree: What found the articles.
        searcher: A searcher over the same index that no other thread uses meanwhile.
        numbers: Their document numbers in the searcher.
        half_life: That of the request.

    Returns:
        An explanation for each number.
    """
    model = ArticleModel(searcher)
    columns = Columns(searcher, model)
    segments = columns.segments()
    found = [_Found(leaf, columns.evaluate(leaf.tree)) for leaf in _leaves(tree, 1.0)]
    covered = covering(tree, columns, model) if isinstance(tree, Covering) else None
    last = newest(segment for segment, _ in segments) if half_life is not None else NO_DATE
    explained = {}
    for number in numbers:
        place = max(i for i, (_, offset) in enumerate(segments) if offset <= number)
        segment, offset = segments[place]
        doc = number - offset
        coverage = None
        if covered is not None:
            at = np.searchsorted(covered[place].matches.docs, doc)
            coverage = float(covered[place].coverage[at])
        shares = [
            share
            for leaf, matches in found
            if (share := _share(leaf, matches[place], segment, doc, model)) is not None
        ]
        shares.sort(key=lambda share: -share.score)
        weighed = 1.0 if coverage is None else float(factor(np.array([coverage]))[0])
        total = sum(share.score for share in shares) * weighed
        new = 1.0
        if half_life is not None:
            dates = segment.numbers("date").values[doc : doc + 1]
            new = float(freshness(dates, last, half_life)[0])
        explained[number] = Explanation(total * new, coverage, weighed, tuple(shares), new)
    return explained


def _leaves(tree: query.Query, boost: float) -> Iterator[_Leaf]:
    """Yield the parts whose scores add up to that of the tree."""
    if isinstance(tree, Covering):
        for part in tree.parts:
            yield from _leaves(part.found, boost)
            if part.pieces is not None:
                yield from _leaves(part.pieces, boost)
        for more in tree.bonus:
            yield from _leaves(more, boost)
    elif isinstance(tree, query.And) or (isinstance(tree, query.Or) and not tree.scale):
        for child in tree.subqueries:
            yield from _leaves(child, boost * tree.boost)
    elif isinstance(tree, query.AndMaybe):
        yield from _leaves(tree.a, boost)
        yield from _leaves(tree.b, boost)
    elif isinstance(tree, query.AndNot | query.Require):
        # What only keeps or drops articles adds nothing to their scores.
        yield from _leaves(tree.a, boost)
    else:
        yield _Leaf(tree, boost)


def _share(
    leaf: _Leaf, matches: Matches, segment: Segment, doc: int, model: ArticleModel
) -> Contribution | None:
    found, place = matches.find(np.array([doc], np.uint32))
    if not found[0]:
        return None
    score = float(matches.scores[place[0]]) * leaf.boost
    name = str(leaf.tree.field() or "")
    part = part_of(name)
    field, view = (part[0], part[1].value) if part else (name, "")
    share = Contribution(_written(leaf.tree), field, view, score)
    if part is None or not isinstance(leaf.tree, query.Term):
        return share
    text = segment.text(name)
    term = str(leaf.tree.text).encode()
    return share._replace(
        weight=leaf.tree.boost * leaf.boost,
        idf=model.idf(name, term),
        frequency=_frequency(text, text.terms.find(term), doc),
        length=int(LENGTHS[text.lengths[doc]]),
    )


def _frequency(text: TextField, term: int, doc: int) -> int:
    return int(text.freqs(term)[np.searchsorted(text.docs(term), doc)])


def _written(tree: query.Query) -> str:
    """Return what a leaf searches, as an administrator would write it."""
    if isinstance(tree, query.Phrase):
        return f'"{" ".join(tree.words)}"'
    if isinstance(tree, query.Term):
        return str(tree.text)
    if isinstance(tree, query.Prefix):
        return f"{tree.text}*"
    if isinstance(tree, query.FuzzyTerm):
        return f"{tree.text}~"
    if isinstance(tree, term_queries.MultiTerm | query.Wildcard):
        return str(getattr(tree, "text", tree))
    return str(tree)

"""A whole article with the words of a query marked, a paragraph at a time."""

from __future__ import annotations

import re

from index.article import Article
from search.marking import Marker, cut
from search.results import MarkedArticle, Slice

__all__ = ["mark_article"]

_PARAGRAPH_END = re.compile(r"\n\s*\n")


def mark_article(article: Article, marker: Marker) -> MarkedArticle:
    """Return an article in slices.

    Args:
        article: The article.
        marker: Finds the query's words.
    """
    body = article.body
    # The body is marked whole, as it was indexed: a phrase may go over the end of a paragraph.
    words = marker.words(body).marked
    paragraphs: list[tuple[Slice, ...]] = []
    start = 0
    ends = [(match.start(), match.end()) for match in _PARAGRAPH_END.finditer(body)]
    for end, following in [*ends, (len(body), len(body))]:
        if body[start:end].strip():
            paragraphs.append(cut(body, start, end, words))
        start = following
    return MarkedArticle(
        article, marker.mark(article.title), marker.mark(article.lead), tuple(paragraphs)
    )

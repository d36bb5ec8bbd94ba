"""Marks on the page of one article, numbered so that each has an address, such as #m1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

from search.markup import to_html
from search.results import MarkedArticle, Slice

__all__ = ["NumberedArticle", "number_marks"]

_LINKED = 20


@dataclass(frozen=True, slots=True)
class NumberedArticle:
    """Hold an article as HTML.

    Args:
        title: Its title.
        lead: Its lead; empty where it has none.
        body: Its paragraphs.
        marks: How many words are marked, numbered from 1 in the order of reading.
    """

    title: Markup
    lead: Markup
    body: tuple[Markup, ...]
    marks: int

    @property
    def linked(self) -> tuple[int, ...]:
        """Return the marks that are linked to by number: the first twenty, and the last."""
        first = range(1, min(self.marks, _LINKED) + 1)
        return (*first, self.marks) if self.marks > _LINKED else tuple(first)


def number_marks(found: MarkedArticle) -> NumberedArticle:
    """Return an article as HTML in which every mark has its number as id.

    Args:
        found: The article.
    """
    numbers = count(1)

    def html(slices: Sequence[Slice]) -> Markup:
        parts = []
        for piece in slices:
            escaped = to_html((piece,))
            if piece.marked:
                escaped = escaped.replace("<mark>", f'<mark id="m{next(numbers)}">', 1)
            parts.append(escaped)
        # to_html escapes every slice; only its own <mark> is markup.
        return Markup("".join(parts))  # noqa: S704

    title, lead = html(found.title), html(found.lead)
    body = tuple(html(paragraph) for paragraph in found.body)
    return NumberedArticle(title, lead, body, next(numbers) - 1)

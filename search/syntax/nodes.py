"""The tree of a structured query, as plain values."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import Enum

__all__ = [
    "Dates",
    "Either",
    "Field",
    "Fuzzy",
    "Group",
    "Item",
    "Node",
    "Occur",
    "Pattern",
    "Phrase",
    "Scoped",
    "Span",
    "Word",
    "is_filter",
]

Span = tuple[int, int]
"""Where something stands in the query, in characters: start and end."""

_NOWHERE = (0, 0)


class Field(Enum):
    """Name what a part of a query is searched in; the value is the name in the normal form."""

    TITLE = "title"
    BODY = "body"
    SECTION = "section"
    SOURCE = "source"
    TAG = "tag"
    DATE = "date"

    @property
    def is_text(self) -> bool:
        """Whether it holds running text, and not a value or a day."""
        return self in (Field.TITLE, Field.BODY)


class Occur(Enum):
    """Say whether an article has a part of a group; the value is the sign in the normal form.

    PLAIN is required, unless a part beside it is a MUST: then it only ranks.
    """

    PLAIN = ""
    MUST = "+"
    NOT = "-"


@dataclass(frozen=True, slots=True)
class Word:
    """Ask for a word in any form of it.

    Args:
        text: The written word.
        span: Where it stands; it does not tell two words apart.
    """

    text: str
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Ask for words in this form and order.

    Args:
        words: The written words, at least one.
        gap: How many other words may stand between each and the next.
        span: Where the words stand.
    """

    words: tuple[str, ...]
    gap: int = 0
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Ask for the words of a pattern.

    Args:
        text: As written; `*` stands for any letters, `?` for one.
        span: Where it stands.
    """

    text: str
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Ask for words that differ little from one.

    Args:
        text: The written word.
        edits: In how many letters they may differ, 1 or 2.
        span: Where it stands.
    """

    text: str
    edits: int
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Dates:
    """Ask for articles of some days, both ends included; None is an open end, never both.

    Args:
        first: The first day.
        last: The last day.
        span: Where it stands.
    """

    first: date | None
    last: date | None
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Scoped:
    """Ask for something in one field.

    Args:
        field: The field; never DATE.
        node: What is asked for there.
        span: Where both stand.
    """

    field: Field
    node: Node
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Either:
    """Ask for one of several things or more.

    Args:
        nodes: At least two.
        span: Where they stand.
    """

    nodes: tuple[Node, ...]
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one part of a group.

    Args:
        occur: Whether an article has it.
        node: What it is.
    """

    occur: Occur
    node: Node


@dataclass(frozen=True, slots=True)
class Group:
    """Ask for several things together.

    Args:
        items: At least one; a single one is not PLAIN.
        span: Where they stand.
    """

    items: tuple[Item, ...]
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


Node = Word | Phrase | Pattern | Fuzzy | Dates | Scoped | Either | Group


def is_filter(node: Node) -> bool:
    """Tell whether a node keeps articles and says nothing of their words.

    Args:
        node: The node.
    """
    return isinstance(node, Dates) or (isinstance(node, Scoped) and not node.field.is_text)

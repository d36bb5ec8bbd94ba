"""The printer: the normal form of a tree, which parses to the same tree."""

from __future__ import annotations

from search.syntax.names import Operator
from search.syntax.nodes import (
    Dates,
    Either,
    Fuzzy,
    Group,
    Item,
    Node,
    Occur,
    Pattern,
    Phrase,
    Scoped,
    Word,
)

__all__ = ["to_text"]


def to_text(node: Node) -> str:
    """Return the normal form of a tree: English names, ASCII marks, days in ISO 8601.

    Args:
        node: The tree.
    """
    match node:
        case Group(items):
            return " ".join(map(_item, items))
        case Either(nodes):
            return f" {Operator.OR.value} ".join(map(_closed, nodes))
        case _:
            return _closed(node)


def _item(item: Item) -> str:
    # Side by side binds less than OR, so only a signed Either needs brackets.
    if item.occur is Occur.PLAIN and isinstance(item.node, Either):
        return to_text(item.node)
    text = _closed(item.node)
    # A sign before a digit or a star is none.
    signs = item.occur is Occur.PLAIN or text[0].isalpha() or text[0] in '"('
    return item.occur.value + (text if signs else f"({text})")


def _closed(node: Node) -> str:
    """Return text that nothing beside it can take apart."""
    match node:
        case Word(text) | Pattern(text):
            return text
        case Phrase(words, gap):
            return f'"{" ".join(words)}"' + (f"~{gap}" if gap else "")
        case Fuzzy(text, edits):
            return f"{text}~{edits}"
        case Dates(first, last):
            days = f"{first.isoformat() if first else ''}..{last.isoformat() if last else ''}"
            # Behind an open end a number that follows would close the range.
            return f"date:{days}" if first and last else f"date:({days})"
        case Scoped(field, inner):
            return f"{field.value}:{_closed(inner)}"
        case _:
            return f"({to_text(node)})"

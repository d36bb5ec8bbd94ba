"""The layout of a segment: which fields of the schema are text, words or numbers."""

from __future__ import annotations

from typing import NamedTuple

from whoosh import fields

from index.analysis import View
from index.schema import FIELDS, field_name, make_schema

__all__ = ["LAYOUT", "Layout", "TextPart"]


class TextPart(NamedTuple):
    """Say what a text field is made of.

    Args:
        part: One of `index.schema.FIELDS`.
        view: The view of it.
        positions: Whether positions are kept.
    """

    part: str
    view: View
    positions: bool


class Layout(NamedTuple):
    """Say how each field of the schema is stored.

    Args:
        texts: Fields with postings.
        keywords: Fields with one word a document.
        lists: Fields with any number of words a document.
        numbers: Fields with one 64-bit number a document, and the step of their coarser terms.
        stored: The field that is only stored.
    """

    texts: dict[str, TextPart]
    keywords: tuple[str, ...]
    lists: tuple[str, ...]
    numbers: dict[str, int]
    stored: str


def _layout() -> Layout:
    schema = make_schema()
    texts = {field_name(part, view): (part, view) for part in FIELDS for view in View}
    (stored,) = (name for name, field in schema.items() if isinstance(field, fields.STORED))
    return Layout(
        texts={
            name: TextPart(part, view, bool(schema[name].format.supports("positions")))
            for name, (part, view) in texts.items()
        },
        keywords=tuple(name for name, field in schema.items() if type(field) is fields.ID),
        lists=tuple(name for name, field in schema.items() if type(field) is fields.KEYWORD),
        numbers={
            name: field.shift_step
            for name, field in schema.items()
            if isinstance(field, fields.NUMERIC)
        },
        stored=stored,
    )


LAYOUT = _layout()
"""How each field of the schema is stored."""

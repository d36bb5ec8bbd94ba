"""The words of the query language: operators and fields, in Arabic and English."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from index.analysis.letters import CONTROLS, MARKS, char_class
from search.syntax.nodes import Field

__all__ = [
    "ARABIC_OPERATORS",
    "FIELDS",
    "Operator",
    "arabic_operator",
    "english_operator",
    "unmark",
]

_MARK = re.compile(f"[{char_class(MARKS + CONTROLS)}]+")


class Operator(Enum):
    """Name what joins two parts of a query; the value is how the normal form writes it."""

    AND = "AND"
    OR = "OR"
    NOT = "NOT"


class _Row(NamedTuple):
    operator: Operator
    english: str
    arabic: str


# English operators are capitals, so that "and" in a title stays a word. The Arabic ones are
# words of every day: they count only on the evidence that `search.syntax.evidence` asks for.
_OPERATORS = (
    _Row(Operator.AND, "AND", "و"),
    _Row(Operator.OR, "OR", "أو او"),
    _Row(Operator.NOT, "NOT", "ليس وليس بدون وبدون"),
)

_ENGLISH = {row.english: row.operator for row in _OPERATORS}
_ARABIC = {word: row.operator for row in _OPERATORS for word in row.arabic.split()}

ARABIC_OPERATORS = tuple(_ARABIC)
"""The Arabic words that may be operators."""

FIELDS = {
    name: field
    for field, names in (
        # A headline often begins «مصدر: …»; so a name counts only where no blank follows.
        (Field.TITLE, "title عنوان العنوان"),
        (Field.BODY, "body text نص النص"),
        (Field.SECTION, "section category قسم القسم"),
        (Field.SOURCE, "source مصدر المصدر"),
        (Field.TAG, "tag وسم الوسم"),
        (Field.DATE, "date تاريخ التاريخ"),
    )
    for name in names.split()
}
"""For each name of a field, in lower case and without marks, the field."""


def english_operator(word: str) -> Operator | None:
    """Return the operator that a word in capitals is, or None.

    Args:
        word: A written word.
    """
    return _ENGLISH.get(word)


def arabic_operator(word: str) -> Operator | None:
    """Return the operator that an Arabic word may be, or None.

    Args:
        word: A written word; vowel marks do not change it.
    """
    return _ARABIC.get(unmark(word))


def unmark(text: str) -> str:
    """Return a text without vowel marks, tatweel and controls, which stand inside of words.

    Args:
        text: The text.
    """
    return _MARK.sub("", text)

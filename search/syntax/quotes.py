"""Quotation marks: which pairs hold a phrase, and the sign of a word that is meant as typed."""

from __future__ import annotations

import re

__all__ = ["GAP", "QUOTED", "is_quote"]

# Each opening mark with the marks that close it. Keyboards and word processors pair the
# curved ones in both directions, so either of the two closes what either opened.
QUOTED = re.compile(
    r'"(?P<straight>[^"]*)"'
    r"|«(?P<angle>[^«»]*)»"
    r"|[“”](?P<curved>[^“”]*)[“”]"
    r'|„(?P<low>[^„“”"]*)[“”"]'
    # A word after = is a phrase of one word.
    r"|=(?<![^\s(+\-:]=)(?P<same>[^\W\d_][^\s()\"«»“”„]*)"
)
"""Matches a phrase with its marks; the group that matched is what stands between them."""

GAP = re.compile(r"~(\d{1,2})(?!\w)")
"""Matches how many other words may stand between those of the phrase before it."""

_MARKS = frozenset('"«»“”„')


def is_quote(char: str) -> bool:
    """Tell whether a character is a quotation mark.

    Args:
        char: One character, or "".
    """
    return char in _MARKS

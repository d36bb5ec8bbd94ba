"""Markup: slices as HTML, plain text, or text for a terminal."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from search.results import Slice

__all__ = ["to_html", "to_terminal", "to_text"]

# Not allowed in HTML, whether written or as a reference: C0 and C1 controls but for white
# space, lone surrogates and noncharacters.
_NOT_HTML = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

# Escape sequences begin with a C0 or C1 control; an embedding, override or isolate that is not
# closed turns the rest of the screen around. Joiners (U+200C, U+200D) are spelling and stay.
_NOT_TERMINAL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# What HTML cannot have as it is; few slices have any of it.
_SPECIAL = re.compile(f"[&<>\"'{_NOT_HTML.pattern[1:]}")

_BLANKS = re.compile("[\t-\r\x85\u2028\u2029]+ *")

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def to_html(slices: Iterable[Slice]) -> str:
    """Return slices as HTML in which `<mark>` is the only element.

    Args:
        slices: Original text; each slice is escaped apart.
    """
    parts = []
    for text, marked in slices:
        escaped = html.escape(_NOT_HTML.sub("", text)) if _SPECIAL.search(text) else text
        parts.append(f"<mark>{escaped}</mark>" if marked else escaped)
    return "".join(parts)


def to_text(slices: Iterable[Slice]) -> str:
    """Return slices as the plain text that they were cut from.

    Args:
        slices: Original text.
    """
    return "".join([text for text, _ in slices])


def to_terminal(slices: Iterable[Slice]) -> str:
    """Return slices as one line for a terminal, marked words in bold.

    Args:
        slices: Original text; controls that could change the terminal's state are left out, and
            ends of lines become blanks.
    """
    parts = []
    for text, marked in slices:
        clean = _NOT_TERMINAL.sub("", _BLANKS.sub(" ", text))
        parts.append(f"{_BOLD}{clean}{_PLAIN}" if marked else clean)
    return "".join(parts)

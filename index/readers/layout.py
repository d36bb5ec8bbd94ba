"""The parts of an article in running text: title, dateline, lead, section line, body."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from index.readers import dates, limits

__all__ = ["Layout", "first_words", "is_title", "letters", "paragraphs", "split"]

_BREAKS = re.compile("\r\n?|[\v\f\u0085\u2028\u2029]")
_BREAK_CHARS = "\r\v\f\u0085\u2028\u2029"
_LABEL = re.compile("^(?:تاريخ النشر|نُ?شر(?:ت)?(?: في)?|تم النشر(?: في)?|التاريخ)[: ]+")
# "العالم- الامريكيتان": a name or two of at most four words, and nothing that ends a sentence.
_WORD = r"[^\W\d_][\w\u064b-\u065f\u0670\u0640]*"
_NAME = rf"{_WORD}(?: (?:{_WORD}|\d+)){{0,3}}"
_SECTION_LINE = re.compile(rf"({_NAME}) ?[-–—] ?({_NAME})")
_MAX_SECTION_CHARS = 80
_TITLE_WORDS = 12


class Layout(NamedTuple):
    """Hold the parts of an article; what is missing is "" or None."""

    title: str
    date: datetime | None
    lead: str
    source: str
    section: str
    body: str


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text.

    Empty lines part paragraphs, and the lines of one (verse) stay lines. In a text without any
    empty line every line is a paragraph.

    Args:
        text: The text, with line ends of any system.
    """
    # To look for six characters takes a tenth of the time of looking for the expression.
    if any(char in text for char in _BREAK_CHARS):
        text = _BREAKS.sub("\n", text)
    joined = "\n".join([" ".join(line.split()) for line in text.split("\n")]).strip("\n")
    if "\n\n" not in joined:
        return [part for part in joined.split("\n") if part]
    return [part for raw in joined.split("\n\n") if (part := raw.strip("\n"))]


def letters(text: str) -> str:
    """Return only the letters and digits of a text, to compare what marks and spaces part."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def is_title(text: str, title_letters: str) -> bool:
    """Tell whether a text is a title over again, but for marks, spaces and punctuation.

    Args:
        text: The text.
        title_letters: The `letters` of the title.
    """
    # The marks of a vowelled title outnumber its letters at most by two to one.
    return len(text) <= 4 * limits.MAX_TITLE_CHARS and letters(text) == title_letters


def first_words(text: str) -> str:
    """Return a title for an article that has none: its first words.

    Args:
        text: Its body or lead.
    """
    words = text.split(None, _TITLE_WORDS)
    title = " ".join(words[:_TITLE_WORDS])
    if len(title) > limits.MAX_TITLE_CHARS:
        return title[: limits.MAX_TITLE_CHARS].rstrip() + "…"
    return title + "…" if len(words) > _TITLE_WORDS else title


def split(parts: Sequence[str], title: str = "", *, opening: bool = True) -> Layout:
    """Find the parts of an article, losing nothing: what is not recognised is body.

    A section line counts only under a dateline or a repeated title, so that a paragraph such as
    "القاهرة - رويترز" elsewhere stays where it is; a lead only above a section line.

    Args:
        parts: The paragraphs, as `paragraphs` gives them.
        title: The title where it is known from elsewhere; else the first line is one.
        opening: Whether to look for a lead and a section line.
    """
    lines = [line for part in parts for line in (*part.split("\n"), "")]
    if not title:
        first = next((line for line in lines if line), "")
        if len(first) > limits.MAX_TITLE_CHARS:
            return Layout(first_words(first), None, "", "", "", "\n\n".join(parts))
        title = first
    at, repeats, date = _header(lines, title)
    rest = _regroup(lines[at:])
    lead, source, section = "", "", ""
    if opening and (date is not None or repeats > 1):
        lead, source, section, rest = _opening(rest)
    return Layout(title, date, lead, source, section, "\n\n".join(rest))


def _header(lines: Sequence[str], title: str) -> tuple[int, int, datetime | None]:
    """Return where the header ends, how often it has the title, and its date."""
    at, repeats = 0, 0
    date: datetime | None = None
    wanted = letters(title)
    for number, line in enumerate(lines):
        if not line:
            continue
        if repeats < 2 and is_title(line, wanted):
            repeats += 1
        elif date is None and (found := dates.parse(_LABEL.sub("", line))):
            date = found
        else:
            break
        at = number + 1
    return at, repeats, date


def _regroup(lines: Sequence[str]) -> list[str]:
    """Put lines back into paragraphs: `split` took them apart to look at single lines."""
    grouped: list[str] = []
    open_paragraph = False
    for line in lines:
        if line and open_paragraph:
            grouped[-1] += "\n" + line
        elif line:
            grouped.append(line)
        open_paragraph = bool(line)
    return grouped


def _opening(rest: list[str]) -> tuple[str, str, str, list[str]]:
    """Take lead and section line off the first two paragraphs, where there is a section line."""
    for at, paragraph in enumerate(rest[:2]):
        if len(paragraph) <= _MAX_SECTION_CHARS and (match := _SECTION_LINE.fullmatch(paragraph)):
            return "".join(rest[:at]), match[1], match[2], rest[at + 1 :]
    return "", "", "", rest

"""HTML and XHTML: a web page as it was saved, its article alone."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Article
from index.errors import ReadError
from index.message import Message
from index.readers import limits
from index.readers.decode import clean, decode, whole
from index.readers.files import Kind
from index.readers.layout import first_words, is_title, letters, split
from index.readers.limits import ReaderLimits

if TYPE_CHECKING:
    from index.readers.html_meta import Meta
    from index.readers.html_text import Paragraph

__all__ = ["read"]

_HEAD_BYTES = 4096
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)""",
    re.IGNORECASE,
)
_VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
_TAG = re.compile(rf"<(/?)(?!(?:{_VOID})\b)([a-z][^\s/>]*)", re.IGNORECASE)
_EMPTY_ELEMENT = re.compile(rf"<(?!(?:{_VOID})\b)([a-z][\w:-]*)((?:\s[^<>]*)?)/>", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_FIRST = 3
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)$")


def read(
    path: Path, kind: Kind, blocks: Iterator[bytes], limits: ReaderLimits
) -> Iterator[Article]:
    """Yield the one article of a web page.

    Args:
        path: The file, for messages.
        kind: What its name says; the stem is the article's id.
        blocks: Its content.
        limits: The limits in force.

    Yields:
        The article.

    Raises:
        ReadError: It is no text, too large, nested too deep or empty.
    """
    # The parser costs 15 ms at start, and most archives have no page in them.
    from selectolax.lexbor import LexborHTMLParser

    from index.readers.html_meta import page_meta
    from index.readers.html_text import main_text

    data = whole(path, blocks, limits.max_file_bytes)
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    label = (declared[1] or declared[2]).decode("ascii", "replace") if declared else ""
    source = decode(path, data, label)
    if kind.format == ".xhtml" or source.lstrip("\ufeff \n\r\t").startswith("<?xml"):
        source = _as_html(source)
    _check_depth(path, source)
    page = LexborHTMLParser(source)
    paragraphs = main_text(page.body) if page.body else []
    yield _article(path, clean(kind.stem), page_meta(page), paragraphs)


def _as_html(source: str) -> str:
    """Spell out what XML abbreviates: to an HTML parser `<script/>` never ends."""
    source = _CDATA.sub(lambda match: html.escape(match[1]), source)
    return _EMPTY_ELEMENT.sub(r"<\1\2></\1>", source)


def _check_depth(path: Path, source: str) -> None:
    """Refuse what the parser would take minutes for; an end tag counts only for its own name."""
    by_name: Counter[str] = Counter()
    depth = 0
    for match in _TAG.finditer(source):
        name = match[2].lower()
        if not match[1]:
            by_name[name] += 1
            depth += 1
        elif by_name[name]:
            by_name[name] -= 1
            depth -= 1
        if depth > limits.MAX_OPEN_TAGS:
            raise ReadError(
                path,
                Message("more than {limit} tags are open at one point", limit=limits.MAX_OPEN_TAGS),
            )


def _article(path: Path, name: str, meta: Meta, paragraphs: list[Paragraph]) -> Article:
    title = _title(meta, paragraphs)
    parts = _without_title(paragraphs, title)
    layout = split(parts, title, opening=not (meta.section or meta.source)) if title else None
    body = layout.body if layout else "\n\n".join(parts)
    found = layout.lead if layout else ""
    lead = found or _lead(meta.description, title, body)
    title = title or first_words(body or lead)
    if not title:
        raise ReadError(path, "empty")
    return Article(
        id=name,
        title=title,
        body=body,
        lead=lead,
        date=meta.date or (layout.date if layout else None),
        section=meta.section or (layout.section if layout else ""),
        source=meta.source or (layout.source if layout else ""),
        url=meta.url,
        tags=meta.tags,
        lang=meta.lang or "ar",
    )


def _title(meta: Meta, paragraphs: list[Paragraph]) -> str:
    """Return the only h1 of the article, else what the page calls itself."""
    headings = [
        " ".join(part.text.split())
        for part in paragraphs
        if part.tag == "h1" and len(part.text) <= limits.MAX_TITLE_CHARS
    ]
    if len(headings) == 1 and letters(headings[0]) != letters(meta.source):
        return headings[0]
    candidates = (*meta.titles, *headings)
    return next((text for text in candidates if len(text) <= limits.MAX_TITLE_CHARS), "")


def _without_title(paragraphs: list[Paragraph], title: str) -> list[str]:
    """Return the texts without the h1 that is the title; it may stand under a byline."""
    wanted = letters(title)
    return [p.text for p in paragraphs if p.tag != "h1" or not is_title(p.text, wanted)]


def _lead(description: str, title: str, body: str) -> str:
    """Return the description, or "" where it only repeats the title or how the body begins."""
    said = letters(_ELLIPSIS.sub("", description))
    paragraphs = body.split("\n\n")
    # A byline and a place can stand above the sentence that a description repeats.
    starts = ("\n".join(paragraphs[at:])[: 4 * len(description)] for at in range(_FIRST))
    if not said or said == letters(title) or any(letters(s).startswith(said) for s in starts):
        return ""
    return description

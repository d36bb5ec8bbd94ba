"""Citations: one article as BibTeX, RIS or a line of text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple
from urllib.parse import quote

from index.article import Article
from web.dates import day

__all__ = ["FORMATS", "Format", "bibtex", "plain", "ris"]

_CONTROLS: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")

# A brace counts for BibTeX's pairing even behind a backslash, so it is written as a command.
_LATEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "$&#%_"},
    }
)


def _line(text: str) -> str:
    """Return a text on one line: an end of line would begin another field, or end the record."""
    return _CONTROLS.sub(" ", text).strip()


def _authors(article: Article) -> tuple[str, ...]:
    named = article.extra.get("author") or article.extra.get("authors") or ()
    names = (named,) if isinstance(named, str) else named
    if not isinstance(names, list | tuple):
        return ()
    return tuple(line for name in names if isinstance(name, str) and (line := _line(name)))


def bibtex(article: Article, address: str) -> str:
    """Return an article as a BibTeX entry.

    Args:
        article: The article.
        address: Where it can be read.
    """
    digest = hashlib.blake2b(article.id.encode(errors="replace"), digest_size=4).hexdigest()
    key = f"bahith{article.date.year if article.date else ''}_{digest}"
    values = {
        "author": " and ".join(f"{{{_latex(name)}}}" for name in _authors(article)),
        # The inner braces keep a style from changing the case of Latin words.
        "title": f"{{{_latex(article.title)}}}",
        "journal": _latex(article.source),
        "year": str(article.date.year) if article.date else "",
        "month": str(article.date.month) if article.date else "",
        "day": str(article.date.day) if article.date else "",
        "keywords": _latex(", ".join(article.tags)),
        "language": "arabic" if article.lang == "ar" else _latex(article.lang),
        # Read verbatim: what would end the field early is percent-encoded.
        "url": quote(_line(address), safe="%/:=&?~#+!$,;'@()*[]-._"),
    }
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in values.items() if value)
    return f"@article{{{key},\n{fields}}}\n"


def _latex(text: str) -> str:
    return _line(text).translate(_LATEX)


def ris(article: Article, address: str) -> str:
    """Return an article as a RIS record.

    Args:
        article: The article.
        address: Where it can be read.
    """
    when = article.date
    rows = [
        ("TY", "NEWS"),
        *(("AU", name) for name in _authors(article)),
        ("TI", article.title),
        ("T2", article.source),
        ("PY", f"{when.year:04}" if when else ""),
        ("DA", f"{when.year:04}/{when.month:02}/{when.day:02}" if when else ""),
        ("AB", article.lead),
        *(("KW", tag) for tag in article.tags),
        ("LA", article.lang),
        ("UR", address),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in rows if _line(value)]
    return "\r\n".join((*lines, "ER  - ", ""))


def plain(article: Article, address: str) -> str:
    """Return an article as a line that a person can paste under a text.

    Args:
        article: The article.
        address: Where it can be read.
    """
    parts = [
        "، ".join(_authors(article)),
        f"«{_line(article.title)}»",
        _line(article.source),
        day(article.date) if article.date else "",
        _line(address),
    ]
    return "، ".join(part for part in parts if part) + "\n"


class Format(NamedTuple):
    """Hold one way to write a citation.

    Args:
        label: What the reader sees, in English.
        write: Article and address to text.
        mimetype: The type of that text.
        filename: The name that it is saved under; "" where it is shown.
    """

    label: str
    write: Callable[[Article, str], str]
    mimetype: str
    filename: str


FORMATS: Final[Mapping[str, Format]] = {
    "bibtex": Format("BibTeX", bibtex, "application/x-bibtex", "citation.bib"),
    "ris": Format("RIS", ris, "application/x-research-info-systems", "citation.ris"),
    "text": Format("Text", plain, "text/plain", ""),
}
"""Name in the URL -> format."""

"""Documents as peers take them: the terms of Bahith's analyzer, parted by spaces.

    python -m benchmarks.documents ARTICLES VIEW [VIEW …]

prints them as lines of JSON, for engines whose Python is another one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from index.analysis import View, default_analyzer
from index.analysis.tokens import split_words
from index.article import Article
from index.readers import read
from index.schema import FIELDS, article_fields, field_name, terms

__all__ = ["Document", "documents"]


class Document(NamedTuple):
    """Hold what an engine is given of an article.

    Args:
        id: The article's id.
        section: Its section.
        source: Its source.
        date: Seconds since 1970 in UTC.
        article: The article as JSON, to be stored.
        texts: The terms of each field, parted by spaces, by the field's name.
    """

    id: str
    section: str
    source: str
    date: int
    article: str
    texts: dict[str, str]


class _Terms(dict[str, str]):
    """Remember the terms of each distinct written word: peers, too, pay for one only once."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view

    def __missing__(self, written: str) -> str:
        tokens = default_analyzer().tokens(written)
        made = " ".join(term for token in tokens for term in terms(token, self._view))
        self[written] = made
        return made


def documents(path: Path, views: Iterable[View]) -> Iterator[Document]:
    """Yield the articles of a file as documents.

    Args:
        path: JSONL.
        views: The views that are wanted.

    Yields:
        A document an article, in the order of the file.
    """
    tables = {view: _Terms(view) for view in views}
    for item in read(path):
        if not isinstance(item, Article):
            raise ValueError(str(item))
        values = article_fields(item, "")
        texts: dict[str, str] = {}
        for field in FIELDS:
            words = split_words(str(values[field_name(field, View.EXACT)]))[1::2]
            for view, table in tables.items():
                texts[field_name(field, view)] = " ".join(map(table.__getitem__, words))
        date = values["date"]
        assert isinstance(date, int)
        article = str(values["article"])
        yield Document(item.id, item.section, item.source, date, article, texts)


def main() -> None:
    """Print the documents of the file on the command line."""
    for document in documents(Path(sys.argv[1]), map(View, sys.argv[2:])):
        print(json.dumps(document, ensure_ascii=False))


if __name__ == "__main__":
    main()

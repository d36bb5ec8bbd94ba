"""Stock Whoosh: its own codec and collectors, with Bahith's analyzer and one view."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from whoosh import fields, index
from whoosh import query as whoosh
from whoosh.sorting import FieldFacet

from benchmarks.engines.base import LIMIT, MEMORY_MB, Answer, bytes_in
from benchmarks.engines.trees import tree
from benchmarks.queries import EXACT_KINDS, Kind, Query
from index.analysis import View
from index.article import Article
from index.readers import read
from index.schema import FIELDS, ViewAnalyzer, article_fields, field_name

__all__ = ["StockWhoosh"]


def _schema() -> fields.Schema:
    schema = fields.Schema(
        id=fields.ID(unique=True),
        section=fields.ID(sortable=True),
        source=fields.ID(sortable=True),
        date=fields.NUMERIC(int, bits=64, signed=True, sortable=True),
        article=fields.STORED(),
    )
    for field in FIELDS:
        name = field_name(field, View.STEM)
        schema.add(name, fields.TEXT(analyzer=ViewAnalyzer(View.STEM), phrase=True))
    return schema


class StockWhoosh:
    """Index the stems of title, lead and body, and the same columns."""

    def __init__(self) -> None:
        self.version = f"stock Whoosh (whoosh3 {version('whoosh3')})"
        self.kinds = EXACT_KINDS

    def build(self, articles: Path, directory: Path) -> None:
        """Add every article in one process, the one that loses nothing."""
        schema = _schema()
        writer = index.create_in(str(directory), schema).writer(limitmb=MEMORY_MB, procs=1)
        for item in read(articles):
            assert isinstance(item, Article)
            values = article_fields(item, "")
            writer.add_document(**{name: values[name] for name in schema.names()})
        writer.commit()

    def open(self, directory: Path) -> None:
        """Open a searcher, as a server would keep one."""
        self._searcher = index.open_dir(str(directory)).searcher()

    def ask(self, kind: Kind, query: Query) -> Answer:
        """Answer a query with Whoosh's own matchers and collectors."""
        options: dict[str, object] = {}
        if kind is Kind.DATES:
            options["filter"] = whoosh.NumericRange("date", query.first, query.last)
        elif kind is Kind.FACETS:
            options["groupedby"] = ["section", "source"]
        elif kind is Kind.NEWEST:
            options["sortedby"] = FieldFacet("date", reverse=True)
        results = self._searcher.search(tree(kind, query), limit=LIMIT, **options)
        if kind is Kind.FACETS:
            for name in ("section", "source"):
                results.groups(name)
        # Grouped, it ranks all that match, whatever the limit.
        best = range(min(LIMIT, results.scored_length()))
        return Answer(len(results), tuple(map(results.docnum, best)))

    def size(self, directory: Path) -> int:
        """Return the bytes of the index directory."""
        return bytes_in(directory)

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()

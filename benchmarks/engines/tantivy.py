"""tantivy through its Python package: the same terms, all views, the same columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from benchmarks.documents import documents
from benchmarks.engines.base import LIMIT, MEMORY_MB, Answer, EngineMissing, bytes_in
from benchmarks.queries import EXACT_KINDS, FIELD, Kind, Query
from index.analysis import View
from index.schema import FIELDS, field_name

try:
    import tantivy
    from tantivy import Occur
except ImportError as error:
    raise EngineMissing("pip install tantivy") from error

__all__ = ["Tantivy"]

_TOKENIZER = "terms"
_FACETS = {name: {"terms": {"field": name, "size": 50}} for name in ("section", "source")}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for name in ("section", "source"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("date", indexed=True, fast=True)
    builder.add_bytes_field("article", stored=True)
    for field in FIELDS:
        for view in View:
            option = "freq" if view is View.GRAM else "position"
            name = field_name(field, view)
            builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option=option)
    return builder.build()


def _index(directory: Path) -> tantivy.Index:
    index = tantivy.Index(_schema(), path=str(directory))
    # A filter for long words is left out: the analyzer has cut them.
    split = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENIZER, split)
    return index


class Tantivy:
    """Index with every view, in as many threads as tantivy chooses."""

    def __init__(self) -> None:
        self.version = f"tantivy {version('tantivy')}"
        self.kinds = EXACT_KINDS

    def build(self, articles: Path, directory: Path) -> None:
        """Analyse and add every article; merges are waited for."""
        writer = _index(directory).writer(heap_size=MEMORY_MB << 20)
        for document in documents(articles, View):
            row = tantivy.Document()
            row.add_text("id", document.id)
            row.add_text("section", document.section)
            row.add_text("source", document.source)
            row.add_integer("date", document.date)
            row.add_bytes("article", document.article.encode())
            for name, text in document.texts.items():
                row.add_text(name, text)
            writer.add_document(row)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, directory: Path) -> None:
        """Open a searcher."""
        self._index = _index(directory)
        self._index.reload()
        self._schema, self._searcher = self._index.schema, self._index.searcher()

    def ask(self, kind: Kind, query: Query) -> Answer:
        """Answer a query, top ten and count in one pass."""
        if kind is Kind.RANGE:
            # A range of terms has no constructor in the Python package; its parser makes one.
            asked = self._index.parse_query(f"{FIELD}:[{query.words[0]} TO {query.words[1]}]")
        else:
            asked = _QUERIES.get(kind, _term)(self._schema, query)
        if kind is Kind.FACETS:
            self._searcher.aggregate(asked, _FACETS)
        order = "date" if kind is Kind.NEWEST else None
        found = self._searcher.search(asked, limit=LIMIT, count=True, order_by_field=order)
        # The stub of the package does not name the count.
        total = cast(Any, found).count
        return Answer(total, tuple((at.segment_ord, at.doc) for _, at in found.hits))

    def size(self, directory: Path) -> int:
        """Return the bytes of the index directory."""
        return bytes_in(directory)

    def close(self) -> None:
        """Let go of the files."""
        del self._searcher, self._index


def _term(schema: tantivy.Schema, query: Query) -> tantivy.Query:
    return tantivy.Query.term_query(schema, FIELD, query.words[0])


def _joined(occur: Occur) -> Callable[[tantivy.Schema, Query], tantivy.Query]:
    def join(schema: tantivy.Schema, query: Query) -> tantivy.Query:
        terms = [tantivy.Query.term_query(schema, FIELD, word) for word in query.words]
        return tantivy.Query.boolean_query([(occur, term) for term in terms])

    return join


def _phrase(schema: tantivy.Schema, query: Query) -> tantivy.Query:
    return tantivy.Query.phrase_query(schema, FIELD, list(query.words))


def _prefix(schema: tantivy.Schema, query: Query) -> tantivy.Query:
    return tantivy.Query.regex_query(schema, FIELD, f"{re.escape(query.words[0])}.*")


def _wildcard(schema: tantivy.Schema, query: Query) -> tantivy.Query:
    pattern = ".*".join(map(re.escape, query.words[0].split("*")))
    return tantivy.Query.regex_query(schema, FIELD, pattern)


def _fuzzy(schema: tantivy.Schema, query: Query) -> tantivy.Query:
    # Two letters in each other's place are two edits, as they are in Whoosh.
    return tantivy.Query.fuzzy_term_query(
        schema, FIELD, query.words[0], distance=1, transposition_cost_one=False
    )


def _dates(schema: tantivy.Schema, query: Query) -> tantivy.Query:
    within = tantivy.Query.range_query(
        schema, "date", tantivy.FieldType.Integer, query.first, query.last
    )
    scoreless = tantivy.Query.const_score_query(within, 0.0)
    word = _term(schema, query)
    return tantivy.Query.boolean_query([(Occur.Must, word), (Occur.Must, scoreless)])


_QUERIES: Mapping[Kind, Callable[[tantivy.Schema, Query], tantivy.Query]] = {
    Kind.AND: _joined(Occur.Must),
    Kind.OR_2: _joined(Occur.Should),
    Kind.OR_5: _joined(Occur.Should),
    Kind.PHRASE: _phrase,
    Kind.FREQUENT_PHRASE: _phrase,
    Kind.PREFIX: _prefix,
    Kind.WILDCARD: _wildcard,
    Kind.FUZZY: _fuzzy,
    Kind.DATES: _dates,
}

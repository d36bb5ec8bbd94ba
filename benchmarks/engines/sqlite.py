"""SQLite FTS5, of the standard library: the same terms, one view, the same columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.documents import documents
from benchmarks.engines.base import LIMIT, MEMORY_MB, Answer, EngineMissing, bytes_in
from benchmarks.queries import FIELD, Kind, Query
from index.analysis import View
from index.schema import FIELDS, field_name

__all__ = ["Sqlite"]

_COLUMNS = ", ".join(field_name(field, View.STEM) for field in FIELDS)

# All but white space belongs to a term, so that terms stay what the analyzer made them.
_TABLES = f"""
create virtual table terms using fts5({_COLUMNS}, content='',
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'");
create table articles(number integer primary key, id text unique, section text, source text,
    date integer, article text);
"""

_BEST = f"select rowid from terms where terms match ? order by rank limit {LIMIT}"
_COUNT = "select count(*) from terms where terms match ?"
_JOINED = "from terms join articles on number = terms.rowid where terms match ?"
_GROUPED = "select {0}, count(*) {1} group by {0} order by 2 desc limit 50"


class Sqlite:
    """Index the stems of title, lead and body; articles are stored in a table."""

    def __init__(self) -> None:
        with sqlite3.connect(":memory:") as probe:
            options = {option for (option,) in probe.execute("pragma compile_options")}
        if "ENABLE_FTS5" not in options:
            raise EngineMissing("a Python whose SQLite has FTS5")
        self.version = f"SQLite FTS5 {sqlite3.sqlite_version}"
        self.kinds = frozenset(_MATCHES)

    def build(self, articles: Path, directory: Path) -> None:
        """Insert in one transaction, then merge to one tree: FTS5's best case."""
        base = self._connect(directory)
        base.executescript(_TABLES)
        marks = ", ".join("?" * (len(FIELDS) + 1))
        for number, document in enumerate(documents(articles, [View.STEM]), 1):
            base.execute(
                f"insert into terms(rowid, {_COLUMNS}) values ({marks})",
                (number, *document.texts.values()),
            )
            row = (number, *document[:5])
            base.execute("insert into articles values (?, ?, ?, ?, ?, ?)", row)
        base.execute("insert into terms(terms) values ('optimize')")
        base.commit()
        base.close()

    def open(self, directory: Path) -> None:
        """Open the file."""
        self._base = self._connect(directory)

    def _connect(self, directory: Path) -> sqlite3.Connection:
        base = sqlite3.connect(directory / "index.sqlite")
        base.execute(f"pragma cache_size = -{MEMORY_MB << 10}")
        return base

    def ask(self, kind: Kind, query: Query) -> Answer:
        """Answer a query: one statement ranks, one counts, one a facet."""
        match = f"{FIELD} : {_MATCHES[kind](query.words)}"
        if kind is Kind.DATES:
            within = f"{_JOINED} and date between ? and ?"
            values = (match, query.first, query.last)
            best = f"select terms.rowid {within} order by rank limit {LIMIT}"
            return self._answer(best, f"select count(*) {within}", values)
        if kind is Kind.NEWEST:
            newest = f"select terms.rowid {_JOINED} order by date desc limit {LIMIT}"
            return self._answer(newest, _COUNT, (match,))
        if kind is Kind.FACETS:
            for name in ("section", "source"):
                self._base.execute(_GROUPED.format(name, _JOINED), (match,)).fetchall()
        return self._answer(_BEST, _COUNT, (match,))

    def _answer(self, best: str, count: str, values: tuple[object, ...]) -> Answer:
        top = tuple(number for (number,) in self._base.execute(best, values))
        return Answer(self._base.execute(count, values).fetchone()[0], top)

    def size(self, directory: Path) -> int:
        """Return the bytes of the database."""
        return bytes_in(directory)

    def close(self) -> None:
        """Close the file."""
        self._base.close()


def _joined(operator: str) -> Callable[[tuple[str, ...]], str]:
    return lambda words: f"({f' {operator} '.join(map(_quoted, words))})"


def _quoted(word: str) -> str:
    return f'"{word}"'


def _first(words: tuple[str, ...]) -> str:
    return _quoted(words[0])


def _phrase(words: tuple[str, ...]) -> str:
    return _quoted(" ".join(words))


_MATCHES: Mapping[Kind, Callable[[tuple[str, ...]], str]] = {
    Kind.RARE: _first,
    Kind.FREQUENT: _first,
    Kind.AND: _joined("AND"),
    Kind.OR_2: _joined("OR"),
    Kind.OR_5: _joined("OR"),
    Kind.PHRASE: _phrase,
    Kind.FREQUENT_PHRASE: _phrase,
    Kind.PREFIX: lambda words: _first(words) + " *",
    Kind.DATES: _first,
    Kind.FACETS: _first,
    Kind.NEWEST: _first,
}
"""What FTS5 can be asked; it has no wildcards, edits or ranges of terms."""

"""Xapian, as Debian packages it for its own Python: the same terms, one view, the same columns.

This module runs in Debian's Python, which has none of Bahith's libraries: the terms come through
a pipe from the Python that made the index of the others.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.engines import MAKER
from benchmarks.engines.base import LIMIT, Answer, EngineMissing, bytes_in
from benchmarks.queries import FIELD, Kind, Query

try:
    import xapian  # type: ignore[import-not-found] # of Debian's Python
except ImportError as error:
    raise EngineMissing("apt install python3-xapian") from error

__all__ = ["Xapian"]

_PREFIXES = {"title_stem": "T", "lead_stem": "L", FIELD: "B"}
_DATE, _SECTION, _SOURCE = range(3)
_BODY = _PREFIXES[FIELD]


def _rows(articles: Path) -> Iterator[tuple[str, str, str, int, str, dict[str, str]]]:
    command = [os.environ[MAKER], "-m", "benchmarks.documents", str(articles), "stem"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as maker:
        assert maker.stdout is not None
        yield from map(json.loads, maker.stdout)
    if maker.returncode:
        raise subprocess.CalledProcessError(maker.returncode, command)


class Xapian:
    """Index the stems of title, lead and body; dates, sections and sources are values."""

    def __init__(self) -> None:
        self.version = f"Xapian {xapian.version_string()}"
        self.kinds = frozenset(_TREES) | _PLAIN

    def build(self, articles: Path, directory: Path) -> None:
        """Add every posting, in one transaction's worth of flushes."""
        base = xapian.WritableDatabase(str(directory), xapian.DB_CREATE_OR_OPEN)
        for article_id, section, source, date, article, texts in _rows(articles):
            document = xapian.Document()
            document.add_boolean_term(f"Q{article_id}"[:200])
            document.set_data(article)
            document.add_value(_DATE, xapian.sortable_serialise(date))
            document.add_value(_SECTION, section)
            document.add_value(_SOURCE, source)
            for name, text in texts.items():
                prefix = _PREFIXES[name]
                for position, term in enumerate(text.split()):
                    document.add_posting(prefix + term, position)
            base.add_document(document)
        base.commit()
        base.close()

    def open(self, directory: Path) -> None:
        """Open the database."""
        self._base = xapian.Database(str(directory))

    def ask(self, kind: Kind, query: Query) -> Answer:
        """Answer a query; asking for every match makes the count exact."""
        enquire = xapian.Enquire(self._base)
        enquire.set_weighting_scheme(xapian.BM25Weight(1.2, 0, 0, 0.75, 0))
        enquire.set_query(_TREES.get(kind, _term)(query))
        if kind is Kind.NEWEST:
            enquire.set_sort_by_value(_DATE, True)
        if kind is Kind.FACETS:
            for slot in (_SECTION, _SOURCE):
                enquire.add_matchspy(xapian.ValueCountMatchSpy(slot))
        found = enquire.get_mset(0, LIMIT, self._base.get_doccount())
        return Answer(found.get_matches_estimated(), tuple(item.docid for item in found))

    def size(self, directory: Path) -> int:
        """Return the bytes of the database."""
        return bytes_in(directory)

    def close(self) -> None:
        """Close the database."""
        self._base.close()


def _term(query: Query) -> object:
    return xapian.Query(_BODY + query.words[0])


def _joined(operator: int) -> Callable[[Query], object]:
    return lambda query: xapian.Query(operator, [_BODY + word for word in query.words])


def _phrase(query: Query) -> object:
    words = [_BODY + word for word in query.words]
    return xapian.Query(xapian.Query.OP_PHRASE, words, len(words))


def _prefix(query: Query) -> object:
    every = xapian.Query.WILDCARD_LIMIT_ERROR
    start, together = _BODY + query.words[0], xapian.Query.OP_SYNONYM
    return xapian.Query(xapian.Query.OP_WILDCARD, start, 0, every, together)


def _dates(query: Query) -> object:
    first, last = map(xapian.sortable_serialise, (query.first, query.last))
    within = xapian.Query(xapian.Query.OP_VALUE_RANGE, _DATE, first, last)
    return xapian.Query(xapian.Query.OP_FILTER, _term(query), within)


_PLAIN = frozenset((Kind.RARE, Kind.FREQUENT, Kind.FACETS, Kind.NEWEST))

_TREES: Mapping[Kind, Callable[[Query], object]] = {
    Kind.AND: _joined(xapian.Query.OP_AND),
    Kind.OR_2: _joined(xapian.Query.OP_OR),
    Kind.OR_5: _joined(xapian.Query.OP_OR),
    Kind.PHRASE: _phrase,
    Kind.FREQUENT_PHRASE: _phrase,
    Kind.PREFIX: _prefix,
    Kind.DATES: _dates,
}
"""What Xapian 1.4 can be asked beside single terms; its stars stand at ends only."""

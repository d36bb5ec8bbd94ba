"""Stock Whoosh as the oracle: the same archive in its own codec."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from whoosh import query, scoring
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import Index
from whoosh.searching import Searcher

from index.article import Article
from index.columnar.directory import ColumnarIndex
from index.columnar.writer import Writer
from index.schema import article_fields, make_schema
from tests.index.columnar.corpus import Step, write

Scores = dict[str, float]

WEIGHTING = scoring.BM25F(B=0.75, K1=1.2, title_exact_B=0.3, body_stem_B=0.9)


class _Memory(RamStorage):
    """Keep an index in memory, and nothing where another test would find it.

    Whoosh 2.7.4 puts temporary files into one directory of the machine, whichever process asks,
    and the first to be done removes it with all that is in it.
    """

    def temp_storage(self, name: str | None = None) -> FileStorage:
        return FileStorage(tempfile.mkdtemp()).create()


def stock_index(steps: Sequence[Step], *, optimize: bool) -> Index:
    index = _Memory().create_index(make_schema())
    for step in steps:
        writer = index.writer()
        for path in step.removed:
            writer.delete_by_term("path", path)
        for article, path in step.added:
            writer.add_document(**article_fields(article, path))
        writer.commit(merge=False, optimize=optimize)
    return index


def columnar_index(directory: Path, steps: Sequence[Step], *, optimize: bool) -> ColumnarIndex:
    with pytest.MonkeyPatch.context() as patch:
        # One segment a commit, or one in all: what stock Whoosh does when it is told so.
        patch.setattr(
            "index.columnar.writer.to_merge",
            lambda entries, **_: (
                entries
                if optimize and (len(entries) > 1 or any(entry.deleted for entry in entries))
                else []
            ),
        )
        write(directory, steps)
        if optimize:
            Writer(directory).commit()
    return ColumnarIndex(directory)


def scores(tree: query.Query, searcher: Searcher) -> Scores:
    """Visit every match once: Whoosh's collectors with a limit may miss some."""
    found = {}
    context = searcher.context(needs_current=True)
    for leaf, _ in searcher.leaf_searchers():
        matcher = tree.matcher(leaf, context)
        while matcher.is_active():
            stored = leaf.stored_fields(matcher.id())
            found[Article.from_json(stored["article"]).id] = matcher.score()
            matcher.next()
    return found

"""Whoosh's own functions open an index and write to it, and no pickle is read or written."""

from __future__ import annotations

import pickle
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import whoosh.index
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query
from whoosh.filedb.filestore import RamStorage
from whoosh.legacy import toc_loaders
from whoosh.writing import IndexingError

from index.article import Article
from index.columnar.codec import ColumnarSegment
from index.columnar.contents import read_contents, write_contents
from index.columnar.directory import ColumnarIndex
from index.columnar.segmentwriter import ColumnarWriter, WritingCodec
from index.columnar.toc import TOC
from index.schema import article_fields, make_schema
from tests.index.columnar.corpus import Step, apply, steps, write
from tests.index.columnar.stock import WEIGHTING, columnar_index, scores
from tests.index.columnar.test_codec import _held
from tests.index.columnar.trees import expanding, filters, leaves, trees

_trees = st.lists(
    trees(leaves() | expanding() | filters(), all_kinds=False), min_size=1, max_size=4
)


def _add(directory: Path, held: list[tuple[Article, str]]) -> None:
    writer = ColumnarWriter(whoosh.index.open_dir(str(directory)))
    for article, path in held:
        writer.add_document(**article_fields(article, path))
    writer.commit()


def _empty(directory: Path) -> Path:
    write_contents(directory, [])
    return directory


def test_open_dir_opens_a_generation(tmp_path: Path) -> None:
    write(tmp_path, [Step([], _held(3)), Step([], _held(2))])
    index = whoosh.index.open_dir(str(tmp_path))
    assert not index.is_empty()
    with index.searcher() as searcher:
        found = searcher.search(query.Term("body_exact", "وزير"), limit=None)
        assert len(found) == 5
        assert Article.from_json(found[0]["article"]).title == "كتاب"
        assert searcher.search(query.Phrase("body_exact", ["وزير", "الوزير"]), limit=1)


def test_without_the_loader_whoosh_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, [Step([], _held(1))])
    monkeypatch.setattr("whoosh.index.toc_loaders", {})
    assert toc_loaders
    with pytest.raises(whoosh.index.IndexVersionError):
        whoosh.index.open_dir(str(tmp_path))


def test_the_table_of_contents_has_no_pickle(tmp_path: Path) -> None:
    write(tmp_path, [Step([], _held(1))])
    written = (tmp_path / TOC).read_bytes()
    # The head alone: three sizes, two numbers of four bytes, and a release of three.
    assert len(written) == 3 + 4 + 4 + 3


@settings(max_examples=10, deadline=None)
@given(steps=steps(), queries=_trees)
def test_a_stock_writer_makes_the_same_index(steps: list[Step], queries: list[query.Query]) -> None:
    held = apply(steps)
    with TemporaryDirectory() as ours, TemporaryDirectory() as theirs:
        _add(_empty(Path(theirs)), held)
        bulk = columnar_index(Path(ours), [Step([], held)], optimize=True)
        written = whoosh.index.open_dir(theirs)
        assert written.doc_count() == bulk.doc_count() == len(held)
        ColumnarIndex(Path(theirs)).verify()
        with (
            bulk.searcher(weighting=WEIGHTING) as expected,
            written.searcher(weighting=WEIGHTING) as found,
        ):
            assert sorted(found.reader().all_terms()) == sorted(expected.reader().all_terms())
            for tree in queries:
                assert scores(tree, found) == pytest.approx(scores(tree, expected), rel=1e-9)


def test_a_stock_writer_updates_and_deletes(tmp_path: Path) -> None:
    held = _held(4)
    _add(_empty(tmp_path), held)
    writer = ColumnarWriter(whoosh.index.open_dir(str(tmp_path)))
    changed = Article(id="1", title="كتب", body="وزير")
    writer.update_document(**article_fields(changed, "a.txt"))
    writer.delete_by_term("id", "2")
    writer.commit()
    assert [entry.live for entry in read_contents(tmp_path)] == [2, 1]
    index = ColumnarIndex(tmp_path)
    index.verify()
    with index.searcher() as searcher:
        found = scores(query.Term("body_exact", "وزير"), searcher)
        assert found.keys() == {"0", "1", "3"}
        assert scores(query.Term("title_exact", "كتب"), searcher).keys() == {"1"}


def test_after_a_document_that_fails_nothing_is_committed(tmp_path: Path) -> None:
    _add(_empty(tmp_path), _held(1))
    writer = ColumnarWriter(whoosh.index.open_dir(str(tmp_path)))
    values = article_fields(*_held(1)[0])
    with pytest.raises(ValueError, match="literal"):
        writer.add_document(**{**values, "date": "ليس رقما"})
    with pytest.raises(IndexingError):
        writer.commit()
    writer.cancel()
    assert ColumnarIndex(tmp_path).doc_count() == 1


def test_segments_are_never_pickled(tmp_path: Path) -> None:
    write(tmp_path, [Step([], _held(1))])
    (segment,) = ColumnarIndex(tmp_path).segments
    with pytest.raises(TypeError, match="never pickled"):
        pickle.dumps(ColumnarSegment(segment))


def test_a_segment_needs_a_directory() -> None:
    with pytest.raises(TypeError, match="directory"):
        RamStorage().create_index(make_schema()).writer(codec=WritingCodec())

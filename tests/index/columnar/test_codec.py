"""Whoosh's own searcher gives the same answers over both codecs."""

from __future__ import annotations

import pickle
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from whoosh import query
from whoosh.reading import TermNotFound
from whoosh.sorting import FieldFacet

from index.article import Article
from index.columnar.contents import read_contents
from index.errors import IndexDamaged
from tests.index.columnar.corpus import FILES, WORDS, Step, apply, steps
from tests.index.columnar.stock import WEIGHTING, columnar_index, scores, stock_index
from tests.index.columnar.trees import NAMES, expanding, filters, leaves, trees

_trees = st.lists(
    trees(leaves() | expanding() | filters(), all_kinds=False), min_size=1, max_size=4
)


@settings(max_examples=20, deadline=None)
@given(steps=steps(), optimize=st.booleans(), queries=_trees)
def test_both_codecs_give_the_same_documents_and_scores(
    steps: list[Step], optimize: bool, queries: list[query.Query]
) -> None:
    with TemporaryDirectory() as name:
        # When it merges, stock Whoosh adds up rounded lengths; so there all come at once.
        at_once = [Step([], apply(steps))] if optimize else steps
        stock = stock_index(at_once, optimize=optimize)
        ours = columnar_index(Path(name), steps, optimize=optimize)
        # Stock Whoosh keeps a segment that is deleted as a whole, and counts it in every score.
        assume(stock.doc_count_all() == ours.doc_count_all())
        assert stock.doc_count() == ours.doc_count()
        with (
            stock.searcher(weighting=WEIGHTING) as expected,
            ours.searcher(weighting=WEIGHTING) as found,
        ):
            for tree in queries:
                assert scores(tree, found) == pytest.approx(scores(tree, expected), rel=1e-9), tree


@settings(max_examples=10, deadline=None)
@given(steps=steps())
def test_both_codecs_have_the_same_terms(steps: list[Step]) -> None:
    # When it merges, stock Whoosh puts documents in another order; so all come at once.
    steps = [Step([], apply(steps))]
    with TemporaryDirectory() as name:
        stock = stock_index(steps, optimize=True)
        ours = columnar_index(Path(name), steps, optimize=True)
        assume(stock.doc_count())
        with stock.reader() as expected, ours.reader() as found:
            assert sorted(found.all_terms()) == sorted(expected.all_terms())
            assert set(found.indexed_field_names()) >= set(expected.indexed_field_names())
            for field, text in expected.all_terms():
                theirs, mine = expected.term_info(field, text), found.term_info(field, text)
                for fact in ("weight", "doc_frequency", "max_weight", "min_id", "max_id"):
                    assert getattr(mine, fact)() == getattr(theirs, fact)(), (field, fact)
                if field in NAMES:
                    assert mine.min_length() == theirs.min_length()
                    assert mine.max_length() == theirs.max_length()
                assert found.frequency(field, text) == expected.frequency(field, text)
                matchers = expected.postings(field, text), found.postings(field, text)
                assert list(matchers[0].all_ids()) == list(matchers[1].all_ids())
            for field in NAMES:
                assert found.field_length(field) == expected.field_length(field)
                for doc in range(found.doc_count_all()):
                    length = expected.doc_field_length(doc, field) or 0
                    assert found.doc_field_length(doc, field) == length


def _held(count: int = 5) -> list[tuple[Article, str]]:
    body = " ".join(WORDS)
    return [
        (Article(id=f"{n}", title="كتاب", body=body, section="اب"[n % 2]), FILES[n % 2])
        for n in range(count)
    ]


def test_a_posting_is_what_whoosh_would_have_stored(tmp_path: Path) -> None:
    steps = [Step([], _held())]
    stock = stock_index(steps, optimize=True)
    ours = columnar_index(tmp_path, steps, optimize=True)
    with stock.reader() as expected, ours.reader() as found:
        for field, text in expected.all_terms():
            theirs, mine = expected.postings(field, text), found.postings(field, text)
            kinds = [k for k in ("frequency", "weight", "positions") if theirs.supports(k)]
            mine.skip_to(2)
            mine = mine.copy()
            theirs.skip_to(2)
            while theirs.is_active():
                for kind in kinds:
                    assert mine.value_as(kind) == theirs.value_as(kind)
                if "positions" in kinds:
                    assert mine.format.decode_positions(mine.value()) == mine.value_as("positions")
                assert mine.weight() == theirs.weight()
                assert mine.id() == theirs.id()
                mine.next()
                theirs.next()
            assert not mine.is_active()
            mine.reset()
            assert list(mine.all_ids()) == list(expected.postings(field, text).all_ids())


def test_whoosh_collectors_sort_and_group_by_columns(tmp_path: Path) -> None:
    ours = columnar_index(tmp_path, [Step([], _held(3)), Step([], _held(3))], optimize=False)
    assert len(read_contents(tmp_path)) == 2
    with ours.searcher() as searcher:
        term = query.Term("title_exact", "كتاب")
        found = searcher.search(term, limit=None, groupedby="section")
        assert {name: len(docs) for name, docs in found.groups().items()} == {"ا": 4, "ب": 2}
        by_date = searcher.search(term, sortedby=FieldFacet("date", reverse=True), limit=3)
        assert by_date.scored_length() == 3
        by_section = searcher.search(term, sortedby="section", limit=None)
        sections = [Article.from_json(hit["article"]).section for hit in by_section]
        assert sections == ["ا", "ا", "ا", "ا", "ب", "ب"]


def test_an_empty_index_answers(tmp_path: Path) -> None:
    ours = columnar_index(tmp_path, [Step([], [])], optimize=False)
    assert ours.is_empty()
    with ours.searcher() as searcher:
        assert not list(searcher.docs_for_query(query.Term("title_exact", "كتاب")))


def test_what_is_not_there_is_said_so(tmp_path: Path) -> None:
    ours = columnar_index(tmp_path, [Step([], _held())], optimize=False)
    with ours.reader() as reader:
        assert ("title_exact", b"x") not in reader
        assert ("nothing", b"x") not in reader
        assert reader.doc_frequency("title_exact", b"x") == 0
        with pytest.raises(TermNotFound):
            reader.term_info("title_exact", b"x")


class _Payload:
    """Says that it was unpickled by making a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self._path,)


def test_no_pickle_in_the_directory_is_read(tmp_path: Path) -> None:
    directory, trace = tmp_path / "index", tmp_path / "trace"
    directory.mkdir()
    columnar_index(directory, [Step([], _held())], optimize=False)
    payload = pickle.dumps(_Payload(trace))
    # Where Whoosh looks for its own table of contents, and in place of each of our files.
    (directory / "_MAIN_1.toc").write_bytes(payload)
    index = columnar_index(directory, [Step([FILES[0]], [])], optimize=False)
    with index.searcher() as searcher:
        assert list(searcher.docs_for_query(query.Phrase("body_exact", ["وزير", "الوزير"])))
    for path in sorted(directory.iterdir()):
        sound = path.read_bytes()
        path.write_bytes(payload)
        if path.suffix != ".toc":
            with pytest.raises(IndexDamaged, match=path.name):
                columnar_index(directory, [], optimize=False)
        path.write_bytes(sound)
    assert not trace.exists()
    pickle.loads(payload)
    assert trace.exists()

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.lists import KeywordLists, write_lists
from index.errors import IndexDamaged

WORDS = st.sampled_from(["شعر", "بحر", "علم وطب", "Linux"]).map(str.encode)


def written(path: Path, values: list[list[bytes]]) -> KeywordLists:
    with ArrayFileWriter(path, "lists") as out:
        write_lists(out, "tags", values)
    return KeywordLists(ArrayFile(path, "lists"), "tags", len(values))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(WORDS, unique=True), min_size=1), st.data())
def test_lists_are_counted_and_found(values: list[list[bytes]], data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        lists = written(Path(name) / "f", values)
        assert [lists.values(n) for n in range(len(values))] == [sorted(v) for v in values]
        some = data.draw(st.lists(st.integers(0, len(values) - 1), unique=True).map(sorted))
        documents = np.array(some, np.uint32)
        counts = lists.counts(documents)
        assert len(counts) == len(lists.terms) == len({w for v in values for w in v})
        for term, word in enumerate(lists.terms):
            has = [word in value for value in values]
            assert lists.docs(term).tolist() == np.flatnonzero(has).tolist()
            assert lists.doc_frequency(term) == lists.frequency(term) == sum(has)
            assert lists.has(documents, term).tolist() == [has[n] for n in some]
            assert counts[term] == sum(has[n] for n in some)
        assert not lists.has(documents, -1).any()


@pytest.mark.parametrize(
    ("array", "items"),
    [("tags.codes", [0, 1, 2]), ("tags.codes", [0]), ("tags.ends", [2, 1]), ("tags.ends", [1, 3])],
)
def test_arrays_that_do_not_fit_are_damage(tmp_path: Path, array: str, items: list[int]) -> None:
    with ArrayFileWriter(tmp_path / "f", "lists") as out:
        write_lists(out, "tags", [[b"a"], [b"b"]])
        out.put(array, np.array(items), "<u4")
    with pytest.raises(IndexDamaged):
        KeywordLists(ArrayFile(tmp_path / "f", "lists"), "tags", 2)

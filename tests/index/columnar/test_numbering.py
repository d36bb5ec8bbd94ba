"""The table of hashes, and words that a document has very often."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import View
from index.analysis.scan import Items, encode
from index.article import Article
from index.columnar.directory import ColumnarIndex
from index.columnar.numbering import Numbering, hashes
from index.columnar.writer import Writer
from index.schema import field_name

_HASHES = st.integers(1, 2**64 - 1)


@given(st.lists(_HASHES, unique=True), st.lists(_HASHES))
def test_what_was_added_is_found(known: list[int], others: list[int]) -> None:
    table = Numbering()
    half = len(known) // 2
    for part in (slice(0, half), slice(half, None)):
        table.add(np.array(known[part], np.uint64), np.arange(len(known))[part])
    asked = [*known, *others]
    numbers = {hashed: number for number, hashed in enumerate(known)}
    found = table.find(np.array(asked, np.uint64)).tolist()
    assert found == [numbers.get(hashed, -1) for hashed in asked]


@given(st.lists(_HASHES), st.lists(_HASHES))
def test_what_is_new_gets_the_next_numbers(first: list[int], second: list[int]) -> None:
    table, known = Numbering(), dict[int, int]()
    for listed in (first, second, first):
        hashed, following = np.array(listed, np.uint64), len(known)
        numbers, new = table.number(hashed, following)
        table.add(hashed[new], following + np.arange(len(new)))
        known |= {int(hashed[place]): following + i for i, place in enumerate(new.tolist())}
        assert numbers.tolist() == [known[one] for one in listed]
        assert len(known) == len(set(known.values())) == following + len(new)


def test_a_table_grows_and_slots_are_fought_over() -> None:
    # Nothing but the lowest bits differs: all want the same slots.
    hashed = np.arange(1, 6_000, dtype=np.uint64)
    table = Numbering()
    for start in range(0, len(hashed), 1_000):
        table.add(hashed[start : start + 1_000], np.arange(start, len(hashed))[:1_000])
    assert table.find(hashed).tolist() == list(range(len(hashed)))


@given(st.lists(st.text("اب", min_size=1, max_size=70), min_size=1, unique=True))
def test_equal_words_have_equal_hashes_and_others_have_not(words: list[str]) -> None:
    units, ends = encode([*words, *reversed(words)])
    lengths = np.diff(ends, prepend=0) - 1
    found = hashes(Items(units, ends - lengths, lengths)).tolist()
    assert found[: len(words)] == found[: len(words) - 1 : -1]
    assert len(set(found)) == len(words)
    assert 0 not in found


def test_a_word_that_a_document_has_very_often(tmp_path: Path) -> None:
    bodies = ["قمر " * 700, "نجم قمر", "قمر " * 255, "قمر " * 256]
    writer = Writer(tmp_path)
    for number, body in enumerate(bodies):
        writer.add(Article(id=str(number), title="عنوان", body=body), "a")
    writer.commit()
    reader = ColumnarIndex(tmp_path).reader()
    for view, term in ((View.EXACT, "قمر"), (View.GRAM, "_قمر")):
        postings = reader.postings(field_name("body", view), term)
        assert list(postings.items_as("weight")) == [(0, 700), (1, 1), (2, 255), (3, 256)]

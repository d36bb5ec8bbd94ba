"""The parts of an index: each array of a segment counts for what `FORMAT.md` says that it is."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from index.columnar.directory import ColumnarIndex
from index.columnar.segment import Segment
from index.sizes import size_by_part
from tests.index.columnar.corpus import Step
from tests.index.columnar.stock import columnar_index
from tests.index.columnar.test_codec import _held


class Arrays:
    """A segment with one array of one byte."""

    def __init__(self, name: str) -> None:
        self.name = name

    def array_sizes(self) -> dict[str, int]:
        return {self.name: 1}


@pytest.mark.parametrize(
    ("array", "part"),
    [
        ("stored", "stored"),
        ("stored.lengths", "stored"),
        ("body_stem.terms", "terms"),
        ("body_stem.sizes", "terms"),
        ("body_stem.sizes.long", "terms"),
        ("body_stem.doc_counts", "postings"),
        ("body_stem.repeats.long", "postings"),
        ("body_stem.docs", "postings"),
        ("body_stem.freqs.bits", "postings"),
        ("body_stem.positions", "positions"),
        ("body_stem.positions.places", "positions"),
        ("body_stem.lengths", "columns"),
        ("id.terms", "terms"),
        ("id.sizes", "terms"),
        ("id.sizes.long", "terms"),
        ("id.codes", "columns"),
        ("tags.ends", "columns"),
        ("date.values", "columns"),
        ("lengths", "other"),
    ],
)
def test_an_array_counts_for_its_part(array: str, part: str) -> None:
    sizes = size_by_part([cast("Segment", Arrays(array))], 1)
    assert [name for name, size in sizes.items() if size] == [part]


def test_terms_and_their_sizes_are_one_part(tmp_path: Path) -> None:
    index: ColumnarIndex = columnar_index(tmp_path, [Step([], _held())], optimize=True)
    (segment,) = index.segments
    arrays = segment.array_sizes()
    told = sum(size for name, size in arrays.items() if {"terms", "sizes"} & set(name.split(".")))
    assert size_by_part([segment], sum(arrays.values()))["terms"] == told

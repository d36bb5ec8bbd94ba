"""Bytes that were changed after a segment was opened give damage or an answer, never a crash."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from whoosh import query

from index.columnar.directory import ColumnarIndex
from index.columnar.evaluation import Columns
from index.columnar.models import WhooshModel
from index.errors import IndexDamaged
from tests.index.columnar.corpus import Step
from tests.index.columnar.stock import columnar_index
from tests.index.columnar.test_codec import _held
from tests.index.columnar.trees import NAMES

_TREES = (
    *(query.Term(name, "كتاب") for name in NAMES),
    query.Term("section", "ا"),
    query.Phrase("body_exact", ["وزير", "الوزير"]),
    query.Prefix("body_stem", "ب"),
    query.Wildcard("body_exact", "*ب"),
    query.FuzzyTerm("body_exact", "كتاب"),
    query.TermRange("body_exact", None, None),
    query.NumericRange("date", 0, None),
)


@pytest.mark.parametrize("seed", range(4))
def test_no_byte_of_the_arrays_crashes_a_reader(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    columnar_index(tmp_path, [Step([], _held(40))], optimize=False)
    (path,) = tmp_path.glob("*.segment")
    sound = path.read_bytes()
    directory = sound.index(b'{"kind"')
    answered = damaged = 0
    for _ in range(60):
        changed = bytearray(sound)
        for _ in range(chance.choice([1, 3, 30])):
            changed[chance.randrange(64, directory)] = chance.randrange(256)
        path.write_bytes(changed)
        for tree in _TREES:
            try:
                _read(ColumnarIndex(tmp_path), tree)
                answered += 1
            except IndexDamaged:
                damaged += 1
    assert answered
    assert damaged


def _read(index: ColumnarIndex, tree: query.Query) -> None:
    with index.searcher() as searcher:
        for matches in Columns(searcher, WhooshModel(searcher)).evaluate(tree):
            for doc in matches.docs[:3].tolist():
                searcher.stored_fields(doc)
                index.segments[0].keywords("id").value(doc)

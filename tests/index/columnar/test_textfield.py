"""A text field: numbers that no segment can have are damage, before room is made for them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.bits import PADDING
from index.columnar.textfield import TextField
from index.errors import IndexDamaged

_DOCUMENTS = 3


def _field(path: Path, doc_count: int) -> TextField:
    """Return a field with one term, whose documents and frequencies take no bits at all."""
    with ArrayFileWriter(path, "segment") as out:
        out.put("a.terms", np.frombuffer(b"x\n", np.uint8), "|u1")
        out.put("a.sizes", np.array([2]), "|u1")
        out.put("a.sizes.long", np.zeros(0), "<u4")
        out.put("a.doc_counts", np.array([min(doc_count, 255)]), "|u1")
        out.put("a.doc_counts.long", np.array([doc_count] if doc_count >= 255 else []), "<u4")
        out.put("a.repeats", np.array([0]), "|u1")
        out.put("a.repeats.long", np.zeros(0), "<u4")
        out.put("a.lengths", np.ones(_DOCUMENTS), "|u1")
        for runs in ("docs", "freqs"):
            out.put(f"a.{runs}", np.zeros(PADDING), "|u1")
            out.put(f"a.{runs}.bits", np.zeros(1), "|u1")
            out.put(f"a.{runs}.places", np.zeros(1), "<u8")
        out.facts.update({"a.tokens": 1, "a.has_positions": 0})
    return TextField(ArrayFile(path, "segment"), "a", _DOCUMENTS)


def test_one_document_of_a_term_is_read(tmp_path: Path) -> None:
    assert _field(tmp_path / "a", 1).docs(0).tolist() == [0]


@pytest.mark.parametrize("doc_count", [0, _DOCUMENTS + 1, 2**32 - 1])
def test_a_term_has_documents_and_no_more_than_there_are(tmp_path: Path, doc_count: int) -> None:
    with pytest.raises(IndexDamaged, match="documents"):
        _field(tmp_path / "a", doc_count)

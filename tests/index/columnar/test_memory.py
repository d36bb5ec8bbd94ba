"""Little memory makes more segments, and never another index."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.analysis import View
from index.article import Article
from index.columnar import buffer, writer
from index.columnar.contents import read_contents
from index.columnar.directory import ColumnarIndex
from index.columnar.writer import MEMORY_MB, Writer
from index.schema import field_name
from web.cli.index import index

_WORDS = "كتاب مدرسة وزير قمر بيروت القاهرة جديد قديم"


def _write(directory: Path, memory_mb: int) -> list[str]:
    directory.mkdir()
    out = Writer(directory, memory_mb=memory_mb)
    for number in range(60):
        body = " ".join(f"{word}{number % 7} {word}" for word in _WORDS.split())
        out.add(Article(id=str(number), title="عنوان", body=body), "a.jsonl")
    assert out.commit() == 60
    return [entry.name for entry in read_contents(directory)]


def _postings(directory: Path) -> dict[bytes, list[tuple[str, int]]]:
    reader = ColumnarIndex(directory).reader()
    name = field_name("body", View.EXACT)
    return {
        term: [
            (reader.stored_fields(doc)["article"], int(weight))
            for doc, weight in reader.postings(name, term).items_as("weight")
        ]
        for term in reader.lexicon(name)
    }


def test_spilled_segments_hold_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _write(tmp_path / "much", MEMORY_MB) == ["1.segment"]
    # So small a batch makes the word table be counted after every article.
    monkeypatch.setattr(buffer, "_BATCH", 1)
    monkeypatch.setattr(buffer, "BYTES_A_DISTINCT_WORD", 2**20)
    monkeypatch.setattr(writer, "BYTES_A_DISTINCT_WORD", 2**20)
    # Sixty segments and those that they were merged into were numbered.
    assert max(_write(tmp_path / "little", 1), key=len) > "60.segment"
    assert _postings(tmp_path / "little") == _postings(tmp_path / "much")


def test_the_command_has_the_default_of_the_writer() -> None:
    (option,) = (param for param in index.params if param.name == "memory_mb")
    assert option.default == MEMORY_MB

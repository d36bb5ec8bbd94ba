from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.build import build
from index.checksums import FileSum
from index.errors import IndexDamaged, IndexMissing, IndexOutdated
from index.generation import Generation
from index.manifest import Manifest, read_manifest, write_manifest
from index.store import Store
from tests.conftest import WriteArticles


def generation(number: int) -> Generation:
    files = {"MAIN_1.seg": FileSum(12, "0" * 32, 5), "sources.jsonl": FileSum(0, "f" * 32, 0)}
    return Generation(number, "f" * 32, 41, "2026-01-01T00:00:00+00:00", files)


def test_reads_back_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    for manifest in (Manifest((generation(1),), 1), Manifest((generation(2), generation(1)), 7)):
        write_manifest(path, manifest)
        assert read_manifest(path) == manifest
    assert manifest.current.number == 2
    assert manifest.previous == generation(1)
    assert [file.name for file in tmp_path.iterdir()] == ["manifest.json"]


def test_no_manifest_says_how_to_make_an_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="bahith index"):
        read_manifest(tmp_path / "manifest.json")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"null",
        b'{"generation": "../../etc"}',
        b'{"format": 1, "generation": "../../etc"}',
        b'{"format": 3}',
        b'{"format": 2, "generations": [], "last": 0}',
        b'{"format": 2, "generations": 5, "last": 0}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_manifest_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "manifest.json"
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        read_manifest(path)


def test_flipped_bits_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    write_manifest(path, Manifest((generation(1),), 1))
    written = path.read_bytes()
    for bit in range(0, len(written) * 8, 13):
        content = bytearray(written)
        content[bit // 8] ^= 1 << bit % 8
        path.write_bytes(content)
        with pytest.raises(IndexDamaged):
            read_manifest(path)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "../../etc"),
        ("number", -1),
        ("number", True),
        ("articles", None),
        ("fingerprint", 5),
        ("committed", "yesterday"),
        ("files", []),
        ("files", {"../x": [0, "0" * 32, 0]}),
        ("files", {".hidden": [0, "0" * 32, 0]}),
        ("files", {"a/b": [0, "0" * 32, 0]}),
        ("files", {"a\x00": [0, "0" * 32, 0]}),
        ("files", {"": [0, "0" * 32, 0]}),
        ("files", {"a": [-1, "0" * 32, 0]}),
        ("files", {"a": [1, "x", 0]}),
        ("files", {"a": [1, "0" * 32]}),
        ("files", {"a": [1, "0" * 32, -1]}),
        ("files", {"a": [1, "0" * 32, 1 << 32]}),
        ("files", {"a": None}),
    ],
)
def test_descriptions_are_not_believed(field: str, value: object) -> None:
    row = generation(1).to_row()
    assert Generation.from_row(json.loads(json.dumps(row))) == generation(1)
    with pytest.raises(ValueError):
        Generation.from_row({**row, field: value})


def test_an_index_without_checksums_is_made_anew(
    tmp_path: Path, write_articles: WriteArticles
) -> None:
    store = Store(tmp_path / "index")
    path = write_articles([{"id": "1"}])
    build([path], store)
    first = {"generation": 1, "fingerprint": "f", "articles": 1, "committed": "", "format": 1}
    (store.directory / "manifest.json").write_text(json.dumps(first), "utf-8")
    with pytest.raises(IndexOutdated, match="--full"):
        store.open()
    assert build([path], store).generation == 2
    assert store.open().article("1") is not None

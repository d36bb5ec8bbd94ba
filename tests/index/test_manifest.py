from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import IndexDamaged, IndexMissing
from index.manifest import Manifest, read_manifest, write_manifest


def test_reads_back_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    for generation in (1, 2):
        manifest = Manifest(generation, "f" * 32, 41, "2026-01-01T00:00:00+00:00")
        write_manifest(path, manifest)
        assert read_manifest(path) == manifest
    assert [file.name for file in tmp_path.iterdir()] == ["manifest.json"]


def test_no_manifest_says_how_to_make_an_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="bahith index"):
        read_manifest(tmp_path / "manifest.json")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b"\xff\xfe", b"null", b'{"generation": "../../etc"}'],
)
def test_a_damaged_manifest_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "manifest.json"
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        read_manifest(path)


def test_a_generation_that_is_no_number_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    write_manifest(path, Manifest("../../etc", "f", 0, ""))  # type: ignore[arg-type]
    with pytest.raises(IndexDamaged):
        read_manifest(path)

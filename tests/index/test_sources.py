from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.checksums import content_hash
from index.errors import IndexDamaged
from index.sources import Source, read_sources, source_name, write_sources


def test_reads_back_what_was_written(tmp_path: Path) -> None:
    sources = {
        "/أرشيف/١.txt": Source("ab", ("١",)),
        "/b\nc": Source("cd", ()),
        '/"': Source("", ("a", "b")),
    }
    write_sources(tmp_path / "s", sources)
    assert read_sources(tmp_path / "s") == sources


@pytest.mark.parametrize("content", ["{", "1", '["a"]', '["a", "b", 1]', "\ud800"])
def test_a_damaged_list_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "s").write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(IndexDamaged, match="list of indexed files"):
        read_sources(tmp_path / "s")


def test_a_missing_list_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged):
        read_sources(tmp_path / "s")


def test_digest_follows_content_only(tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    one.write_bytes(b"x" * (3 << 20))
    two.write_bytes(b"x" * (3 << 20))
    assert content_hash(one) == content_hash(two)
    two.write_bytes(b"x" * (3 << 20) + b"y")
    assert content_hash(one) != content_hash(two)


def test_names_are_absolute_and_clean_unicode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = source_name(Path(os.fsdecode(b"a\xff.txt")))
    assert name == f"{tmp_path}/a\\xff.txt"
    name.encode()

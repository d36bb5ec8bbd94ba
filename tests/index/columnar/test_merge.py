"""Which segments are merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.analysis import default_analyzer
from index.article import Article
from index.columnar.contents import SegmentEntry, read_contents
from index.columnar.merge import to_merge
from index.columnar.writer import Writer


@pytest.mark.parametrize(
    ("sizes", "fresh", "chosen"),
    [
        ([], True, 0),
        ([9_000], True, 0),
        ([9_000, 90_000], True, 2),
        ([9_000, 90_000], False, 0),
        ([10, 20, 30, 40, 90_000], False, 4),
        ([10, 20, 30, 40, 90_000], True, 5),
    ],
)
def test_a_fresh_index_becomes_one_segment(sizes: list[int], fresh: bool, chosen: int) -> None:
    entries = [SegmentEntry(f"{n}.segment", size) for n, size in enumerate(sizes)]
    assert len(to_merge(entries, fresh=fresh)) == chosen


def test_what_was_there_before_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(ids: str) -> list[str]:
        writer = Writer(tmp_path, default_analyzer())
        # As if the memory were full after each article.
        monkeypatch.setattr(writer, "_memory", -1)
        for number in ids.split():
            writer.add(Article(number, "عنوان", f"نص {number}"), "a.txt")
        writer.commit()
        return [entry.name for entry in read_contents(tmp_path)]

    first = write("1 2 3")
    assert len(first) == 1
    second = write("4 5")
    assert second[0] == first[0]
    assert len(second) == 3

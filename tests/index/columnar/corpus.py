"""Random archives: articles of few Arabic words, and the changes that make an index of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from index.article import Article
from index.columnar.writer import Writer

# Words that share prefixes, stems and letters; two of them are not one word each.
_PLAIN = "وزير الوزير وزراء مدرسة مدارس كتاب كتب الكتاب مكتبة في من على بيروت بغداد بغدادي لبنان"
WORDS = (*_PLAIN.split(), "لبناني", "ﷺ", "2024م", "الكتٰب", "السمٰوٰت")
SECTIONS = ("", "سياسة", "رياضة", "ثقافة")
TAGS = ("شعر", "بحر", "علم وطب", "Linux")
FILES = tuple(f"أخبار/{number}.txt" for number in range(6))


class Step(NamedTuple):
    """Remove the articles of some files, add articles, then commit."""

    removed: Sequence[str]
    added: Sequence[tuple[Article, str]]


def texts(longest: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), max_size=longest).map(" ".join)


def articles() -> st.SearchStrategy[Article]:
    return st.builds(
        Article,
        id=st.uuids(version=4).map(str),
        title=texts(4),
        lead=texts(5),
        body=texts(12),
        date=st.none()
        | st.integers(-20, 20).map(lambda day: datetime(2001, 1, 1, tzinfo=UTC) + timedelta(day)),
        section=st.sampled_from(SECTIONS),
        source=st.sampled_from(SECTIONS),
        tags=st.lists(st.sampled_from(TAGS), max_size=3).map(tuple),
    )


def steps(most_articles: int = 8) -> st.SearchStrategy[list[Step]]:
    added = st.lists(st.tuples(articles(), st.sampled_from(FILES)), max_size=most_articles)
    removed = st.lists(st.sampled_from(FILES), max_size=2, unique=True)
    return st.lists(st.builds(Step, removed, added), min_size=1, max_size=6)


def apply(steps: Sequence[Step]) -> list[tuple[Article, str]]:
    """Return what an index holds after some steps, in order of adding."""
    held: list[tuple[Article, str]] = []
    for step in steps:
        held = [row for row in held if row[1] not in step.removed]
        held += step.added
    return held


def plain_directory(path: Path) -> Path:
    path.mkdir()
    return path


def write(directory: Path, steps: Sequence[Step]) -> int:
    """Commit each step and return how many articles the last commit left."""
    count = 0
    for step in steps:
        writer = Writer(directory)
        for path in step.removed:
            writer.remove(path)
        for article, path in step.added:
            writer.add(article, path)
        count = writer.commit()
    return count

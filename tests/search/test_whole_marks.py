"""Marks cover whole written words, in every title and snippet of many queries."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import build
from index.store import Store
from search.request import Request
from search.results import Slice
from search.service import Service

SEEDS = Path(__file__).parent.parent.parent / "seeds"
QUERIES = 500


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    store = Store(tmp_path_factory.mktemp("marks") / "index")
    build([SEEDS], store)
    made = Service(store)
    yield made
    made.close()


def is_arabic(letter: str) -> bool:
    return "ARABIC" in unicodedata.name(letter, "") and not letter.isdecimal()


def is_inside(before: str, after: str) -> bool:
    """Tell whether two neighbours belong to one written word."""
    if unicodedata.category(after).startswith("M"):
        return True
    if not (before.isalnum() or unicodedata.category(before).startswith("M")):
        return False
    # Where the script changes, as in 2024م, one word ends.
    return after.isalnum() and is_arabic(before) == is_arabic(after)


def torn(slices: tuple[Slice, ...]) -> list[str]:
    text = "".join(piece.text for piece in slices)
    found, start = [], 0
    for piece in slices:
        end = start + len(piece.text)
        edges = [place for place in (start, end) if 0 < place < len(text)]
        if piece.marked and any(is_inside(text[e - 1], text[e]) for e in edges):
            found.append(text[max(0, start - 10) : end + 10])
        start = end
    return found


def queries() -> list[str]:
    """Words and pairs of the articles, as written, with another clitic or without a letter."""
    chance = random.Random(5)
    words = [
        word
        for path in sorted(SEEDS.glob("*.txt"))
        for word in re.findall(r"[^\W\d_]{3,}", path.read_text("utf-8", errors="replace"))
    ]
    made = []
    for _ in range(QUERIES):
        word, other = chance.choice(words), chance.choice(words)
        made.append(
            chance.choice(
                [word, f"{word} {other}", f"ال{word}", f"و{word}", f'"{word} {other}"', word[:-1]]
            )
        )
    return made


def test_marks_are_never_inside_a_word(service: Service) -> None:
    marked = 0
    for query in queries():
        for hit in service.search(Request(query, limit=3)).hits:
            assert torn(hit.title) == [], query
            assert torn(hit.snippet) == [], query
            marked += sum(piece.marked for piece in (*hit.title, *hit.snippet))
    # The test would say nothing where nothing is marked.
    assert marked > QUERIES


def test_a_torn_word_would_be_seen() -> None:
    assert torn((Slice("و", False), Slice("الوزير", True)))
    assert torn((Slice("كتب", True), Slice("\u064e الولد", False)))
    assert not torn((Slice("(", False), Slice("الوزير", True), Slice("؟", False)))
    assert not torn((Slice("2024", True), Slice("م", False)))

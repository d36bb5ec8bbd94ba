from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build
from index.store import Store
from search.limits import Limits
from search.service import Service
from tests.conftest import WriteArticles

TIDES = "المد والجزر على الشاطئ من جاذبية القمر، والصيادون يعرفون مواعيد المد."
ROWS = [
    {"id": "tide", "title": "مواعيد المد", "body": TIDES},
    {"id": "moon", "title": "جاذبية القمر", "body": "جاذبية القمر ترفع مياه البحر فيكون المد."},
    {"id": "bread", "title": "خبز الصباح", "body": "الخباز يعجن الطحين بالماء والملح قبل الفجر."},
    {"id": "oven", "title": "فرن الحي", "body": "فرن الحي يخبز للناس، والخباز يحيي زبائنه."},
    {"id": "copy", "title": "مواعيد المد", "body": TIDES},
    {"id": "alone", "title": "زرافة", "body": "زرافة"},
]


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("similar")
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    build([path], Store(folder / "index"))
    return Service(Store(folder / "index"))


def ids(service: Service, id: str) -> list[str]:  # noqa: A002
    found = service.similar(id)
    assert found is not None
    return [other.id for other in found]


def test_nearest_subject_without_itself_and_its_copies(near: Service) -> None:
    assert ids(near, "tide") == ["moon"]
    assert ids(near, "oven") == ["bread"]


def test_an_article_on_its_own_has_none(near: Service) -> None:
    assert ids(near, "alone") == []


def test_unknown_article(near: Service) -> None:
    assert near.similar("none") is None


def test_similar_articles_are_told_by_what_a_list_shows(near: Service) -> None:
    (moon,) = near.similar("tide") or ()
    assert (moon.title, moon.date, moon.section) == ("جاذبية القمر", None, "")
    assert 0 < moon.score <= 1


def test_limit(near: Service) -> None:
    assert near.similar("tide", limit=0) == ()


def test_out_of_time_some_are_found(near: Service) -> None:
    hurried = Service(near._current._store, replace(Limits(), max_seconds=0.0))
    found = {other.id for other in hurried.similar("tide", limit=100) or ()}
    assert found <= {other.id for other in near.similar("tide", limit=100) or ()}


def test_long_articles_are_bounded(tmp_path: Path, write_articles: WriteArticles) -> None:
    words = [f"كلمة{chr(0x628 + n % 28)}{chr(0x628 + n // 28 % 28)}" for n in range(780)]
    rows: list[dict[str, object]] = [
        {"id": str(n), "title": f"كتاب {words[n]}", "body": " ".join(words[n:] * 100)}
        for n in range(3)
    ]
    build([write_articles(rows)], Store(tmp_path / "index"))
    found = Service(Store(tmp_path / "index")).similar("0")
    assert found is not None
    assert len(found) <= 2

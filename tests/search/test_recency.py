from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.build import build
from index.schema import NO_DATE
from index.store import Store
from search.recency import freshness
from search.request import Request
from search.service import Service
from tests.conftest import WriteArticles

DAY = 86_400


def test_half_of_the_gain_is_left_after_the_half_life() -> None:
    dates = np.array([100, 90, 80, 100 - 36_500], np.int64) * DAY
    found = freshness(np.append(dates, NO_DATE), 100 * DAY, 10.0)
    assert found.tolist() == pytest.approx([2.0, 1.5, 1.25, 1.0, 1.0])


@pytest.fixture
def service(tmp_path: Path, write_articles: WriteArticles) -> Service:
    # The old one answers a little better, the one without a date as well as the new one.
    bodies = {"new": "زار الوزير مدينة", "old": "زار الوزير", "undated": "زار الوزير مدينة"}
    days = {"new": "2024-05-01", "old": "2004-05-01", "undated": None}
    rows: list[dict[str, object]] = [
        {"id": name, "title": "خبر", "body": body, "date": days[name] or ""}
        for name, body in bodies.items()
    ]
    store = Store(tmp_path / "index")
    build([write_articles(rows)], store)
    return Service(store)


def test_newer_articles_come_first_where_asked(service: Service) -> None:
    plain = service.search(Request("الوزير"))
    assert plain.hits[0].id == "old"
    recent = service.search(Request("الوزير", half_life=365.0))
    assert recent.hits[0].id == "new"
    assert recent.total == plain.total == 3
    scores = {hit.id: hit.score for hit in plain.hits}
    for hit in recent.hits:
        times = {"new": 2.0, "old": 1.0, "undated": 1.0}[hit.id]
        assert hit.score == pytest.approx(scores[hit.id] * times, rel=1e-4)


def test_the_explanation_adds_up(service: Service) -> None:
    for hit in service.search(Request("الوزير", half_life=365.0, explain=True)).hits:
        why = hit.explanation
        assert why is not None
        total = sum(share.score for share in why.contributions) * why.factor * why.freshness
        assert why.score == pytest.approx(total) == pytest.approx(hit.score)

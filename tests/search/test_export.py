from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build
from index.errors import QueryRefused
from index.store import Store
from search.request import Request, Sort
from search.results import Slice
from search.service import Service
from tests.conftest import WriteArticles


def test_export_has_what_all_pages_have(service: Service) -> None:
    for sort in Sort:
        asked = Request("توأم", sort=sort, offset=3, limit=1)
        exported = service.export(asked)
        page = service.search(Request("توأم", sort=sort, limit=100))
        assert [(h.id, h.score) for h in exported.hits] == [(h.id, h.score) for h in page.hits]
        assert exported.total == page.total == len(exported.hits) > 1
        assert exported.facets == page.facets


def test_snippets_are_openings(tmp_path: Path, write_articles: WriteArticles) -> None:
    rows: list[dict[str, object]] = [
        {"id": "long", "title": "قمر", "body": "قمر  طويل\n" * 200},
        {"id": "lead", "title": "قمر", "lead": "قمر في المقدمة", "body": "نص"},
    ]
    build([write_articles(rows)], Store(tmp_path / "index"))
    found = {hit.id: hit for hit in Service(Store(tmp_path / "index")).export(Request("قمر")).hits}
    assert found["lead"].snippet == (Slice("قمر في المقدمة", False),)
    ((text, marked),) = found["long"].snippet
    assert not marked
    assert text.startswith("قمر طويل قمر")
    assert text.endswith(" …")
    assert len(text) <= 200


def test_export_is_bounded(tmp_path: Path, write_articles: WriteArticles) -> None:
    rows: list[dict[str, object]] = [{"id": str(n), "title": "قمر"} for n in range(1_001)]
    build([write_articles(rows)], Store(tmp_path / "index"))
    exported = Service(Store(tmp_path / "index")).export(Request("قمر"))
    assert (exported.total, len(exported.hits)) == (1_001, 1_000)


def test_limits_of_a_query_are_those_of_a_search(service: Service) -> None:
    with pytest.raises(QueryRefused):
        service.export(Request("ب" * 600))

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build
from index.store import Store
from search.limits import Limits
from search.request import Request
from search.service import Service
from tests.conftest import WriteArticles


@pytest.fixture
def service(tmp_path: Path, write_articles: WriteArticles) -> Service:
    bodies = {
        "كله": "بنيت القاهرة على ضفة النيل قرب الفسطاط",
        "بعضه": "القاهرة القاهرة القاهرة القاهرة",
        "شبهه": "قاهريون يبنون",
        "غيره": "ثمار الزيتون في الخريف",
    }
    store = Store(tmp_path / "index")
    rows = [{"id": id_, "title": "خبر", "body": body} for id_, body in bodies.items()]
    build([write_articles(rows)], store)
    return Service(store, Limits(max_seconds=60))


def found(service: Service, text: str) -> list[str]:
    return [hit.id for hit in service.search(Request(text)).hits]


def test_who_covers_more_comes_first(service: Service) -> None:
    assert found(service, "أين بنيت القاهرة قرب الفسطاط؟")[:2] == ["كله", "بعضه"]


def test_pieces_may_answer_a_description_but_nothing_unlike_it(service: Service) -> None:
    answered = found(service, "متى بنيت القاهرة؟")
    assert answered[0] == "كله"
    assert "غيره" not in answered


def test_a_relaxed_list_needs_a_word_of_it(service: Service) -> None:
    results = service.search(Request("القاهرة الإسكندرية"))
    assert results.relaxed
    assert {hit.id for hit in results.hits} == {"كله", "بعضه"}


def test_a_required_list_is_not_widened_by_pieces(service: Service) -> None:
    assert found(service, "بنيت القاهرة") == ["كله"]


def test_pieces_alone_answer_nothing(service: Service) -> None:
    results = service.search(Request("متى القاهرولوجيا؟"))
    assert (results.total, results.hits) == (0, ())

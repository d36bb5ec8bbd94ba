from __future__ import annotations

from dataclasses import replace

import pytest

from search.request import Request, Sort
from search.service import Service

QUERIES = [
    "القهوة",
    "القهوة الخبز",
    "كسوف الشمس",
    "البردي نهر النيل",
    "متى يقع كسوف الشمس؟",
    '"نهر النيل"',
    '"نهر النيل" 6650',
    "ما طول نهر النيل وأين ينبع من القارة الأفريقية؟",
]


@pytest.mark.parametrize("query", QUERIES)
def test_contributions_add_up_to_the_score(service: Service, query: str) -> None:
    hits = service.search(Request(query, limit=100, explain=True)).hits
    assert hits
    for hit in hits:
        why = hit.explanation
        assert why is not None
        total = sum(share.score for share in why.contributions) * why.factor
        assert total == pytest.approx(hit.score, abs=1e-8)
        assert why.score == pytest.approx(hit.score, abs=1e-8)
        assert why.factor == pytest.approx((1.0 if why.coverage is None else why.coverage) ** 0.5)


def test_numbers_of_a_term_give_its_score(service: Service) -> None:
    """BM25's saturation lies between 1/(1 + norm) and k1 + 1, whatever the length."""
    hit = service.search(Request("القهوة", explain=True)).hits[0]
    assert hit.explanation is not None
    views = {(share.field, share.view) for share in hit.explanation.contributions}
    assert {("body", "exact"), ("body", "stem"), ("body", "gram")} <= views
    for share in hit.explanation.contributions:
        assert share.weight is not None
        assert share.idf is not None
        assert share.frequency is not None
        assert share.frequency <= (share.length or 0)
        assert 0 < share.score < share.weight * share.idf * 2.2


def test_the_score_by_relevance_is_explained_in_every_order(service: Service) -> None:
    asked = Request("القهوة الخبز", limit=100, explain=True)
    by_score = {hit.id: hit.explanation for hit in service.search(asked).hits}
    by_date = service.search(replace(asked, sort=Sort.NEWEST)).hits
    assert {hit.id: hit.explanation for hit in by_date} == by_score


def test_nothing_is_explained_unasked(service: Service) -> None:
    assert all(hit.explanation is None for hit in service.search(Request("القهوة")).hits)

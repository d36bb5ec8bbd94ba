from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from index.build import build
from index.store import Store
from search.execute import Budget, execute
from search.limits import Limits
from search.parser import parse
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


class _Looks:
    """A budget that is over after so many looks at the clock."""

    def __init__(self, looks: int) -> None:
        self.limits = Limits()
        self._looks = looks

    def left(self) -> bool:
        self._looks -= 1
        return self._looks >= 0


def test_out_of_time_nothing_answers_that_would_not_with_more(
    tmp_path: Path, write_articles: WriteArticles
) -> None:
    store = Store(tmp_path / "index")
    # What comes nearest to the word stands in the last segment, which time may not reach.
    for number, body in enumerate(("كترون", "إلكترونيات إلكتروني الإلكترونية الوفد")):
        rows = [{"id": str(number), "title": "خبر", "body": body}]
        build([write_articles(rows, f"{number}.jsonl")], store)
    snapshot = store.open()
    tree = parse("متى زار الوفد الإلكترون؟", snapshot.analyzer, Limits()).any_word()

    def numbers(looks: int) -> set[int]:
        with snapshot.searcher() as searcher:
            found = execute(tree, searcher, Request("", limit=9), cast("Budget", _Looks(looks)))
        return {ranked.number for ranked in found.page}

    assert numbers(1000) == {1}
    assert all(numbers(looks) <= {1} for looks in range(40))

"""Collapsing near-duplicates: who stands for whom, on arrays and in answers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.likeness import are_alike
from index.store import Store
from search.collapse import collapse, copies
from search.payload import to_payload
from search.request import Request, Sort
from search.service import Service

# Fingerprints that are alike as their digits are: b is like a and c, which are not alike.
_A, _B, _C = 0x1111_1111_1111_1111, 0x1111_1111_1111_2222, 0x1111_1222_2222_2222
_NONE = 0


@pytest.mark.parametrize(
    ("likenesses", "leaders"),
    [
        ([], []),
        ([_A], [0]),
        ([_A, _A, _A], [0, 0, 0]),
        ([_A, _B, _C], [0, 0, 2]),
        ([_B, _A, _C], [0, 0, 0]),
        ([_A, _C, _A, _C], [0, 1, 0, 1]),
        ([_NONE, _NONE, _A], [0, 1, 2]),
    ],
)
def test_who_stands_for_whom(likenesses: list[int], leaders: list[int]) -> None:
    assert not are_alike(_A, np.array([_C]))[0]
    assert are_alike(_A, np.array([_B]))[0]
    assert collapse(np.array(likenesses, np.int64), 10).tolist() == leaders


def test_looking_on_ends_where_enough_are_found() -> None:
    found = collapse(np.array([_A, _C, _NONE, _A], np.int64), 2)
    assert found.tolist() == [0, 1, -1, 0]


@given(st.lists(st.sampled_from([_A, _B, _C, _NONE, 7, 2**62]), max_size=30))
def test_a_leader_stands_for_itself_and_before_what_it_is_like(numbers: list[int]) -> None:
    likenesses = np.array(numbers, np.int64)
    leaders = collapse(likenesses, len(numbers))
    for place, leader in enumerate(leaders.tolist()):
        assert leaders[leader] == leader <= place
        assert leader == place or are_alike(numbers[leader], likenesses[[place]])[0]


def test_copies_are_the_others() -> None:
    likenesses = np.array([_A, _B, _C, _NONE, _NONE], np.int64)
    assert copies(np.array([_A, _B, _NONE], np.int64), likenesses) == [1, 2, 0]


def test_copies_are_counted_among_many() -> None:
    """So many that they are compared in several steps."""
    likenesses = np.array([_A, _C] * 20_000 + [_NONE, _B], np.int64)
    assert copies(likenesses[-4:], likenesses) == [20_000, 20_000, 0, 40_000]


def _body(subject: int) -> str:
    return " ".join(f"خبر{subject} كلمة{subject * 1000 + n}" for n in range(60)) + " وزير"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    store = Store(tmp_path_factory.mktemp("collapse") / "index")
    with store.lock(), store.write(fresh=True) as writing:
        for subject in range(30):
            # Each third subject in three copies, in one of which the dateline is another.
            for copy in range(3 if subject % 3 == 0 else 1):
                body = ("القاهرة وكالات " if copy == 1 else "") + _body(subject)
                article = Article(f"{subject:02}-{copy}", f"عنوان {copy}", body)
                writing.draft.add(article, "/a.jsonl")
        writing.commit()
    made = Service(store)
    yield made
    made.close()


@pytest.mark.parametrize("sort", list(Sort))
def test_one_result_stands_for_its_copies(service: Service, sort: Sort) -> None:
    results = service.search(Request("وزير", limit=50, sort=sort, collapse=True))
    assert results.total == 50
    assert len(results.hits) == 30
    subjects = [hit.id.split("-")[0] for hit in results.hits]
    assert len(set(subjects)) == 30
    assert {s for s, hit in zip(subjects, results.hits, strict=True) if hit.copies == 2} == {
        f"{subject:02}" for subject in range(0, 30, 3)
    }
    assert sum(hit.copies for hit in results.hits) == 20


def test_pages_of_collapsed_results_follow_each_other(service: Service) -> None:
    whole = service.search(Request("وزير", limit=50, collapse=True)).hits
    paged = [
        hit
        for offset in range(0, 50, 7)
        for hit in service.search(Request("وزير", offset=offset, limit=7, collapse=True)).hits
    ]
    assert [hit.id for hit in paged] == [hit.id for hit in whole]


def test_without_collapse_nothing_changes(service: Service) -> None:
    results = service.search(Request("وزير", limit=50))
    assert len(results.hits) == results.total == 50
    assert not any(hit.copies for hit in results.hits)


def test_the_payload_counts_copies_where_there_are_some(service: Service) -> None:
    payload = to_payload(service.search(Request("وزير", limit=50, collapse=True)))
    hits = payload["hits"]
    assert isinstance(hits, list)
    assert {hit.get("copies") for hit in hits} == {2, None}


def test_collapsed_results_count_only_what_the_filters_keep(service: Service) -> None:
    assert service.search(Request("وزير", section="رياضة", collapse=True)).hits == ()

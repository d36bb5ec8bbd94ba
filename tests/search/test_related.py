from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import build
from index.store import Store
from search.request import Request
from search.service import Service

ROWS = (
    ("عودة مرصد حلوان إلى العمل", "يعود مرصد حلوان إلى رصد النجوم بعد التجديد."),
    ("النجوم من نافذة مرصد حلوان", "صور النجوم البعيدة كما رآها الفلكيون هذا العام."),
    ("ليالي النجوم", "يرى الفلكيون أن النجوم البعيدة أقدم مما حُسب."),
    ("النجوم في الشعر", "وصف الشعراء النجوم ولم يصفوا المراصد."),
    *((f"خبر {n}", f"نص لا صلة له بالفلك، رقمه {n}.") for n in range(40)),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    root = tmp_path_factory.mktemp("related")
    rows = [{"id": str(n), "title": title, "text": text} for n, (title, text) in enumerate(ROWS)]
    (root / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    store = Store(root / "index")
    build([root / "a.jsonl"], store)
    made = Service(store)
    yield made
    made.close()


def test_phrases_stand_alone_and_words_narrow(service: Service) -> None:
    found = service.related(service.search(Request("النجوم")))
    assert "مرصد حلوان" in found
    assert "النجوم الفلكيون" in found or "النجوم البعيدة" in found


@pytest.mark.parametrize("query", ["النجوم", "مرصد", "الفلكيون", "الشعر"])
def test_each_finds_at_least_two_of_the_results(service: Service, query: str) -> None:
    results = service.search(Request(query))
    ids = {hit.id for hit in results.hits}
    for text in service.related(results):
        again = service.search(Request(text, limit=100))
        assert not again.relaxed
        assert len(ids & {hit.id for hit in again.hits}) >= 2


def test_nothing_is_made_of_function_words_numbers_or_the_query(service: Service) -> None:
    for text in service.related(service.search(Request("خبر نص"))):
        assert text.split()[-1] not in {"خبر", "نص", "رقمه", "له", "لا"}
        assert not any(word.isdecimal() for word in text.split())


def test_half_of_a_phrase_is_no_search(service: Service) -> None:
    """A word with a particle in front begins nothing that a person would type."""
    for text in service.related(service.search(Request("الفلك"))):
        assert not text.startswith("بالفلك")


def test_a_query_with_operators_is_not_narrowed(service: Service) -> None:
    results = service.search(Request("النجوم OR مرصد"))
    assert all(not text.startswith("النجوم OR") for text in service.related(results))


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=30))
def test_any_query_has_some_or_none(service: Service, query: str) -> None:
    results = service.search(Request(query))
    found = service.related(results)
    assert len(found) <= 6
    assert len(set(found)) == len(found)
    if not results.hits:
        assert found == ()

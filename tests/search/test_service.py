from __future__ import annotations

import json
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.build import build
from index.errors import IndexMissing, QueryRefused
from index.store import Store
from search.limits import Limits
from search.markup import to_text
from search.payload import to_payload
from search.request import Request, Sort
from search.results import Slice
from search.service import Service

GOLDEN = Path(__file__).parent / "golden"


def ranking() -> list[tuple[str, list[str]]]:
    lines = (GOLDEN / "ranking.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [(query, ids.split()) for query, ids, _ in rows]


def brackets(slices: tuple[Slice, ...]) -> str:
    return "".join(f"[{s.text}]" if s.marked else s.text for s in slices)


@pytest.mark.parametrize(("query", "ids"), ranking())
def test_ranking(service: Service, query: str, ids: list[str]) -> None:
    results = service.search(Request(query))
    assert [hit.id for hit in results.hits] == ids
    assert results.total == len(ids)
    assert results.query == query


@pytest.mark.parametrize(
    "case",
    json.loads((GOLDEN / "snippets.json").read_text("utf-8")),
    ids=lambda case: case["query"],
)
def test_snippets(service: Service, case: dict[str, str]) -> None:
    hit = next(h for h in service.search(Request(case["query"])).hits if h.id == case["id"])
    assert brackets(hit.title) == case["title"]
    assert brackets(hit.snippet) == case["snippet"]


@pytest.mark.parametrize("query", ["", "  ", "؟!،", '""', "«»", "***", "ـــ"])
def test_a_query_without_words_has_no_results(service: Service, query: str) -> None:
    results = service.search(Request(query))
    assert (results.total, results.hits, results.suggestion) == (0, (), "")
    assert not results.relaxed
    assert set(results.facets) == {"section", "source", "tag", "year", "month"}


@pytest.mark.parametrize(
    ("query", "relaxed", "missing"),
    [
        ("القهوة", False, ()),
        ("القهوة الخبز", True, ()),
        ("القهوة زقزوق", True, ("زقزوق",)),
        ("القهوة زَقْزوق، زقزوق!", True, ("زَقْزوق",)),
        ("زقزوق", False, ("زقزوق",)),
        ("زقزوق بلبول", False, ("زقزوق", "بلبول")),
        ('"الشمس كسوف"', False, ()),
        ('"الشمس كسوف" القمر', True, ()),
        ('"كسوف زقزوق"', False, ("زقزوق",)),
        ("في زقزوق", False, ("زقزوق",)),
    ],
)
def test_relaxing(service: Service, query: str, relaxed: bool, missing: tuple[str, ...]) -> None:
    results = service.search(Request(query))
    assert (results.relaxed, results.missing) == (relaxed, missing)
    assert (results.total > 0) == (relaxed or (not missing and query != '"الشمس كسوف"'))


def test_a_filter_that_keeps_nothing_does_not_relax_the_words(service: Service) -> None:
    results = service.search(Request("كسوف الشمس", section="مطبخ"))
    assert (results.total, results.relaxed) == (0, False)
    assert dict(results.facets["section"]) == {"فلك": 1}


def test_sorts(service: Service) -> None:
    newest = service.search(Request("نص", sort=Sort.NEWEST))
    assert [hit.id for hit in newest.hits] == [
        "script", "twin-new", "twin-a", "twin-b", "twin-undated",
    ]  # fmt: skip
    assert {hit.score for hit in newest.hits} == {0.0}
    oldest = service.search(Request("نص", sort=Sort.OLDEST))
    assert [hit.id for hit in oldest.hits] == [
        "twin-a", "twin-b", "twin-new", "script", "twin-undated",
    ]  # fmt: skip


def test_pages(service: Service) -> None:
    found = [service.search(Request("توأم", offset=n, limit=1)).hits[0].id for n in range(4)]
    assert found == ["twin-new", "twin-a", "twin-b", "twin-undated"]
    assert service.search(Request("توأم", offset=4)).hits == ()
    assert service.search(Request("توأم", limit=0)).total == 4
    assert len(service.search(Request("توأم", offset=-3, limit=2)).hits) == 2
    assert service.search(Request("توأم", limit=-1)).hits == ()


@pytest.mark.parametrize(
    ("asked", "limit"),
    [
        ({"limit": 101}, "max_results"),
        ({"offset": 10_001}, "max_offset"),
        ({"text": "ا" * 513}, "max_query_chars"),
    ],
)
def test_limits(service: Service, asked: dict[str, object], limit: str) -> None:
    with pytest.raises(QueryRefused) as caught:
        service.search(Request(**{"text": "القمر", **asked}))  # type: ignore[arg-type]
    assert caught.value.limit == limit


def test_the_time_limit(store: Store) -> None:
    whole = Service(store).search(Request("القمر"))
    assert not whole.partial
    stopped = Service(store, Limits(max_seconds=0.0)).search(Request("القمر"))
    assert stopped.partial
    assert {hit.id for hit in stopped.hits} <= {hit.id for hit in whole.hits}
    # Whether an article has all the words is not known, so nothing is said of it.
    assert not stopped.relaxed
    assert not stopped.missing


def test_an_article_is_given_whole_and_marked(
    service: Service, articles: dict[str, dict[str, str]]
) -> None:
    found = service.article("library", "مكتبات العلماء")
    assert found is not None
    assert found.article.body == articles["library"]["body"]
    assert to_text(found.title) == found.article.title
    assert to_text(found.lead) == found.article.lead
    assert [to_text(paragraph) for paragraph in found.body] == found.article.body.split("\n\n")
    assert brackets(found.body[1]).startswith("قصدها [العلماء] من كل مكان")


@pytest.mark.parametrize("query", ["", "؟", "ا" * 513, "\0"])
def test_an_article_without_a_usable_query_is_not_marked(service: Service, query: str) -> None:
    found = service.article("library", query)
    assert found is not None
    assert not any(s.marked for part in (found.title, found.lead, *found.body) for s in part)


def test_a_phrase_is_marked_over_the_end_of_a_paragraph(tmp_path: Path) -> None:
    row = {"id": "x", "title": "ع", "body": "آخر السطر الأول\n\nالثاني يبدأ"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), "utf-8")
    build([tmp_path / "a.jsonl"], store := Store(tmp_path / "index"))
    found = Service(store).article("x", '"الأول الثاني"')
    assert found is not None
    assert list(map(brackets, found.body)) == ["آخر السطر [الأول]", "[الثاني] يبدأ"]


def test_no_article(service: Service) -> None:
    assert service.article("لا أحد") is None
    assert service.article("", "القمر") is None


def test_no_index(tmp_path: Path) -> None:
    service = Service(Store(tmp_path / "index"))
    for ask in (service.ready, lambda: service.search(Request("قمر")), lambda: service.article("")):
        with pytest.raises(IndexMissing):
            ask()
    (tmp_path / "a.jsonl").write_text('{"id": "a", "title": "قمر", "body": "قمر"}', "utf-8")
    build([tmp_path / "a.jsonl"], Store(tmp_path / "index"))
    service.ready()
    assert service.search(Request("قمر")).total == 1


def test_an_index_without_articles(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    build([tmp_path / "in"], store := Store(tmp_path / "index"))
    service = Service(store)
    service.ready()
    results = service.search(Request("القمر"))
    assert (results.total, results.missing, results.suggestion) == (0, ("القمر",), "")
    assert service.article("a") is None


def test_hostile_articles_come_back_as_text(service: Service) -> None:
    payload = to_payload(service.search(Request("وسوم العنوان", sort=Sort.NEWEST)))
    hit = payload["hits"][0]  # type: ignore[index]
    assert hit["title"] == "<script>alert(1)</script> في العنوان"
    assert hit["section"] == "<i>تقنية</i>"
    assert "&lt;b&gt;<mark>وسوم</mark>&lt;/b&gt;" in hit["snippet"]


def test_payload_is_json_with_the_agreed_keys(service: Service) -> None:
    results = service.search(Request("القمر", date_from=date(2023, 1, 1)))
    payload = json.loads(json.dumps(to_payload(results)))
    assert list(payload) == [
        "query", "total", "took_ms", "hits", "facets", "suggestion", "repair", "replaced",
        "relaxed", "missing", "unused", "unread_dates", "reading", "partial",
    ]  # fmt: skip
    assert list(payload["hits"][0]) == [
        "id", "title", "score", "date", "section", "source", "url", "snippet",
    ]  # fmt: skip
    assert payload["suggestion"] is None
    assert payload["hits"][0]["date"] == "2023-01-15T00:00:00+00:00"
    assert payload["hits"][0]["score"] > payload["hits"][1]["score"] > 0
    assert payload["facets"]["year"] == [{"value": "2023", "count": 2}]
    assert payload["took_ms"] > 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text() | st.lists(st.sampled_from([*'"«»“”*?~()', "القمر", " ", "في"])).map("".join))
def test_any_text_is_answered_or_refused(service: Service, text: str) -> None:
    try:
        results = service.search(Request(text))
    except QueryRefused:
        return
    assert results.query == text
    json.dumps(to_payload(results))


def test_threads_share_a_service_while_the_index_is_made_anew(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    store = Store(tmp_path / "index")

    def publish(count: int) -> None:
        rows = ({"id": f"{n}", "title": "قمر", "body": f"شمس {n}"} for n in range(count))
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        build([source], store)

    publish(1)
    service = Service(store)
    stop, totals, errors = threading.Event(), [], []

    def ask() -> None:
        seen = []
        try:
            while not stop.is_set():
                results = service.search(Request("قمر", limit=50))
                assert len(results.hits) == results.total
                seen.append(results.total)
        except Exception as error:  # noqa: BLE001 - the test reports whatever a thread met
            errors.append(error)
        totals.append(seen)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for count in range(2, 8):
        publish(count)
    stop.set()
    for thread in threads:
        thread.join()
    assert not errors
    for seen in totals:
        assert seen == sorted(seen)
        assert set(seen) <= set(range(1, 8))
    assert service.search(Request("قمر")).total == 7

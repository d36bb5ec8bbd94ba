from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.build import build
from index.store import Store
from search.request import Request
from search.service import Service
from tests.web.html import Page
from web.app import create_app

SEEDS = Path(__file__).parent.parent.parent / "seeds"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    store = Store(tmp_path_factory.mktemp("help") / "index")
    build([SEEDS], store)
    return Service(store)


@pytest.fixture(scope="module")
def client(service: Service) -> FlaskClient:
    app: Flask = create_app(service)
    return app.test_client()


def examples(client: FlaskClient, language: str) -> list[str]:
    page = Page(client.get(f"/help?lang={language}").text)
    asked = [parse_qs(urlsplit(link["href"]).query) for link in page.all("a", lang="ar")]
    return [query["q"][0] for query in asked if "q" in query]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_example_finds_something(client: FlaskClient, service: Service, language: str) -> None:
    found = examples(client, language)
    assert len(found) > 25
    totals = {example: service.search(Request(example)).total for example in found}
    assert [example for example, total in totals.items() if not total] == []
    # An example that finds everything shows nothing.
    assert [example for example, total in totals.items() if total > 40] == []


def test_the_page_says_the_limits_and_is_reached_from_every_page(client: FlaskClient) -> None:
    arabic, english = client.get("/help").text, client.get("/help?lang=en").text
    assert "عدد حروف البحث ٥١٢ على الأكثر" in arabic
    assert "512 characters" in english
    for url in ("/", "/search?q=القهوة", "/help", "/nothing"):
        assert 'href="/help"' in client.get(url).text
    assert 'href="/help?lang=en"' in client.get("/?lang=en").text


def test_the_results_say_how_a_query_was_understood(client: FlaskClient) -> None:
    page = Page(client.get("/search", query_string={"q": "بغداد أو دمشق"}).text)
    assert len(page.all("p", **{"class": "notice understood"})) == 1
    assert "فيها «\u2068بغداد\u2069» أو «\u2068دمشق\u2069»." in page.text
    asked = [parse_qs(urlsplit(link["href"]).query).get("q", [""])[0] for link in page.all("a")]
    quoted = 'بغداد "أو" دمشق'
    assert quoted in asked
    english = client.get("/search", query_string={"q": "بغداد -دمشق", "lang": "en"})
    assert "with “\u2068بغداد\u2069”, and without “\u2068دمشق\u2069”." in Page(english.text).text
    for plain in ("بغداد دمشق", "متى بنيت بغداد؟", '"بغداد"', quoted):
        assert "understood" not in client.get("/search", query_string={"q": plain}).text


@pytest.mark.parametrize("path", ["/api/search", "/api/export.json"])
def test_programs_are_told_how_a_query_was_understood(client: FlaskClient, path: str) -> None:
    asked = {"q": "بغداد -دمشق"}
    arabic = client.get(path, query_string=asked, headers={"Accept-Language": "ar"})
    english = client.get(path, query_string=asked, headers={"Accept-Language": "en"})
    assert arabic.get_json()["reading"] == (
        "مقالات فيها «\u2068بغداد\u2069»، وليس فيها «\u2068دمشق\u2069»."
    )
    assert english.get_json()["reading"].startswith("Articles with “\u2068بغداد")
    # A cache between them must not give one the other's.
    assert arabic.headers["ETag"] != english.headers["ETag"]
    assert "Accept-Language" in arabic.headers["Vary"]
    plain = client.get(path, query_string={"q": "بغداد دمشق"}).get_json()
    assert (plain["reading"], plain["unused"]) == (None, [])


def test_a_date_that_is_none_is_named(client: FlaskClient) -> None:
    asked = {"q": "بغداد تاريخ:30 فبراير 2017"}
    answer = client.get("/api/search", query_string=asked).get_json()
    assert answer["unread_dates"] == ["30 فبراير 2017"]
    arabic = client.get("/search", query_string=asked).text
    assert "لم يُفهم «<bdi>30 فبراير 2017</bdi>» على أنه تاريخ" in arabic
    english = client.get("/search", query_string={**asked, "lang": "en"}).text
    assert "“<bdi>30 فبراير 2017</bdi>” was not understood as a date" in english
    understood = client.get("/search", query_string={"q": "بغداد تاريخ:عام 2017"})
    assert "على أنه تاريخ" not in understood.text


def test_a_long_text_is_searched_by_its_rarest_words(client: FlaskClient, service: Service) -> None:
    body = service.article("csv-101")
    assert body is not None
    text = " ".join(body.article.body.split())[:500]
    results = service.search(Request(text))
    assert results.hits[0].id == "csv-101"
    assert results.unused
    assert all(word in text for word in results.unused)
    answer = client.get("/api/search", query_string={"q": text}).get_json()
    assert answer["unused"] == list(results.unused)
    page = client.get("/search", query_string={"q": text})
    assert page.status_code == 200
    assert "بأندر كلماته" in page.text

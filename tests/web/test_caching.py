from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from index.errors import IndexMissing
from tests.web.fake import PlainService

BY_GENERATION = (
    "/api/search?q=النجوم",
    "/api/export.csv?q=النجوم",
    "/api/export.json?q=النجوم",
    "/api/articles/seeds%2Fnujum.txt",
    "/api/similar/seeds%2Fnujum.txt",
    "/feed?q=النجوم",
    "/cite?id=seeds/nujum.txt&format=bibtex",
)
BY_BYTES = ("/api/suggest?q=مرص", "/api/openapi.json", "/opensearch.xml")


@pytest.mark.parametrize("url", [*BY_GENERATION, *BY_BYTES])
def test_known_answer_is_not_sent_again(client: FlaskClient, url: str) -> None:
    first = client.get(url)
    assert first.status_code == 200
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert client.get(url, headers={"If-None-Match": '"other"'}).data == first.data


@pytest.mark.parametrize("url", BY_GENERATION)
def test_a_new_generation_is_sent(client: FlaskClient, service: PlainService, url: str) -> None:
    tag = client.get(url).headers["ETag"]
    service.number += 1
    again = client.get(url, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.headers["ETag"] != tag


def test_known_answer_costs_no_search(client: FlaskClient, service: PlainService) -> None:
    tag = client.get("/api/search?q=النجوم").headers["ETag"]
    service.asked.clear()
    client.get("/api/search?q=النجوم", headers={"If-None-Match": tag})
    assert service.asked == []


def test_refusals_are_never_kept(client: FlaskClient, service: PlainService) -> None:
    tag = client.get("/api/search?q=النجوم").headers["ETag"]
    for url in ("/api/search?q=ب&from=x", "/api/articles/none", "/feed"):
        assert "ETag" not in client.get(url).headers
    for known in (tag, "*"):
        headers = {"If-None-Match": known}
        assert client.get("/api/search", headers=headers).status_code == 400
        assert client.get("/api/articles/none", headers=headers).status_code == 404
    service.failure = IndexMissing("none")
    assert client.get("/feed?q=ب", headers={"If-None-Match": tag}).status_code == 503


def test_another_host_or_address_is_another_answer(client: FlaskClient) -> None:
    tags = [
        client.get(url, headers={"Host": host}).headers["ETag"]
        for url in ("/feed?q=ب", "/feed?q=ت")
        for host in ("a.example", "b.example")
    ]
    assert len(set(tags)) == 4


def test_suggestions_of_an_unread_generation_are_not_kept(
    client: FlaskClient, service: PlainService
) -> None:
    service.reading = True
    response = client.get("/api/suggest?q=مرص")
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers

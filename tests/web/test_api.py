from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.samples import ALERT


def test_answer_has_the_shape_of_the_command_line(client: FlaskClient) -> None:
    response = client.get("/api/search?q=النجوم&page=3")
    assert response.mimetype == "application/json"
    answer = response.get_json()
    assert set(answer) == {
        *("query", "total", "took_ms", "hits", "facets", "suggestion", "repair", "replaced"),
        *("relaxed", "missing", "unused", "unread_dates", "reading", "partial"),
    }
    assert answer["query"] == "النجوم"
    assert answer["total"] == 25
    assert len(answer["hits"]) == 5


def test_filters_and_order(client: FlaskClient) -> None:
    hits = client.get("/api/search?q=دليل&sort=oldest&section=علوم&to=2021-12-31").get_json()[
        "hits"
    ]
    days = [hit["date"] for hit in hits]
    assert days == sorted(days)
    assert hits
    assert all(hit["section"] == "علوم" and hit["date"] < "2022" for hit in hits)


def test_snippet_is_html_with_marks_only(client: FlaskClient) -> None:
    (hit,) = client.get("/api/search?q=هجوم").get_json()["hits"]
    assert hit["id"] == f"{ALERT}/x.txt"
    assert hit["snippet"].startswith("<mark>هجوم</mark> &lt;img")
    assert hit["snippet"].count("<") == 2


def test_arabic_is_readable_in_the_answer(client: FlaskClient) -> None:
    assert "النجوم" in client.get("/api/search?q=النجوم").text


def test_nothing_asked_is_refused(client: FlaskClient) -> None:
    response = client.get("/api/search")
    assert response.status_code == 400
    assert response.get_json()["error"]["code"] == "bad_q"

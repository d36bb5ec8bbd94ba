from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.samples import ALERT


def test_ways_to_go_on(client: FlaskClient) -> None:
    answer = client.get("/api/suggest?q=مرص").get_json()
    assert answer == {
        "query": "مرص",
        "suggestions": [
            {"text": "مرصد", "kind": "words"},
            {"text": "مرصد جديد يكشف أسرار النجوم البعيدة", "kind": "title"},
        ],
    }


def test_nothing_typed_suggests_nothing(client: FlaskClient) -> None:
    for url in ("/api/suggest", "/api/suggest?q="):
        assert client.get(url).get_json() == {"query": "", "suggestions": []}


def test_form_that_browsers_ask_for(client: FlaskClient) -> None:
    response = client.get("/api/suggest?q=هج&format=opensearch")
    assert response.get_json(force=True) == ["هج", ["هجوم", f"هجوم {ALERT}"]]


def test_the_box_knows_where_to_ask_under_a_prefix(client: FlaskClient) -> None:
    text = client.get("/", environ_overrides={"SCRIPT_NAME": "/archive"}).text
    assert 'data-suggest="/archive/api/suggest"' in text


def test_without_a_script_the_box_is_a_plain_search_box(client: FlaskClient) -> None:
    text = client.get("/").text
    assert 'role="combobox"' not in text
    assert 'role="listbox" aria-label="اقتراحات" hidden' in text

from __future__ import annotations

from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from index.errors import IndexMissing
from tests.web.fake import PlainService
from tests.web.samples import ARTICLES
from web.app import create_app
from web.config import WebConfig


def samples(client: FlaskClient) -> dict[tuple[str, str], float]:
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.mimetype == "text/plain"
    found = {}
    for family in text_string_to_metric_families(response.text):
        for sample in family.samples:
            found[sample.name, " ".join(sample.labels.values())] = sample.value
    return found


def test_metrics_are_off_unless_asked_for(client: FlaskClient) -> None:
    assert client.get("/metrics").status_code == 404


def test_searches_and_answers_are_counted() -> None:
    service = PlainService(ARTICLES)
    client = create_app(service, WebConfig(metrics=True)).test_client()
    for url in ("/search?q=النجوم", "/api/search?q=النجوم", "/search?q=عنقاء", "/nowhere/سر"):
        client.get(url)
    found = samples(client)
    assert found["bahith_searches_total", "found"] == 2
    assert found["bahith_searches_total", "nothing"] == 1
    assert found["bahith_search_seconds_count", ""] == 3
    assert found["bahith_search_seconds_bucket", "0.02"] == 3
    assert found["bahith_http_responses_total", "/search 200"] == 2
    assert found["bahith_http_responses_total", "none 404"] == 1
    assert found["bahith_articles", ""] == len(ARTICLES)
    assert found["bahith_searches_running", ""] == 0
    # Neither words nor addresses.
    assert "النجوم" not in client.get("/metrics").text
    assert "سر" not in client.get("/metrics").text


def test_applications_count_apart() -> None:
    one, other = (create_app(PlainService(ARTICLES), WebConfig(metrics=True)) for _ in range(2))
    one.test_client().get("/search?q=النجوم")
    assert ("bahith_searches_total", "found") not in samples(other.test_client())


def test_metrics_answer_without_an_index() -> None:
    service = PlainService(ARTICLES, failure=IndexMissing("none"))
    client = create_app(service, WebConfig(metrics=True)).test_client()
    client.get("/search?q=ب")
    assert samples(client)["bahith_http_responses_total", "/search 503"] == 1

from __future__ import annotations

from flask.testing import FlaskClient

from index.errors import IndexDamaged
from tests.web.fake import PlainService


def test_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_alive_but_not_ready(client: FlaskClient, service: PlainService) -> None:
    service.failure = IndexDamaged("/var/lib/bahith: postings are missing")
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "/var/lib" not in response.text

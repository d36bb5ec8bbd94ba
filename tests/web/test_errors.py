from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from index.errors import IndexDamaged, IndexMissing, IndexOutdated, QueryRefused
from tests.web.fake import PlainService
from tests.web.html import Page

ERRORS = (
    ("GET", "search?q=ب&from=x", 400, "bad_from", "طلب غير مفهوم"),
    ("GET", "search?q=ب&page=5000", 400, "bad_page", "طلب غير مفهوم"),
    ("GET", "nowhere", 404, "not_found", "الصفحة غير موجودة"),
    ("POST", "search", 405, "method_not_allowed", "طريقة غير مقبولة"),
    ("GET", "search?q=" + "ب" * 513, 400, "max_query_chars", "بحث أكبر من المسموح"),
)


@pytest.mark.parametrize("row", ERRORS, ids=lambda row: row[3])
def test_error_as_a_page(client: FlaskClient, row: tuple[str, str, int, str, str]) -> None:
    method, url, status, _, title = row
    response = client.open(f"/{url}", method=method)
    assert response.status_code == status
    assert title in Page(response.text).text


@pytest.mark.parametrize("row", ERRORS, ids=lambda row: row[3])
def test_error_as_json(client: FlaskClient, row: tuple[str, str, int, str, str]) -> None:
    method, url, status, code, _ = row
    response = client.open(f"/api/{url}", method=method)
    assert response.status_code == status
    error = response.get_json()["error"]
    assert (error["status"], error["code"]) == (status, code)
    assert error["message"]


def test_405_names_what_is_allowed(client: FlaskClient) -> None:
    assert "GET" in client.post("/search").headers["Allow"]


def test_refused_query_stays_in_the_box(client: FlaskClient) -> None:
    page = Page(client.get("/search?q=" + "ب" * 600).text)
    assert page.all("input", name="q", value="ب" * 600)
    assert "نص البحث طويل." in page.text


@pytest.mark.parametrize("error", [IndexMissing, IndexDamaged, IndexOutdated])
@pytest.mark.parametrize("url", ["/search?q=ب", "/article/x", "/api/search?q=ب"])
def test_no_index(
    client: FlaskClient, service: PlainService, error: type[Exception], url: str
) -> None:
    service.failure = error("/var/lib/bahith: gone")
    response = client.get(url)
    assert response.status_code == 503
    assert "bahith index" in response.text
    assert "/var/lib" not in response.text
    assert response.headers["Retry-After"]


def test_home_needs_no_index(client: FlaskClient, service: PlainService) -> None:
    service.failure = IndexMissing("none")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("url", ["/search?q=ب", "/api/search?q=ب"])
def test_unexpected_error_tells_nothing(
    client: FlaskClient, service: PlainService, url: str
) -> None:
    service.failure = RuntimeError("secret detail")
    response = client.get(url)
    assert response.status_code == 500
    assert "secret detail" not in response.text
    assert "حدث خطأ لم نتوقعه" in response.text


def test_refusal_is_shown_as_text(client: FlaskClient, service: PlainService) -> None:
    service.failure = QueryRefused("max_clauses", "<b>كثير</b>")
    assert "&lt;b&gt;كثير" in client.get("/search?q=ب").text


@pytest.mark.parametrize("url", ["/", "/search", "/api/search", "/healthz", "/nowhere"])
def test_large_body_is_refused(client: FlaskClient, url: str) -> None:
    response = client.get(url, data=b"x" * 20_000)
    assert response.status_code == 413

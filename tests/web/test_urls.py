from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from search.request import Request
from tests.web.fake import PlainService
from tests.web.samples import AWKWARD_IDS
from web.app import create_app
from web.urls import article_url, search_url, static_url, web_address

EMPTY = create_app(PlainService(()))
ONE = PlainService(())
ONE_APP = create_app(ONE)


@pytest.mark.parametrize("name", AWKWARD_IDS)
def test_article_with_an_awkward_id_is_found(app: Flask, client: FlaskClient, name: str) -> None:
    with app.test_request_context():
        url = article_url(name, Request("نص"))
    response = client.get(url)
    assert response.status_code == 200
    assert f"معرّف غريب {AWKWARD_IDS.index(name)}<" in response.text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_id_survives_its_address(name: str) -> None:
    article = Article(id=name, title="وُجد المقال", body="نص")
    ONE.articles = [article]
    with ONE_APP.test_request_context():
        url = article_url(name)
    assert ".." not in urlsplit(url).path.split("/"), "a browser would resolve it"
    assert "وُجد المقال" in ONE_APP.test_client().get(url).text


def test_search_url_begins_at_the_first_page_after_a_change() -> None:
    asked = Request("قمر", offset=20, section="علوم")
    with EMPTY.test_request_context():
        assert "page=3" in search_url(asked)
        changed = search_url(asked, section="")
    assert "page" not in changed
    assert "section" not in changed


def test_addresses_respect_a_prefix() -> None:
    with EMPTY.test_request_context(environ_overrides={"SCRIPT_NAME": "/archive"}):
        assert search_url(Request("x")).startswith("/archive/search?")
        assert article_url("a/b").startswith("/archive/article/a%2Fb")
        assert static_url("base.css").startswith("/archive/static/base.css?v=")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("http://example.org", "http://example.org"),
        ("HTTPS://example.org/", "https://example.org/"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt://example.org/%0aalert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("data:text/html,<script>alert(1)</script>", ""),
        ("//example.org/x", ""),
        ("/local", ""),
        ("ftp://example.org/x", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("http://[::1", ""),
    ],
)
def test_web_address(url: str, address: str) -> None:
    assert web_address(url) == address

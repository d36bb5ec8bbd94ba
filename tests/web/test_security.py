from __future__ import annotations

import json
from datetime import UTC, datetime
from time import process_time
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse, create_environ, run_wsgi_app

from index.article import Article
from index.errors import IndexMissing
from search.results import FacetValue, Hit, MarkedArticle, Results, Slice
from tests.web.fake import PlainService, SameService
from tests.web.html import Page
from web.app import create_app
from web.security import HEADERS

PAYLOADS = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</mark></p></article><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" autofocus onfocus="alert(1)',
    "' onmouseover='alert(1)",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<body onload=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<style>*{background:url(//evil.example)}</style>",
    "<!--<script>alert(1)//-->",
    "--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "{{ 7*7 }}{% raw %}",
    "${alert(1)}`",
    "javascript:alert(1)",
    "\\u003cscript\\u003ealert(1)",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "\u202e<script>alert(1)</script>\u2066",
    "</textarea></select></template><script>alert(1)</script>",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "/search?q=%0d%0aSet-Cookie:x=1",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<object data=data:text/html,alert(1)>",
    "<link rel=stylesheet href=//evil.example>",
    "<form action=//evil.example><button>x",
    "</bdi></a><script>alert(1)</script>",
    "]]></summary><script>alert(1)</script>",
    "\u2028alert(1)//\u2029",
    "{0.__class__}{now}{n}%(x)s",
    "<template><script>alert(1)</script></template>",
)
PLACES = ("q", "title", "body", "lead", "section", "source", "id", "url", "tags", "suggestion")
PLAIN = "سلام"

_NOTHING = Article(id="x", title="x", body="x")
SERVICE = SameService(Results("", 0, 0.0, (), {}), MarkedArticle(_NOTHING, (), (), ()))
CLIENT = create_app(SERVICE).test_client()

ROUTES = (
    ("GET", "/", 200),
    ("GET", "/search?q=النجوم", 200),
    ("GET", "/article/seeds%2Fnujum.txt", 200),
    ("GET", "/api/search?q=النجوم", 200),
    ("GET", "/api/suggest?q=النج", 200),
    ("GET", "/api/suggest?q=النج&format=opensearch", 200),
    ("GET", "/api/articles/seeds%2Fnujum.txt", 200),
    ("GET", "/api/similar/seeds%2Fnujum.txt", 200),
    ("GET", "/api/export.csv?q=النجوم", 200),
    ("GET", "/api/export.json?q=النجوم", 200),
    ("GET", "/api/openapi.json", 200),
    ("GET", "/feed?q=النجوم", 200),
    ("GET", "/opensearch.xml", 200),
    ("GET", "/cite?id=seeds/nujum.txt&format=ris", 200),
    ("GET", "/cite?id=seeds/nujum.txt&format=x", 400),
    ("GET", "/favicon.ico", 302),
    ("GET", "/feed", 400),
    ("GET", "/api/articles/none", 404),
    ("POST", "/api/suggest", 405),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/static/base.css", 200),
    ("GET", "/static/favicon.svg", 200),
    ("HEAD", "/", 200),
    ("OPTIONS", "/search", 200),
    ("GET", "/search?q=ب&to=x", 400),
    ("GET", "/nowhere", 404),
    ("GET", "/static/nowhere.js", 404),
    ("GET", "/static/../app.py", 404),
    ("GET", "/api/nowhere", 404),
    ("POST", "/", 405),
    ("DELETE", "/api/search", 405),
)


@pytest.mark.parametrize(("method", "url", "status"), ROUTES)
def test_headers_on_every_answer(client: FlaskClient, method: str, url: str, status: int) -> None:
    response = client.open(url, method=method)
    assert response.status_code == status
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(("failure", "status"), [(IndexMissing("x"), 503), (OSError("x"), 500)])
def test_headers_on_failures(
    client: FlaskClient, service: PlainService, failure: Exception, status: int
) -> None:
    service.failure = failure
    response = client.get("/search?q=ب")
    assert response.status_code == status
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_policy_allows_nothing_inline_and_nobody_else() -> None:
    policy = HEADERS["Content-Security-Policy"]
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives == {
        "default-src": "'none'",
        **dict.fromkeys(
            ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"),
            "'self'",
        ),
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_pages_stay_out_of_shared_caches(client: FlaskClient) -> None:
    for url in ("/", "/search?q=ب", "/api/search?q=ب", "/feed?q=ب", "/nowhere", "/static/no.css"):
        assert client.get(url).headers["Cache-Control"] == "private, no-cache"


def test_static_files_are_kept_under_their_version_only(client: FlaskClient) -> None:
    for url in Page(client.get("/").text).values("src", "href"):
        if url.startswith("/static/"):
            assert "immutable" in client.get(url).headers["Cache-Control"]
            assert client.get(url[:-1] + "?").headers["Cache-Control"] == "no-cache"


def page_with(path: str, **texts: str) -> str:
    response = answer_with(path, **texts)
    assert response.status_code == 200
    return response.text


def answer_with(path: str, **texts: str) -> TestResponse:
    def text(place: str) -> str:
        return texts.get(place, PLAIN)

    article = Article(
        id=text("id"),
        title=text("title"),
        body=text("body"),
        lead=text("lead"),
        date=datetime(2024, 1, 31, tzinfo=UTC),
        section=text("section"),
        source=text("source"),
        url=text("url"),
        tags=(text("tags"),),
    )
    title, lead = (Slice(text("title"), True),), (Slice(text("lead"), False),)
    body = (Slice(text("body"), False), Slice(text("body"), True))
    hit = Hit(article.id, title, 1.0, article.date, article.section, article.source, "", body)
    facets = {
        "section": (FacetValue(article.section, 1), FacetValue("آخر", 1)),
        "source": (FacetValue(article.source, 1), FacetValue("آخر", 1)),
        "tag": (FacetValue(text("tags"), 1), FacetValue("آخر", 1)),
        "year": (FacetValue("2024", 1), FacetValue(text("section"), 1)),
        "month": (FacetValue("2024-01", 1), FacetValue("2024-03", 1)),
    }
    results = Results(
        text("q"), 99, 1.0, (hit,), facets, text("suggestion"), True, (text("q"), text("body"))
    )
    found = MarkedArticle(article, title, lead, (body, body))
    # One application for all texts: its templates are compiled once.
    SERVICE.results, SERVICE.found = results, found
    return CLIENT.get(path)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("path", ["/search", "/article/x"])
def test_text_never_changes_the_shape_of_a_page(payload: str, path: str) -> None:
    plain, hostile = quote(PLAIN), quote(payload)
    filters = "q={0}&section={0}&source={0}&tag={0}&lang={0}&digits={0}&sort={0}&x={0}"
    expected = Page(page_with(f"{path}?{filters.format(plain)}"))
    seen = Page(page_with(f"{path}?{filters.format(hostile)}", **dict.fromkeys(PLACES, payload)))
    assert seen.shape == expected.shape
    assert seen.open == expected.open == []
    assert seen.texts.count(payload) == expected.texts.count(PLAIN)
    assert [box["value"] for box in seen.all("input", id="q")] == [payload]
    for address in seen.values("href", "src", "action"):
        assert address.startswith(("/", "#")), "of these payloads none is a web address"
        assert not address.startswith("//")


FILES = (
    ("/api/search?q={0}", "application/json"),
    ("/api/suggest?q={0}", "application/json"),
    ("/api/suggest?q={0}&format=opensearch", "application/x-suggestions+json"),
    ("/api/articles/{0}", "application/json"),
    ("/api/similar/{0}", "application/json"),
    ("/api/export.json?q={0}", "application/json"),
    ("/api/export.csv?q={0}", "text/csv"),
    ("/feed?q={0}&section={0}", "application/atom+xml"),
    ("/cite?id={0}&format=bibtex", "application/x-bibtex"),
    ("/cite?id={0}&format=ris", "application/x-research-info-systems"),
    ("/cite?id={0}&format=text", "text/plain"),
)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(("path", "mimetype"), FILES)
def test_text_never_changes_the_kind_of_a_file(payload: str, path: str, mimetype: str) -> None:
    url = path.format(quote(payload, safe=""))
    response = answer_with(url, **dict.fromkeys(PLACES, payload))
    assert response.status_code == 200
    # Never a type that a browser would run, and never guessed from what stands in it.
    assert response.mimetype == mimetype
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    if "json" in mimetype:
        json.loads(response.text)
    if "xml" in mimetype:
        plain = answer_with(path.format(quote(PLAIN)))
        seen, expected = ElementTree.fromstring(response.data), ElementTree.fromstring(plain.data)
        assert [e.tag for e in seen.iter()] == [e.tag for e in expected.iter()]


@pytest.mark.parametrize("host", ['x"><script>alert(1)</script>', "a b", "x\\y", "[::1", "'x'"])
def test_host_is_only_text(client: FlaskClient, host: str) -> None:
    for path in ("/opensearch.xml", "/feed?q=النجوم"):
        response = client.get(path, headers={"Host": host})
        assert response.status_code in {200, 400}
        if response.status_code == 200:
            ElementTree.fromstring(response.data)
            assert b"<script" not in response.data


@pytest.mark.parametrize("payload", PAYLOADS)
def test_refused_text_is_shown_as_text(client: FlaskClient, payload: str) -> None:
    url = f"/search?from=x&q={quote(payload)}"
    seen, expected = Page(client.get(url).text), Page(client.get("/search?from=x&q=x").text)
    assert seen.shape == expected.shape
    assert [box["value"] for box in seen.all("input", id="q")] == [payload]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_path_is_never_echoed(client: FlaskClient, payload: str) -> None:
    response = client.get("/" + quote(payload, safe=""))
    assert response.status_code == 404
    assert response.text == client.get("/nowhere").text


def test_there_are_more_than_forty_payloads() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) > 40


LONG = "x" * 1_000_000
REFUSED = (
    "/../../etc/passwd",
    "/article/..%2f..%2fetc%2fshadow",
    "/static/..%2f..%2fapp.py",
    "/static/%2e%2e/%2e%2e/etc/passwd",
    "/static/....//....//etc/passwd",
    "/static/%00",
    "/static/base.css%00.js",
    "/article/%00",
    "/api/articles/%00",
    "/api/articles/..%2f..%2fetc%2fshadow",
    "/api/search?q=x&from=%00",
    "/api/search?q=%20",
    "/api/search?q=x&page=" + "9" * 10_000,
    "/api/search?q=x&sort=%00",
    *(f"/search?q=x&{name}={LONG}" for name in ("section", "source", "tag", "from", "page", "z")),
    f"/search?q={LONG}",
    f"/api/suggest?q={LONG}",
    f"/article/x?q={LONG}",
    f"/cite?id={LONG}",
    f"/feed?q={LONG}",
)


@pytest.mark.parametrize("url", REFUSED, ids=lambda url: url[:40])
def test_what_makes_no_sense_is_refused_at_once(client: FlaskClient, url: str) -> None:
    times = []
    for _ in range(5):
        # Made beforehand: the test's own client needs ten times what the refusal costs.
        request = create_environ(url)
        start = process_time()
        body, status, _ = run_wsgi_app(client.application, request, buffered=True)
        times.append(process_time() - start)
        assert status.startswith("4")
        assert sum(map(len, body)) < 50_000
    assert min(times) < 0.05

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from tests.web.samples import AWKWARD_IDS
from web.citation import bibtex, plain, ris
from web.citations import cite_url

ARTICLE = Article(
    id="seeds/nujum.txt",
    title="أسرار النجوم: 100% {Sky_Eye}",
    body="نص",
    lead="سطر أول\nوثان",
    date=datetime(2024, 1, 31, tzinfo=UTC),
    source="مجلة الأفق & أخرى",
    tags=("فلك", "مراصد"),
    extra={"author": ["سلمى القاسم", 7, "نور"]},
)
ADDRESS = "https://example.org/a{b}?c=1&d=%20"


def test_bibtex() -> None:
    entry = bibtex(ARTICLE, ADDRESS)
    assert re.match(r"@article\{bahith2024_[0-9a-f]{8},\n", entry)
    assert r"title = {{أسرار النجوم: 100\% \textbraceleft{}Sky\_Eye\textbraceright{}}}" in entry
    assert r"journal = {مجلة الأفق \& أخرى}" in entry
    assert "author = {{سلمى القاسم} and {نور}}" in entry
    assert "year = {2024}" in entry
    assert "url = {https://example.org/a%7Bb%7D?c=1&d=%20}" in entry


def test_ris() -> None:
    assert ris(ARTICLE, ADDRESS).split("\r\n") == [
        "TY  - NEWS",
        "AU  - سلمى القاسم",
        "AU  - نور",
        "TI  - أسرار النجوم: 100% {Sky_Eye}",
        "T2  - مجلة الأفق & أخرى",
        "PY  - 2024",
        "DA  - 2024/01/31",
        "AB  - سطر أول وثان",
        "KW  - فلك",
        "KW  - مراصد",
        "LA  - ar",
        f"UR  - {ADDRESS}",
        "ER  - ",
        "",
    ]


def test_plain() -> None:
    assert plain(ARTICLE, ADDRESS) == (
        "سلمى القاسم، نور، «أسرار النجوم: 100% {Sky_Eye}»، مجلة الأفق & أخرى، "
        "٣١ يناير ٢٠٢٤، https://example.org/a{b}?c=1&d=%20\n"
    )


def test_what_is_not_known_is_left_out() -> None:
    bare = Article(id="x", title="عنوان", body="نص")
    assert plain(bare, "") == "«عنوان»\n"
    assert ris(bare, "") == "TY  - NEWS\r\nTI  - عنوان\r\nLA  - ar\r\nER  - \r\n"
    assert "year" not in bibtex(bare, "")


@given(st.text(), st.text())
def test_no_text_leaves_its_field(text: str, other: str) -> None:
    article = replace(
        ARTICLE, id=other, title=text, source=other, lead=text, tags=(text,), extra={"author": text}
    )
    entry = bibtex(article, text)
    # BibTeX's own reading: braces pair, whatever stands before them, and close at the very end.
    depth, closed = 0, 0
    for place, char in enumerate(entry):
        depth += (char == "{") - (char == "}")
        assert depth >= 0
        if depth == 0 and char == "}":
            closed = place
    assert (depth, closed) == (0, len(entry) - 2)
    assert len(re.findall(r"^\s+\w+ = \{", entry, re.M)) == entry.count("\n") - 2
    lines = ris(article, text).split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert [line for line in lines if line.startswith("ER")] == ["ER  - "]
    for record in (entry, *lines):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", record)
    assert plain(article, text).count("\n") == 1


def test_keys_differ_by_article() -> None:
    assert bibtex(ARTICLE, "")[:30] != bibtex(replace(ARTICLE, id="other"), "")[:30]


@pytest.mark.parametrize(
    ("name", "mimetype", "start"),
    [
        ("bibtex", "application/x-bibtex", "@article{"),
        ("ris", "application/x-research-info-systems", "TY  - NEWS\r\n"),
        ("text", "text/plain", "«مرصد جديد"),
    ],
)
def test_address(client: FlaskClient, name: str, mimetype: str, start: str) -> None:
    response = client.get(f"/cite?id=seeds/nujum.txt&format={name}")
    assert response.content_type == f"{mimetype}; charset=utf-8"
    assert response.text.startswith(start)
    assert "https://example.org/nujum?id=1&lang=ar" in response.text
    assert ("Content-Disposition" in response.headers) == (name != "text")


def test_an_article_without_an_address_is_cited_by_its_page_here(client: FlaskClient) -> None:
    text = client.get("/cite?id=more/1&format=text", headers={"Host": "archive.example"}).text
    assert "http://archive.example/article/more%2F1" in text


@pytest.mark.parametrize("name", AWKWARD_IDS)
def test_awkward_ids(client: FlaskClient, name: str) -> None:
    with client.application.test_request_context():
        url = cite_url(name, "ris")
    assert f"معرّف غريب {AWKWARD_IDS.index(name)}\r" in client.get(url).text


def test_refusals(client: FlaskClient) -> None:
    assert client.get("/cite?id=none").status_code == 404
    assert client.get("/cite").status_code == 404
    response = client.get("/cite?id=more/1&format=docx")
    assert response.status_code == 400
    assert "صيغة الاستشهاد" in response.text

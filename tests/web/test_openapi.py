"""The description is held against real answers, by a reader of the JSON Schema that it uses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.errors import IndexMissing
from search.payload import to_payload
from search.results import Contribution, Explanation, Hit, RepairKind, Results
from tests.web.fake import PlainService

TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}
KNOWN = {
    *("$ref", "type", "properties", "required", "additionalProperties", "items", "enum"),
    *("format", "minimum", "minLength", "description"),
}


def check(value: Any, schema: Mapping[str, Any], whole: Mapping[str, Any], place: str) -> None:
    assert set(schema) <= KNOWN, f"{place}: this test does not read {set(schema) - KNOWN}"
    if "$ref" in schema:
        schema = whole["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert isinstance(value, tuple(TYPES[name] for name in types)), place
    assert not isinstance(value, bool) or "boolean" in types, place
    assert value in schema.get("enum", [value]), place
    if schema.get("format") == "date-time" and value is not None:
        assert datetime.fromisoformat(value).tzinfo, place
    if isinstance(value, int | float) and "minimum" in schema:
        assert value >= schema["minimum"], place
    for number, item in enumerate(value if isinstance(value, list) else ()):
        check(item, schema.get("items", {"type": list(TYPES)}), whole, f"{place}[{number}]")
    if isinstance(value, dict) and "properties" in schema:
        assert set(schema["required"]) <= set(value) <= set(schema["properties"]), place
        for name, item in value.items():
            check(item, schema["properties"][name], whole, f"{place}.{name}")
    elif isinstance(value, dict) and "additionalProperties" in schema:
        for name, item in value.items():
            check(item, schema["additionalProperties"], whole, f"{place}.{name}")


@pytest.fixture
def described(client: FlaskClient) -> dict[str, Any]:
    return client.get("/api/openapi.json").get_json()  # type: ignore[no-any-return]


ANSWERS = (
    ("/api/search", "/api/search?q=النجوم"),
    ("/api/search", "/api/search?q=عنقاء&page=2&sort=oldest"),
    ("/api/search", "/api/search?q="),
    ("/api/search", "/api/search?q=x&from=1"),
    ("/api/search", "/api/search?q=x&page=99999"),
    ("/api/export.json", "/api/export.json?q=دليل"),
    ("/api/export.json", "/api/export.json"),
    ("/api/export.csv", "/api/export.csv?q=دليل"),
    ("/api/export.csv", "/api/export.csv?q=x&to=x"),
    ("/api/suggest", "/api/suggest?q=مر"),
    ("/api/suggest", "/api/suggest"),
    ("/api/suggest", "/api/suggest?format=xml"),
    ("/api/suggest", "/api/suggest?q=مر&format=opensearch"),
    ("/api/articles/{id}", "/api/articles/seeds%2Fnujum.txt"),
    ("/api/articles/{id}", "/api/articles/more%2F1"),
    ("/api/articles/{id}", "/api/articles/?id=.."),
    ("/api/articles/{id}", "/api/articles/none"),
    ("/api/similar/{id}", "/api/similar/seeds%2Fnujum.txt"),
    ("/api/similar/{id}", "/api/similar/?id=."),
    ("/api/similar/{id}", "/api/similar/none"),
)


@pytest.mark.parametrize("failure", [None, IndexMissing("none")], ids=["index", "no index"])
@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: row[1])
def test_answers_are_as_described(
    client: FlaskClient,
    service: PlainService,
    described: dict[str, Any],
    row: tuple[str, str],
    failure: Exception | None,
) -> None:
    path, url = row
    service.failure = failure
    response = client.get(url)
    answer = described["paths"][path]["get"]["responses"][str(response.status_code)]
    schema = answer["content"][response.mimetype]["schema"]
    if "json" in response.mimetype:
        check(response.get_json(force=True), schema, described, url)
    else:
        check(response.text, schema, described, url)


def test_what_only_some_results_have_is_described(described: dict[str, Any]) -> None:
    share = Contribution("وزير", "title", "exact", 1.5, 2.0, 3.5, 1, 7)
    why = Explanation(1.5, None, 1.0, (share, Contribution("وز*", "body", "exact", 0.5)))
    hit = Hit("a", (), 1.5, None, "", "", "", (), explanation=why, copies=3)
    results = Results(
        "ق", 4, 1.0, (hit,), {}, "ك", missing=("ق",), unused=("ل",), repair=RepairKind.SCRIPT
    )
    answer = json.loads(json.dumps(to_payload(results, "مقالات.")))
    assert {"copies", "explanation"} <= set(answer["hits"][0])
    check(answer, described["components"]["schemas"]["Results"], described, "results")


def test_every_address_is_described_and_none_more(app: Flask, described: dict[str, Any]) -> None:
    rules = {
        rule.rule.replace("<id:id>", "{id}").rstrip("/")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }
    by_parameter = {"/api/articles", "/api/similar", "/api/openapi.json"}
    assert set(described["paths"]) == rules - by_parameter


def test_every_parameter_is_read(
    client: FlaskClient, service: PlainService, described: dict[str, Any]
) -> None:
    for parameter in described["paths"]["/api/search"]["get"]["parameters"]:
        values = {
            "sort": "oldest",
            "page": "2",
            "from": "2020-01-01",
            "to": "2020-01-01",
            "explain": "1",
            "copies": "0",
            "exact": "0",
            "recency": "30",
        }
        name = parameter["name"]
        if name == "lang":
            continue  # Read by `web.voice`; the request is the same in every language.
        client.get("/api/search", query_string={"q": "النجوم", name: values.get(name, "قيمة")})
        client.get("/api/search", query_string={"q": "النجوم"})
        with_it, without = service.asked[-2:]
        assert with_it != without, name


def test_references_lead_somewhere(described: dict[str, Any]) -> None:
    def references(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if "$ref" in value else []
            return own + [found for item in value.values() for found in references(item)]
        return [f for item in value for f in references(item)] if isinstance(value, list) else []

    named = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert set(references(described)) == named
    assert described["openapi"].startswith("3.1")


def test_prefix_of_a_proxy_is_described(client: FlaskClient) -> None:
    environ = {"SCRIPT_NAME": "/archive"}
    described = client.get("/api/openapi.json", environ_overrides=environ).get_json()
    assert described["servers"] == [{"url": "/archive"}]

"""The OpenAPI description of the addresses under /api."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["description"]

_Schema = Mapping[str, object]

_TEXT: Final[_Schema] = {"type": "string"}
_DATE: Final[_Schema] = {"type": ["string", "null"], "format": "date-time"}
_SCORE: Final[_Schema] = {"type": "number"}
_COUNT: Final[_Schema] = {"type": "integer", "minimum": 0}


def _object(optional: Mapping[str, _Schema] | None = None, **properties: _Schema) -> _Schema:
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: _Schema) -> _Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> _Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_FACET: Final = _list(_object(value=_TEXT, count=_COUNT))

_NUMBER: Final[_Schema] = {"type": ["number", "null"]}
_WHOLE: Final[_Schema] = {"type": ["integer", "null"], "minimum": 0}

_SCHEMAS: Final[Mapping[str, _Schema]] = {
    "Contribution": _object(
        term=_TEXT,
        field=_TEXT,
        view=_TEXT,
        score={**_SCORE, "description": "What it adds to the sum."},
        weight={**_NUMBER, "description": "Of field and view; null, as the rest, of a pattern."},
        idf={**_NUMBER, "description": "How rare the term is."},
        frequency={**_WHOLE, "description": "How often this part of the article has it."},
        length={**_WHOLE, "description": "How many words this part counts as."},
    ),
    "Explanation": _object(
        score={**_SCORE, "description": "The sum of the contributions, times both factors."},
        coverage={**_NUMBER, "description": "The share of the question that is covered."},
        factor={**_SCORE, "description": "What the sum is multiplied by for coverage."},
        freshness={**_SCORE, "description": "The same for being new; 1 unless `recency` is given."},
        contributions=_list(_ref("Contribution")),
    ),
    "Hit": _object(
        {
            "explanation": _ref("Explanation"),
            "copies": {**_COUNT, "description": "Near-duplicates that it stands for."},
        },
        id=_TEXT,
        title=_TEXT,
        score=_SCORE,
        date=_DATE,
        section=_TEXT,
        source=_TEXT,
        url=_TEXT,
        snippet={"type": "string", "description": "HTML in which <mark> is the only element."},
    ),
    "Results": _object(
        query=_TEXT,
        total={**_COUNT, "description": "Matching articles over all pages."},
        took_ms=_SCORE,
        hits=_list(_ref("Hit")),
        facets={"type": "object", "additionalProperties": _FACET},
        suggestion={"type": ["string", "null"], "description": "What may have been meant."},
        repair={
            "type": ["string", "null"],
            "enum": ["spelling", "layout", "script", None],
            "description": "What the suggestion changes.",
        },
        replaced={
            "type": ["string", "null"],
            "description": "The text whose results these are, where it is not the query.",
        },
        relaxed={"type": "boolean", "description": "Whether no article has all the words."},
        missing={**_list(_TEXT), "description": "Words that no article has."},
        unused={**_list(_TEXT), "description": "Words of a long query that were not searched."},
        unread_dates={
            **_list(_TEXT),
            "description": "What the field of dates was asked for and is no date; it is searched "
            "as words.",
        },
        reading={
            "type": ["string", "null"],
            "description": "How operators and fields were understood, as a sentence in the "
            "language of messages; what was typed stands between U+2068 and U+2069.",
        },
        partial={"type": "boolean", "description": "Whether time was over before all was read."},
    ),
    "Suggestions": _object(
        query=_TEXT,
        suggestions=_list(_object(text=_TEXT, kind={"type": "string", "enum": ["words", "title"]})),
    ),
    "Article": _object(
        id=_TEXT,
        title=_TEXT,
        lead=_TEXT,
        body={"type": "string", "description": "Paragraphs are separated by an empty line."},
        date=_DATE,
        section=_TEXT,
        source=_TEXT,
        url=_TEXT,
        tags=_list(_TEXT),
        lang={"type": "string", "description": "BCP 47 tag."},
        extra={"type": "object", "description": "What else the source said of it."},
        page={"type": "string", "description": "Address of its page here."},
    ),
    "Similar": _object(
        id=_TEXT,
        similar=_list(
            _object(
                id=_TEXT,
                title=_TEXT,
                score={"type": "number", "minimum": 0},
                date=_DATE,
                section=_TEXT,
                source=_TEXT,
                page=_TEXT,
            )
        ),
    ),
    "Error": _object(error=_object(status={"type": "integer"}, code=_TEXT, message=_TEXT)),
}


def _parameter(name: str, text: str, **schema: object) -> _Schema:
    return {
        "name": name,
        "in": "query",
        "description": text,
        "schema": {"type": "string", **schema},
    }


def _day(name: str, text: str) -> _Schema:
    # A form sends an empty field too.
    days = [{"type": "string", "format": "date"}, {"type": "string", "maxLength": 0}]
    return {**_parameter(name, text), "schema": {"anyOf": days}}


# Four separators and a line end are blank to `str.strip`, and not to ECMA 262's \s.
_QUERY: Final[_Schema] = {
    **_parameter("q", "What is searched.", pattern=r"[^\s\u001c-\u001f\u0085]"),
    "required": True,
}
_ID: Final[_Schema] = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "The article's id, percent-encoded, slashes too; `?id=` for «.» and «..».",
    "schema": {"type": "string", "minLength": 1},
}
_FILTERS: Final = (
    _parameter("sort", "The order.", enum=["relevance", "newest", "oldest"]),
    _parameter("section", "Keep articles of this section."),
    _parameter("source", "Keep articles of this source."),
    _parameter("tag", "Keep articles with this tag."),
    _day("from", "Keep articles of this day (UTC) or later."),
    _day("to", "Keep articles of this day (UTC) or earlier."),
)
_PAGE: Final = _parameter(
    "page", "The page, counted from 1.", type="integer", minimum=1, maximum=1000
)
_RECENCY: Final = _parameter(
    "recency",
    "Newer articles first among equals: after so many days half of what the newest gains is lost.",
    type="integer",
    minimum=1,
    maximum=36500,
)
_EXPLAIN: Final = _parameter("explain", "`1`: why each score is what it is.", enum=["0", "1"])
_LANG: Final = _parameter(
    "lang", "The language of messages; else that of Accept-Language.", enum=["ar", "en"]
)
_COPIES: Final = _parameter(
    "copies", "`0`: let one result stand for its near-duplicates.", enum=["0", "1"]
)
_EXACT: Final = _parameter(
    "exact", "`0`: where nothing is found, the results of the suggestion.", enum=["0", "1"]
)
_FORMAT: Final = _parameter("format", "`opensearch`: as browsers ask.", enum=["json", "opensearch"])

_UNCHANGED: Final[_Schema] = {"description": "The client has this answer: If-None-Match."}


def _operation(
    name: str, summary: str, answer: _Schema, *parameters: _Schema, **refusals: str
) -> _Schema:
    failures = {
        **refusals,
        "_429": "Too many searches at once: Retry-After says when.",
        "_503": "There is no index that answers.",
    }
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [*parameters, _LANG],
            "responses": {
                "200": {"description": "The answer.", "content": answer},
                "304": _UNCHANGED,
                **{
                    status.removeprefix("_"): {
                        "description": text,
                        "content": {"application/json": {"schema": _ref("Error")}},
                    }
                    for status, text in sorted(failures.items())
                },
            },
        }
    }


def _json(name: str) -> _Schema:
    return {"application/json": {"schema": _ref(name)}}


_BAD: Final = "A parameter is missing, cannot be read or is past a limit."
_GONE: Final = "There is no such article."
_BROWSERS: Final[_Schema] = {"application/x-suggestions+json": {"schema": {"type": "array"}}}

_PATHS: Final[Mapping[str, _Schema]] = {
    "/api/search": _operation(
        "search",
        "One page of results.",
        _json("Results"),
        _QUERY,
        _PAGE,
        *_FILTERS,
        _COPIES,
        _EXACT,
        _RECENCY,
        _EXPLAIN,
        _400=_BAD,
    ),
    "/api/export.json": _operation(
        "exportJson", "The first 1,000 results.", _json("Results"), _QUERY, *_FILTERS, _400=_BAD
    ),
    "/api/export.csv": _operation(
        "exportCsv",
        "The first 1,000 results as a table.",
        {"text/csv": {"schema": _TEXT}},
        _QUERY,
        *_FILTERS,
        _400=_BAD,
    ),
    "/api/suggest": _operation(
        "suggest",
        "Ways to go on while typing.",
        {**_json("Suggestions"), **_BROWSERS},
        _parameter("q", "What is typed so far."),
        _FORMAT,
        _400=_BAD,
    ),
    "/api/articles/{id}": _operation(
        "article", "One article whole.", _json("Article"), _ID, _400=_BAD, _404=_GONE
    ),
    "/api/similar/{id}": _operation(
        "similar", "The articles nearest to one.", _json("Similar"), _ID, _400=_BAD, _404=_GONE
    ),
}


def description(server: str) -> dict[str, object]:
    """Return the description, version 3.1 of OpenAPI.

    Args:
        server: What stands before all paths: "/", or the prefix of a proxy.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Bahith",
            "version": "1",
            "description": "Search in archives of Arabic articles.",
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "servers": [{"url": server}],
        "paths": _PATHS,
        "components": {"schemas": _SCHEMAS},
    }

"""A whole search to keep: as JSON or as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from flask import Blueprint, Response, jsonify, request

from search.markup import to_text
from search.payload import to_payload
from search.results import Results
from web.caching import unless_known
from web.engine import engine
from web.params import asked_query, check_language
from web.reading import understood
from web.urls import Links
from web.voice import voice

__all__ = ["blueprint", "export_url", "to_csv"]

blueprint = Blueprint("exports", __name__, url_prefix="/api")

_COLUMNS: Final = ("id", "title", "date", "section", "source", "url", "score", "snippet")

_FORMULA: Final = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20|]")
_NOT_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def export_url(name: str, links: Links) -> str:
    """Return the address of the export of a search.

    Args:
        name: "csv" or "json".
        links: The links of the search; an export begins with its first result, whatever its page.
    """
    return links.to(f"exports.as_{name}", offset=0)


def to_csv(results: Results) -> str:
    """Return results as comma-separated values with one line of headings.

    A value that a spreadsheet would take for a formula is given an apostrophe in front: such
    a formula could send what stands in the other cells elsewhere (OWASP, CSV injection).

    Args:
        results: The results; the snippet is plain text.
    """
    out = io.StringIO()
    # Excel reads UTF-8 only behind a byte order mark.
    out.write("\ufeff")
    rows = csv.writer(out, quoting=csv.QUOTE_ALL)
    rows.writerow(_COLUMNS)
    for hit in results.hits:
        texts = (
            hit.id,
            to_text(hit.title),
            hit.date.isoformat() if hit.date else "",
            hit.section,
            hit.source,
            hit.url,
            f"{hit.score:.4f}",
            to_text(hit.snippet),
        )
        rows.writerow([_cell(text) for text in texts])
    return out.getvalue()


def _cell(text: str) -> str:
    clean = _NOT_TEXT.sub("", text)
    return f"'{clean}" if _FORMULA.match(clean) or clean[:1] in {"\t", "\r", "\n"} else clean


@blueprint.before_request
def _check() -> None:
    check_language(request.args)


@blueprint.get("/export.csv")
def as_csv() -> Response:
    """Give the first results of the request in the URL as a table."""
    held = engine()
    asked = asked_query(request.args, held.config)

    def make() -> Response:
        response = Response(to_csv(held.service.export(asked)), mimetype="text/csv")
        response.headers["Content-Disposition"] = 'attachment; filename="bahith.csv"'
        return response

    return unless_known(make)


@blueprint.get("/export.json")
def as_json() -> Response:
    """Give the first results of the request in the URL, in the shape of `/api/search`."""
    held = engine()
    asked = asked_query(request.args, held.config)

    def make() -> Response:
        results = held.service.export(asked)
        response = jsonify(to_payload(results, understood(results, voice())))
        response.headers["Content-Disposition"] = 'attachment; filename="bahith.json"'
        return response

    return unless_known(make)

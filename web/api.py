"""Search for programs: the answer of `bahith search --json` over HTTP."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from search.payload import to_payload
from web.engine import engine
from web.params import BadParameter, parse

__all__ = ["blueprint"]

blueprint = Blueprint("api", __name__, url_prefix="/api")


@blueprint.get("/search")
def search() -> Response:
    """Answer the request in the URL as JSON."""
    held = engine()
    asked = parse(request.args, held.config)
    if not asked.text.strip():
        raise BadParameter("q", "اكتب كلمة أو أكثر للبحث عنها.")
    return jsonify(to_payload(held.service.search(asked)))

"""Two questions of whoever runs the server: does it live, and can it answer?"""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from index.errors import StoreError
from web.engine import engine

__all__ = ["blueprint"]

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """Answer 200 as long as the process does."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    """Answer 200 when an index answers, else 503."""
    try:
        engine().service.ready()
    except StoreError as error:
        # The message names directories: it is for the log, not for whoever asks.
        current_app.logger.warning("not ready: %s", error)
        return jsonify(status="unavailable"), 503
    return jsonify(status="ok"), 200

"""The headers that every answer carries, and the size of what may be sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Flask, Response, abort, request

from web.urls import is_current_version

__all__ = ["CONTENT_SECURITY_POLICY", "HEADERS", "protect"]

CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing from another host, nothing inline."""

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # What a person searched for is in the URL: the sites of the articles need not learn it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""Sent with every answer, errors and static files included."""

_YEAR_SECONDS: Final = 365 * 24 * 3600


def protect(app: Flask, max_body_bytes: int, max_url_bytes: int) -> None:
    """Make an application send `HEADERS` and refuse large requests.

    Args:
        app: The application.
        max_body_bytes: The largest body of a request.
        max_url_bytes: The longest query part of an address.
    """
    app.config["MAX_CONTENT_LENGTH"] = max_body_bytes

    @app.before_request
    def refuse_large() -> None:
        if len(request.query_string) > max_url_bytes:
            abort(414)
        # No route reads a body, so Flask alone would never look at its length.
        if (request.content_length or 0) > max_body_bytes:
            abort(413)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        if request.endpoint == "static" or "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = _cache_control(response)
        return response


def _cache_control(response: Response) -> str:
    if request.endpoint != "static" or response.status_code not in {200, 206, 304}:
        return "private, no-cache"
    name = (request.view_args or {}).get("filename", "")
    if is_current_version(str(name), request.args.get("v", "")):
        return f"public, max-age={_YEAR_SECONDS}, immutable"
    return "no-cache"

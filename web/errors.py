"""What readers and programs are told when something does not work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from flask import Flask, Response, abort, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from index.errors import QueryRefused, StoreError
from search.request import Request
from web.gate import Busy
from web.params import BadParameter
from web.voice import Language, translated, voice

__all__ = ["REFUSED", "explain_errors"]

REFUSED: Final = "bahith.refused"
"""Where the environment of a request has the status that the server itself refused it with; no
header can set it, because those begin with HTTP_."""


class _Words(NamedTuple):
    code: str
    title: str
    message: str


_WORDS: Final[Mapping[int, _Words]] = {
    400: _Words("bad_request", "The request is not clear", "This request could not be understood."),
    404: _Words(
        "not_found",
        "There is no such page",
        "Nothing is at this address, or the article was removed.",
    ),
    405: _Words(
        "method_not_allowed", "Method not accepted", "This address does not accept this method."
    ),
    413: _Words("too_large", "The request is too large", "More was sent than this server accepts."),
    414: _Words("too_long", "The address is too long", "More was asked than an address may hold."),
    429: _Words(
        "too_many_requests",
        "The server is busy",
        "More searches than this server can answer at once. Try again in a few seconds.",
    ),
    # Of what stands above a request, only the address is ever so long.
    431: _Words("too_long", "The address is too long", "More was asked than an address may hold."),
    500: _Words(
        "internal_error",
        "Server error",
        "Something unexpected went wrong and has been recorded. Try again.",
    ),
    503: _Words(
        "index_unavailable",
        "The index is not available now",
        "There is no index to search in. An administrator has to make one: bahith index.",
    ),
}
_OTHER: Final = _Words(
    "error", "The request was not carried out", "This request could not be carried out."
)
_PAST_LIMIT: Final = "The search is larger than allowed"
_RETRY_SECONDS: Final = 60
_BUSY_SECONDS: Final = 5


def explain_errors(app: Flask) -> None:
    """Make an application answer errors in the reader's language: a page, or JSON under /api.

    Args:
        app: The application.
    """

    @app.before_request
    def refused_by_the_server() -> None:
        if status := request.environ.get(REFUSED):
            abort(status)

    @app.errorhandler(BadParameter)
    def bad_parameter(error: BadParameter) -> Response:
        return _answer(400, _WORDS[400]._replace(code=f"bad_{error.name}", message=error.message))

    @app.errorhandler(QueryRefused)
    def query_refused(error: QueryRefused) -> Response:
        return _answer(400, _Words(error.limit, _PAST_LIMIT, _refusal(error)))

    @app.errorhandler(StoreError)
    def store_error(error: StoreError) -> Response:
        app.logger.error("no index answers: %s", error)
        response = _answer(503, _WORDS[503])
        response.headers["Retry-After"] = str(_RETRY_SECONDS)
        return response

    @app.errorhandler(Busy)
    def busy(_: Busy) -> Response:
        response = _answer(429, _WORDS[429])
        response.headers["Retry-After"] = str(_BUSY_SECONDS)
        return response

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = error.code or 500
        response = _answer(status, _WORDS.get(status, _OTHER))
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers[name] = value
        return response


def _refusal(error: QueryRefused) -> str:
    english = voice().language is Language.ENGLISH
    return error.english if english and error.english else error.message


def _answer(status: int, words: _Words) -> Response:
    # What a limit says of itself is in the reader's language already, and in no catalog.
    title, message = (translated(voice().language, text) for text in (words.title, words.message))
    words = words._replace(title=title, message=message)
    if request.path.startswith("/api/"):
        body = {"status": status, "code": words.code, "message": words.message}
        response = jsonify(error=body)
        # The language may have come from a header.
        response.vary.add("Accept-Language")
    else:
        # What is refused for its length is not sent back.
        asked = Request(request.args.get("q", "") if status != 414 else "")
        page = render_template("error.html", asked=asked, status=status, words=words)
        response = make_response(page)
    response.status_code = status
    return response

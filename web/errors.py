"""What readers and programs are told when something does not work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from index.errors import QueryRefused, StoreError
from search.request import Request
from web.params import BadParameter

__all__ = ["explain_errors"]


class _Words(NamedTuple):
    code: str
    title: str
    message: str


_WORDS: Final[Mapping[int, _Words]] = {
    400: _Words("bad_request", "طلب غير مفهوم", "تعذّر فهم هذا الطلب."),
    404: _Words("not_found", "الصفحة غير موجودة", "لا شيء على هذا العنوان، أو حُذف المقال."),
    405: _Words("method_not_allowed", "طريقة غير مقبولة", "لا تُقبل هذه الطريقة على هذا العنوان."),
    413: _Words("too_large", "طلب أكبر من المقبول", "حجم ما أُرسل أكبر من الحد المسموح."),
    500: _Words("internal_error", "خطأ في الخادم", "حدث خطأ لم نتوقعه، وقد سُجّل. حاول مرة أخرى."),
    503: _Words(
        "index_unavailable",
        "الفهرس غير متاح الآن",
        "لا يوجد فهرس يمكن البحث فيه. على مدير الموقع أن يبنيه بالأمر bahith index.",
    ),
}
_OTHER: Final = _Words("error", "تعذّر تنفيذ الطلب", "تعذّر تنفيذ هذا الطلب.")
_RETRY_SECONDS: Final = 60


def explain_errors(app: Flask) -> None:
    """Make an application answer errors in Arabic: a page, or JSON under /api.

    Args:
        app: The application.
    """

    @app.errorhandler(BadParameter)
    def bad_parameter(error: BadParameter) -> Response:
        return _answer(400, _WORDS[400]._replace(code=f"bad_{error.name}", message=error.message))

    @app.errorhandler(QueryRefused)
    def query_refused(error: QueryRefused) -> Response:
        return _answer(400, _Words(error.limit, "بحث أكبر من المسموح", error.message))

    @app.errorhandler(StoreError)
    def store_error(error: StoreError) -> Response:
        app.logger.error("no index answers: %s", error)
        response = _answer(503, _WORDS[503])
        response.headers["Retry-After"] = str(_RETRY_SECONDS)
        return response

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = error.code or 500
        response = _answer(status, _WORDS.get(status, _OTHER))
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers[name] = value
        return response


def _answer(status: int, words: _Words) -> Response:
    if request.path.startswith("/api/"):
        body = {"status": status, "code": words.code, "message": words.message}
        response = jsonify(error=body)
    else:
        asked = Request(request.args.get("q", ""))
        page = render_template("error.html", asked=asked, status=status, words=words)
        response = make_response(page)
    response.status_code = status
    return response

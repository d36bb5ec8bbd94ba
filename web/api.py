"""Search for programs: the answer of `bahith search --json`, articles and suggestions over HTTP."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for

from index.article import Article
from search.payload import to_payload
from search.similar import Similar
from web.caching import unless_known, unless_same
from web.engine import engine
from web.openapi import description
from web.params import BadParameter, asked_query, check_language
from web.reading import understood
from web.urls import article_url
from web.voice import voice

__all__ = ["blueprint"]

blueprint = Blueprint("api", __name__, url_prefix="/api")

_SUGGESTIONS_SECONDS: Final = 300
_FORMS: Final = ("json", "opensearch")


@blueprint.before_request
def _check() -> None:
    check_language(request.args)


@blueprint.get("/search")
def search() -> Response:
    """Answer the request in the URL as JSON."""
    held = engine()
    asked = asked_query(request.args, held.config)

    def make() -> Response:
        results = held.service.search(asked)
        response = jsonify(to_payload(results, understood(results, voice())))
        if results.partial:
            # With more time the same generation answers more.
            response.headers["Cache-Control"] = "no-store"
        return response

    return unless_known(make)


@blueprint.get("/suggest")
def suggest() -> Response:
    """Give ways to go on from the text `q`; `format=opensearch` in the form that browsers ask."""
    text = request.args.get("q", "")
    form = request.args.get("format", _FORMS[0])
    if form not in _FORMS:
        raise BadParameter(
            "format", "There is no such form of suggestions. Choose json or opensearch."
        )
    found, current = engine().service.suggest(text)
    if form == "opensearch":
        body = current_app.json.dumps([text, [suggestion.text for suggestion in found]])
        response = Response(body, content_type="application/x-suggestions+json; charset=utf-8")
    else:
        listed = [{"text": suggestion.text, "kind": suggestion.kind} for suggestion in found]
        response = jsonify(query=text, suggestions=listed)
    if not current:
        # The newest generation is still being read: in a second there is more to say.
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers["Cache-Control"] = f"private, max-age={_SUGGESTIONS_SECONDS}"
    return unless_same(response)


@blueprint.get("/articles/<id:id>", strict_slashes=False)
def article(id: str) -> Response:  # noqa: A002
    """Give one article whole.

    Args:
        id: The article's id.
    """

    def make() -> Response:
        found = engine().service.article(id)
        if found is None:
            abort(404)
        return jsonify(_article(found.article))

    return unless_known(make)


@blueprint.get("/articles/")
def article_by_parameter() -> Response:
    """Give the article named by the parameter `id`, for ids that no path can carry."""
    return article(request.args.get("id", ""))


@blueprint.get("/similar/<id:id>", strict_slashes=False)
def similar(id: str) -> Response:  # noqa: A002
    """Give the articles nearest to one.

    Args:
        id: The article's id.
    """

    def make() -> Response:
        found = engine().service.similar(id)
        if found is None:
            abort(404)
        return jsonify(id=id, similar=[_similar(other) for other in found])

    return unless_known(make)


@blueprint.get("/similar/")
def similar_by_parameter() -> Response:
    """Give the articles nearest to the one named by the parameter `id`."""
    return similar(request.args.get("id", ""))


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe these addresses and their answers."""
    # The prefix that a proxy may have put before all addresses.
    prefix = url_for("api.openapi").removesuffix("/api/openapi.json")
    return unless_same(jsonify(description(prefix or "/")))


def _article(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "title": article.title,
        "lead": article.lead,
        "body": article.body,
        "date": article.date.isoformat() if article.date else None,
        "section": article.section,
        "source": article.source,
        "url": article.url,
        "tags": list(article.tags),
        "lang": article.lang,
        "extra": dict(article.extra),
        "page": article_url(article.id),
    }


def _similar(other: Similar) -> dict[str, object]:
    return {
        "id": other.id,
        "title": other.title,
        "score": other.score,
        "date": other.date.isoformat() if other.date else None,
        "section": other.section,
        "source": other.source,
        "page": article_url(other.id),
    }

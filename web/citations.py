"""The addresses of citations."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request

from web.caching import unless_known
from web.citation import FORMATS
from web.engine import engine
from web.params import BadParameter
from web.urls import absolute_url, article_url, in_voice, page_url, web_address

__all__ = ["blueprint", "cite_url"]

blueprint = Blueprint("citations", __name__)


def cite_url(id: str, name: str) -> str:  # noqa: A002
    """Return the address of an article's citation.

    Args:
        id: The article's id; a parameter, because a path could not tell where it ends.
        name: One of `web.citation.FORMATS`.
    """
    return in_voice(page_url("citations.cite"), urlencode({"id": id, "format": name}))


@blueprint.get("/cite")
def cite() -> Response:
    """Give the citation of the article `id` in the format `format`."""
    chosen = FORMATS.get(request.args.get("format", "text"))
    if chosen is None:
        raise BadParameter(
            "format", "There is no such form of citation. Choose bibtex, ris or text."
        )

    def make() -> Response:
        found = engine().service.article(request.args.get("id", ""))
        if found is None:
            abort(404)
        article = found.article
        address = web_address(article.url) or absolute_url(article_url(article.id))
        response = Response(chosen.write(article, address), mimetype=chosen.mimetype)
        response.content_type = f"{chosen.mimetype}; charset=utf-8"
        if chosen.filename:
            response.headers["Content-Disposition"] = f'attachment; filename="{chosen.filename}"'
        return response

    return unless_known(make)

"""The application factory."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined
from markupsafe import Markup

from search.markup import to_html
from search.results import Slice
from web import api, citations, dates, exports, feeds, health, numerals, opensearch, pages, urls
from web.citation import FORMATS
from web.config import WebConfig
from web.engine import Engine, SearchService, attach
from web.errors import explain_errors
from web.security import protect

__all__ = ["create_app"]


class _Json(DefaultJSONProvider):
    ensure_ascii = False
    sort_keys = False


def create_app(service: SearchService, config: WebConfig | None = None) -> Flask:
    """Make the web application over a search service.

    Args:
        service: Answers searches; shared by all threads of the server.
        config: The settings of the page; the defaults where None.

    Returns:
        A WSGI application that keeps no state of its own.
    """
    held = Engine(service, config or WebConfig())
    app = Flask(__name__)
    app.json = _Json(app)
    app.url_map.converters["id"] = urls.IdConverter
    app.url_map.merge_slashes = False
    attach(app, held)
    protect(app, held.config.max_body_bytes)
    explain_errors(app)
    _furnish(app)
    for room in (pages, citations, feeds, opensearch, api, exports, health):
        app.register_blueprint(room.blueprint)
    return app


def _furnish(app: Flask) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(
        marked=_marked,
        day=dates.day,
        dateline=dates.dateline,
        machine=dates.machine,
        digits=numerals.digits,
        number=numerals.number,
        counted=numerals.counted,
        seconds=numerals.seconds,
        web_address=urls.web_address,
    )
    env.globals.update(
        article_url=urls.article_url,
        cite_url=citations.cite_url,
        export_url=exports.export_url,
        feed_url=feeds.feed_url,
        citation_formats=FORMATS,
        search_url=urls.search_url,
        static_url=urls.static_url,
    )


def _marked(slices: Sequence[Slice]) -> Markup:
    # to_html escapes every slice; only its own <mark> is markup.
    return Markup(to_html(slices))  # noqa: S704

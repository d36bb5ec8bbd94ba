"""The application factory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from search.markup import to_html
from search.request import Request
from search.results import Results, Slice
from web import (
    api,
    citations,
    dates,
    exports,
    feeds,
    guide,
    health,
    numerals,
    opensearch,
    pages,
    urls,
)
from web.citation import FORMATS
from web.config import WebConfig
from web.engine import Engine, SearchService, attach
from web.errors import explain_errors
from web.gate import Gate, GatedService
from web.querylog import QueryLog
from web.security import protect
from web.voice import Voice, alternatives, direction, voice

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
        A WSGI application.

    Raises:
        OSError: The query log cannot be written.
    """
    config = config or WebConfig()
    gate = Gate(config.max_searches, config.max_wait_seconds)
    watchers: list[Callable[[Request, Results], None]] = []
    app = Flask(__name__)
    if config.metrics:
        # Only here: who does not ask for metrics need not load the library.
        from web.metrics import Metrics, expose

        metrics = Metrics(gate)
        watchers.append(metrics.searched)
        expose(app, metrics)
    if config.query_log:
        watchers.append(QueryLog(config.query_log).add)
    app.json = _Json(app)
    app.url_map.converters["id"] = urls.IdConverter
    app.url_map.merge_slashes = False
    attach(app, Engine(GatedService(service, gate, watchers), config))
    app.teardown_request(lambda _: gate.leave())
    protect(app, config.max_body_bytes, config.max_url_bytes)
    explain_errors(app)
    _furnish(app)
    app.context_processor(_speak)
    for room in (pages, guide, citations, feeds, opensearch, api, exports, health):
        app.register_blueprint(room.blueprint)
    return app


def _furnish(app: Flask) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(
        marked=_marked,
        day=_spoken(dates.day),
        dateline=_spoken(dates.dateline),
        machine=dates.machine,
        digits=_spoken(numerals.digits),
        number=_spoken(lambda value, say: say.number(value)),
        seconds=_spoken(numerals.seconds),
        direction=_direction,
        words_url=lambda text: urls.search_url(Request(text, collapse=True)),
        web_address=urls.web_address,
    )
    env.globals.update(
        alternatives=alternatives,
        numerals_of=lambda other: numerals.digits("0123456789", other),
        article_url=urls.article_url,
        cite_url=citations.cite_url,
        export_url=exports.export_url,
        feed_url=feeds.feed_url,
        citation_formats=FORMATS,
        home_url=urls.home_url,
        in_voice=urls.in_voice,
        page_url=urls.page_url,
        same_url=urls.same_url,
        search_url=urls.search_url,
        static_url=urls.static_url,
    )


def _spoken(write: Callable[[Any, Voice], str]) -> Callable[[Context, Any], str]:
    """Return a filter that writes a value in the voice of the page."""

    @pass_context
    def spoken(context: Context, value: Any) -> str:  # noqa: ANN401
        return write(value, context["say"])

    return spoken


def _speak() -> dict[str, object]:
    said = voice()
    # The names that the templates' messages are found by.
    return {"say": said, "t": said.text, "tn": said.plural}


def _marked(slices: Sequence[Slice]) -> Markup:
    # to_html escapes every slice; only its own <mark> is markup.
    return Markup(to_html(slices))  # noqa: S704


def _direction(text: str | Sequence[Slice]) -> str:
    if isinstance(text, str):
        return direction(text)
    return direction(letter for part, _ in text for letter in part)

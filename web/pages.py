"""The pages that readers see: home, results, article."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from index.errors import StoreError
from search.request import Request, Sort
from search.results import Results
from search.similar import Similar
from web.engine import SearchService, engine
from web.facets import active_filters, facet_groups, months
from web.gate import Busy
from web.marks import number_marks
from web.pagination import paginate
from web.params import parse
from web.reading import understood
from web.urls import Links, static_url
from web.voice import voice

__all__ = ["blueprint"]

blueprint = Blueprint("pages", __name__)

_SORTS: Final = (
    (Sort.RELEVANCE, "Most relevant"),
    (Sort.NEWEST, "Newest"),
    (Sort.OLDEST, "Oldest"),
)


@blueprint.get("/")
@blueprint.get("/search")
def search() -> str:
    """Show the results of the request in the URL; the home page where nothing is asked."""
    held = engine()
    asked = parse(request.args, held.config)
    if not asked.text.strip():
        return render_template("home.html", asked=Request(""), articles=_count(held.service))
    results = held.service.search(asked)
    shown = replace(asked, text=results.replaced) if results.replaced else asked
    answered = replace(results, query=shown.text)
    links = Links(asked)
    return render_template(
        "results.html",
        asked=asked,
        links=links,
        shown=shown,
        shown_links=links if shown is asked else Links(shown),
        sorts=_SORTS,
        results=results,
        pages=paginate(asked, results.total, held.config),
        groups=facet_groups(asked, results),
        months=months(asked, results),
        filters=active_filters(asked),
        related=held.service.related(answered) if results.total and not asked.offset else (),
        understood=understood(results, voice()),
        words_url=_words_url(links, results),
        suggestion_url=_suggestion_url(links, results),
    )


def _suggestion_url(links: Links, results: Results) -> str:
    """Return the address of the suggestion, or "" where there is none or its results are shown."""
    if results.replaced or not results.suggestion:
        return ""
    return links.search(text=results.suggestion)


def _words_url(links: Links, results: Results) -> str:
    """Return the address of the search without the operators that may be words, or ""."""
    words = results.structure.as_words() if results.structure else ""
    return links.search(text=words) if words else ""


def _count(service: SearchService) -> int | None:
    # Where no index answers, the home page still stands: the search itself says what is wrong.
    with suppress(StoreError):
        return service.count()
    return None


@blueprint.get("/favicon.ico")
def icon() -> BaseResponse:
    """Lead browsers to the icon where nothing names it, as beside a citation in plain text."""
    return redirect(static_url("favicon.svg"))


@blueprint.get("/article/<id:id>", strict_slashes=False)
def article(id: str) -> str:  # noqa: A002
    """Show one article, with the words of `q` marked.

    Args:
        id: The article's id.
    """
    held = engine()
    asked = parse(request.args, held.config)
    found = held.service.article(id, asked.text)
    if found is None:
        abort(404)
    return render_template(
        "article.html",
        asked=asked,
        article=found.article,
        marked=number_marks(found),
        similar=_similar(id),
    )


def _similar(id: str) -> tuple[Similar, ...]:  # noqa: A002
    # A server with too much to do still shows the article.
    with suppress(Busy):
        return engine().service.similar(id) or ()
    return ()


@blueprint.get("/article/")
def article_by_parameter() -> str:
    """Show the article named by the parameter `id`, for ids that no path can carry."""
    return article(request.args.get("id", ""))

"""An Atom feed of a search: a reader who keeps it sees new articles that match."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element

from flask import Blueprint, Response, request

from search.markup import to_text
from search.request import Request, Sort
from search.results import Hit, Results
from web.caching import unless_known
from web.engine import engine
from web.params import asked_query, to_query
from web.urls import Links, absolute_url, article_url
from web.voice import voice
from web.xml import add, document

__all__ = ["blueprint", "feed_url"]

blueprint = Blueprint("feeds", __name__)

_ENTRIES: Final = 50
_SPACE: Final = UUID("5a0c2bb5-6f0e-5a8e-9b1c-3f6a1f7f1b5e")
_ATOM: Final = "http://www.w3.org/2005/Atom"
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def feed_url(links: Links) -> str:
    """Return the address of a search's feed.

    Args:
        links: The links of the search; its order and page are left out.
    """
    return links.to("feeds.feed", sort=Sort.RELEVANCE)


def _newest(asked: Request) -> Request:
    return replace(asked, offset=0, sort=Sort.RELEVANCE)


@blueprint.get("/feed")
def feed() -> Response:
    """Give the newest articles of the request in the URL as an Atom feed."""
    held = engine()
    # A reader of news wants each of them once, whatever a program gets elsewhere.
    asked = replace(
        asked_query(request.args, held.config),
        collapse=request.args.get("copies") != "1",
        repair=request.args.get("exact") != "1",
    )

    def make() -> Response:
        # What was never written is no news: a feed only has what its own words find.
        wanted = replace(asked, offset=0, limit=_ENTRIES, sort=Sort.NEWEST, repair=False)
        found = held.service.search(wanted)
        return Response(_atom(_newest(asked), found), content_type="application/atom+xml")

    return unless_known(make)


def _atom(asked: Request, results: Results) -> bytes:
    # An entry must have a date, and a feed is of what is new: undated articles are left out.
    dated = [(hit, hit.date) for hit in results.hits if hit.date]
    links = Links(asked)
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": voice().language.value})
    add(root, "title", voice().plain("Bahith: {query}", query=asked.text))
    # Ids do not hold the host: they stay when the page moves.
    add(root, "id", _urn(f"search:{to_query(asked)}"))
    add(root, "updated", _stamp(max((date for _, date in dated), default=_NEVER)))
    add(root, "link", rel="self", type="application/atom+xml", href=absolute_url(feed_url(links)))
    add(root, "link", rel="alternate", type="text/html", href=absolute_url(links.search()))
    add(add(root, "author"), "name", voice().plain("Bahith"))
    for hit, date in dated:
        _add_entry(root, hit, date)
    return document(root)


def _add_entry(root: Element, hit: Hit, date: datetime) -> None:
    entry = add(root, "entry")
    add(entry, "title", to_text(hit.title))
    add(entry, "id", _urn(f"article:{hit.id}"))
    add(entry, "updated", _stamp(date))
    add(entry, "published", _stamp(date))
    href = absolute_url(article_url(hit.id))
    add(entry, "link", rel="alternate", type="text/html", href=href)
    if hit.source:
        add(add(entry, "author"), "name", hit.source)
    if hit.section:
        add(entry, "category", term=hit.section)
    add(entry, "summary", to_text(hit.snippet))


def _urn(name: str) -> str:
    return uuid5(_SPACE, name.encode(errors="replace").decode()).urn


def _stamp(date: datetime) -> str:
    return date.isoformat(timespec="seconds")

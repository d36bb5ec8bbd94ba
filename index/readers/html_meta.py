"""What an HTML page says of itself: meta elements, JSON-LD, microdata, links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from index.readers import dates

__all__ = ["Meta", "page_meta"]

_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_LANG = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_TITLE_ENDS = ("-", "|", "–", "—", ":", "·")
_TAG_SEPARATORS = re.compile("[,;؛،|]")


class Meta(NamedTuple):
    """Hold what a page says of itself; what it does not say is "" or None."""

    titles: tuple[str, ...]
    date: datetime | None
    section: str
    source: str
    description: str
    url: str
    tags: tuple[str, ...]
    lang: str


def page_meta(page: LexborHTMLParser) -> Meta:
    """Return what a page says of itself.

    Args:
        page: The parsed page.
    """
    named = _named(page)
    linked = _json_ld(page)
    source = _first(named, "og:site_name", "application-name") or linked.get("publisher", "")
    title = page.css_first("title")
    titles = (
        _first(named, "og:title", "twitter:title"),
        linked.get("headline", ""),
        _line(title.text()) if title else "",
    )
    return Meta(
        titles=tuple(_without_source(found, source) for found in titles if found),
        date=_date(page, named, linked),
        section=_first(named, "article:section") or linked.get("articleSection", ""),
        source=source,
        description=_first(named, "description", "og:description", "twitter:description"),
        url=_url(page, named),
        tags=_tags(named),
        lang=_lang(page),
    )


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _named(page: LexborHTMLParser) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for element in page.css("meta"):
        attributes = element.attributes
        content = _line(attributes.get("content"))
        for key in ("property", "name", "itemprop"):
            if content and (name := attributes.get(key)):
                named.setdefault(name.strip().lower(), []).append(content)
    return named


def _first(named: dict[str, list[str]], *names: str) -> str:
    return next((named[name][0] for name in names if name in named), "")


def _json_ld(page: LexborHTMLParser) -> dict[str, str]:
    """Return the first text that JSON-LD gives for each key that matters here."""
    found: dict[str, str] = {}
    for script in page.css("script[type='application/ld+json']"):
        try:
            data = json.loads(script.text())
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            for key in ("headline", "datePublished", "articleSection"):
                if isinstance(value := item.get(key), str):
                    found.setdefault(key, _line(value))
            publisher = item.get("publisher")
            if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str):
                found.setdefault("publisher", _line(name))
    return found


def _objects(data: object) -> Iterator[dict[str, object]]:
    stack = [data]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            yield item
            stack.extend(reversed(item.values()))
        elif isinstance(item, list):
            stack.extend(reversed(item))


def _date(
    page: LexborHTMLParser, named: dict[str, list[str]], linked: dict[str, str]
) -> datetime | None:
    candidates = [*named.get(_DATES[0], []), linked.get("datePublished", "")]
    for element in page.css("[itemprop=datePublished], article time, time"):
        attributes = element.attributes
        candidates.append(attributes.get("datetime") or attributes.get("content") or "")
    candidates += [value for name in _DATES[1:] for value in named.get(name, [])]
    return next((when for text in candidates if (when := dates.parse(text))), None)


def _url(page: LexborHTMLParser, named: dict[str, list[str]]) -> str:
    link = page.css_first("link[rel=canonical]")
    candidates = ((link.attributes.get("href") if link else "") or "", _first(named, "og:url"))
    return next((url for text in candidates if _WEB.fullmatch(url := text.strip())), "")


def _tags(named: dict[str, list[str]]) -> tuple[str, ...]:
    tags = named.get("article:tag", []) + [
        word for text in named.get("keywords", []) for word in _TAG_SEPARATORS.split(text)
    ]
    return tuple(dict.fromkeys(tag for raw in tags if (tag := _line(raw))))


def _lang(page: LexborHTMLParser) -> str:
    root = page.css_first("html")
    lang = ((root.attributes.get("lang") if root else "") or "").strip()
    return lang if _LANG.fullmatch(lang) else ""


def _without_source(title: str, source: str) -> str:
    """Return a title without the name of the site that pages put behind it."""
    if not source or not title.endswith(source):
        return title
    rest = title.removesuffix(source).rstrip()
    return rest[:-1].rstrip() if rest[-1:] in _TITLE_ENDS else title

"""Addresses: of results, of articles whose ids are arbitrary strings, and of static files."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from flask import current_app, g, request, url_for
from werkzeug.routing import BaseConverter

from search.request import Request
from web.params import to_query
from web.voice import ARABIC, Voice, voice

__all__ = [
    "IdConverter",
    "absolute_url",
    "article_url",
    "home_url",
    "in_voice",
    "is_current_version",
    "same_url",
    "search_url",
    "static_url",
    "web_address",
]

_LONGEST: Final = 8 * 1024
"""A longer address is refused, or close to it: it is not worth sending back twice."""

_DOTS: Final = frozenset({".", ".."})


class IdConverter(BaseConverter):
    """Carry any string through the path of a URL.

    Slashes are quoted as well: a browser would resolve the "..", and a server merge the "//",
    of an id that kept its own.
    """

    regex = r"[\s\S]+"
    part_isolating = False

    def to_url(self, value: object) -> str:
        """Quote an id.

        Args:
            value: The id.
        """
        return quote(str(value), safe="")


def _path(endpoint: str) -> str:
    """Return the path of a page without parameters; a page of results has a hundred links."""
    known: dict[str, str] = g.setdefault("paths", {})
    if endpoint not in known:
        known[endpoint] = url_for(endpoint)
    return known[endpoint]


def _article_path(id: str) -> str:  # noqa: A002
    known: dict[str, str] = g.setdefault("paths", {})
    if "pages.article" not in known:
        known["pages.article"] = url_for("pages.article", id="-").removesuffix("-")
    return known["pages.article"] + quote(id, safe="")


def absolute_url(address: str) -> str:
    """Return an address of this page with scheme and host, as the reader wrote them.

    Args:
        address: A path from the root of the host, such as `search_url` gives.
    """
    return request.host_url.rstrip("/") + address


def search_url(asked: Request, **changes: object) -> str:
    """Return the address of the results of a request.

    Args:
        asked: The request.
        changes: Fields of it to replace; unless `offset` is one, the first page is meant.
    """
    if changes:
        changes.setdefault("offset", 0)
        asked = replace(asked, **changes)  # type: ignore[arg-type]
    return in_voice(_path("pages.search"), to_query(asked))


def home_url() -> str:
    """Return the address of the home page."""
    return in_voice(_path("pages.search"))


def in_voice(path: str, query: str = "") -> str:
    """Return an address in which the page keeps its language and digits.

    Args:
        path: The path.
        query: Its query part so far.
    """
    said = voice()
    kept = urlencode(said.parameters) if said is not ARABIC else ""
    joined = f"{query}&{kept}" if query and kept else query or kept
    return f"{path}?{joined}" if joined else path


def same_url(other: Voice) -> str:
    """Return the address of the current page in another language or with other digits.

    Args:
        other: How it is to be said there. Where no page has the current address, home is meant.
    """
    kept = [(name, value) for name, value in request.args.items(multi=True)]
    if request.endpoint is None or request.method != "GET" or len(request.query_string) > _LONGEST:
        path, kept = url_for("pages.search"), []
    else:
        path = url_for(request.endpoint, **(request.view_args or {}))
    kept = [(name, value) for name, value in kept if name not in {"lang", "digits"}]
    query = urlencode([*kept, *other.parameters.items()], errors="replace")
    return f"{path}?{query}" if query else path


def article_url(id: str, asked: Request | None = None) -> str:  # noqa: A002
    """Return the address of an article.

    Args:
        id: The article's id.
        asked: The results that it is opened from, for the marks and the way back.
    """
    query = to_query(asked) if asked else ""
    if id in _DOTS:
        # Browsers resolve a segment of dots, quoted or not, before they ask.
        query = f"{query}&id={id}" if query else f"id={id}"
        return in_voice(url_for("pages.article_by_parameter"), query)
    return in_voice(_article_path(id), query)


def web_address(url: str) -> str:
    """Return an article's own address where a link to it is safe, else "".

    Args:
        url: What the archive says; anything.
    """
    try:
        parts = urlsplit(url.strip())
        return parts.geturl() if parts.scheme in {"http", "https"} and parts.hostname else ""
    except ValueError:
        return ""


@cache
def _digest(path: Path, changed_ns: int, size: int) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=6).hexdigest()


def _version(name: str) -> str:
    path = Path(current_app.static_folder or "") / name
    stat = path.stat()
    return _digest(path, stat.st_mtime_ns, stat.st_size)


def static_url(name: str) -> str:
    """Return the address of a static file with its version, which changes with its bytes.

    Args:
        name: Path of the file under the static folder.
    """
    return _static(request.script_root, current_app.static_url_path or "", name, _version(name))


@lru_cache(256)
def _static(root: str, folder: str, name: str, version: str) -> str:
    # The first two are all that the address depends on besides.
    return url_for("static", filename=name, v=version)


def is_current_version(name: str, version: str) -> bool:
    """Tell whether a version names the bytes that the static file has now.

    Args:
        name: Path of the file under the static folder.
        version: What the URL says.
    """
    try:
        return version == _version(name)
    except OSError:
        return False

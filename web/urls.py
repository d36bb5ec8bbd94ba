"""Addresses: of results, of articles whose ids are arbitrary strings, and of static files."""

from __future__ import annotations

import hashlib
import os
from functools import cache, lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from flask import request, url_for
from werkzeug.routing import BaseConverter

from search.request import Request
from web.params import Parts, quoted
from web.voice import Voice, voice

__all__ = [
    "IdConverter",
    "Links",
    "absolute_url",
    "article_url",
    "home_url",
    "in_voice",
    "is_current_version",
    "page_url",
    "same_url",
    "search_url",
    "static_url",
    "web_address",
]

_LONGEST: Final = 8 * 1024
"""A longer address is refused, or close to it: it is not worth sending back twice."""

_READING: Final = frozenset({"GET", "HEAD"})
"""Only what such a request asked for can be linked to."""

_STATIC: Final = Path(__file__).parent / "static"
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


def page_url(endpoint: str) -> str:
    """Return the path of a page without parameters.

    Args:
        endpoint: Its name; the page's address has no other part that varies.
    """
    return _page(request.root_path, endpoint)


@lru_cache(256)
def _page(root: str, endpoint: str) -> str:
    # The path depends on nothing else, and a page of results has a hundred links.
    return url_for(endpoint)


def _article(root: str, id: str) -> str:  # noqa: A002
    return _articles(root) + quote(id, safe="")


@lru_cache(16)
def _articles(root: str) -> str:
    return url_for("pages.article", id="-").removesuffix("-")


def absolute_url(address: str) -> str:
    """Return an address of this page with scheme and host, as the reader wrote them.

    Args:
        address: A path from the root of the host, such as `search_url` gives.
    """
    return request.host_url.rstrip("/") + address


class Links:
    """Give the addresses that a page of results links to: most differ in one parameter.

    Args:
        asked: The request that the page answers.
    """

    def __init__(self, asked: Request) -> None:
        self._parts = Parts(asked)
        self._root = request.root_path
        self._kept = voice().query
        self._unchanged = _joined(self._parts.query(), self._kept)

    def search(self, **changes: object) -> str:
        """Return the address of the results of the request.

        Args:
            changes: Fields of it to replace; unless `offset` is one, the first page is meant.
        """
        return self.to("pages.search", **changes)

    def to(self, endpoint: str, **changes: object) -> str:
        """Return the address of another page about the request.

        Args:
            endpoint: The page's name.
            changes: As for `search`.
        """
        query = _joined(self._parts.query(**changes), self._kept) if changes else self._unchanged
        return f"{_page(self._root, endpoint)}?{query}"

    def article(self, id: str) -> str:  # noqa: A002
        """Return the address of an article opened from the results.

        Args:
            id: The article's id.
        """
        if id in _DOTS:
            return _dotted(id, self._parts.query())
        return f"{_article(self._root, id)}?{self._unchanged}"


def search_url(asked: Request, **changes: object) -> str:
    """Return the address of the results of a request.

    Args:
        asked: The request.
        changes: Fields of it to replace; unless `offset` is one, the first page is meant.
    """
    return Links(asked).search(**changes)


def home_url() -> str:
    """Return the address of the home page."""
    return in_voice(page_url("pages.search"))


def in_voice(path: str, query: str = "") -> str:
    """Return an address in which the page keeps its language and digits.

    Args:
        path: The path.
        query: Its query part so far.
    """
    joined = _joined(query, voice().query)
    return f"{path}?{joined}" if joined else path


def _joined(query: str, kept: str) -> str:
    return f"{query}&{kept}" if query and kept else query or kept


def same_url(other: Voice) -> str:
    """Return the address of the current page in another language or with other digits.

    Args:
        other: How it is to be said there. Where no page has the current address, home is meant.
    """
    kept = [(name, value) for name, value in request.args.items(multi=True)]
    if (
        request.endpoint is None
        or request.method not in _READING
        or len(request.query_string) > _LONGEST
    ):
        path, kept = page_url("pages.search"), []
    else:
        values = request.view_args
        path = url_for(request.endpoint, **values) if values else page_url(request.endpoint)
    kept = [(name, value) for name, value in kept if name not in {"lang", "digits"}]
    query = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in kept)
    query = _joined(query, other.query)
    return f"{path}?{query}" if query else path


def article_url(id: str, asked: Request | None = None) -> str:  # noqa: A002
    """Return the address of an article.

    Args:
        id: The article's id.
        asked: The results that it is opened from, for the marks and the way back.
    """
    if asked:
        return Links(asked).article(id)
    return _dotted(id) if id in _DOTS else in_voice(_article(request.root_path, id))


def _dotted(id: str, query: str = "") -> str:  # noqa: A002
    # Browsers resolve a segment of dots, quoted or not, before they ask.
    return in_voice(page_url("pages.article_by_parameter"), _joined(query, f"id={id}"))


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
def _digest(path: str, changed_ns: int, size: int) -> str:
    return hashlib.blake2b(Path(path).read_bytes(), digest_size=6).hexdigest()


def _version(name: str) -> str:
    path = f"{_STATIC}/{name}"
    stat = os.stat(path)  # noqa: PTH116
    return _digest(path, stat.st_mtime_ns, stat.st_size)


def static_url(name: str) -> str:
    """Return the address of a static file with its version, which changes with its bytes.

    Args:
        name: Path of the file under the static folder.
    """
    return _static(request.root_path, name, _version(name))


@lru_cache(256)
def _static(root: str, name: str, version: str) -> str:
    # The first is all that the address depends on besides.
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

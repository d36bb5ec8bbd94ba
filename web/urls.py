"""Addresses: of results, of articles whose ids are arbitrary strings, and of static files."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from flask import current_app, request, url_for
from werkzeug.routing import BaseConverter

from search.request import Request
from web.params import to_query

__all__ = [
    "IdConverter",
    "absolute_url",
    "article_url",
    "is_current_version",
    "search_url",
    "static_url",
    "web_address",
]

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
    return f"{url_for('pages.search')}?{to_query(asked)}"


def article_url(id: str, asked: Request | None = None) -> str:  # noqa: A002
    """Return the address of an article.

    Args:
        id: The article's id.
        asked: The results that it is opened from, for the marks and the way back.
    """
    query = f"?{to_query(asked)}" if asked else ""
    if id in _DOTS:
        # Browsers resolve a segment of dots, quoted or not, before they ask.
        joint = "&" if query else "?"
        return f"{url_for('pages.article_by_parameter')}{query}{joint}id={id}"
    return url_for("pages.article", id=id) + query


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
    return url_for("static", filename=name, v=_version(name))


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

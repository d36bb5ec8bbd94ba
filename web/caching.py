"""Answers that a client need not be sent twice while the same generation stands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Response, request

from web.engine import engine
from web.voice import voice

__all__ = ["unless_known", "unless_same"]

_FORM = 3
"""Raise by one when the form of any answer changes: an answer of the old form is then not kept."""


def unless_known(make: Callable[[], Response]) -> Response:
    """Return the answer to the current request, or 304 where the client has it already.

    Args:
        make: Makes the answer; not called for a 304. What it raises goes through.

    Returns:
        The answer, with an ETag that the generation gives.

    Raises:
        StoreError: There is no index that answers.
    """
    # Read before the answer is made: a commit between the two costs one answer sent twice,
    # never an old answer kept.
    # «منذ أسبوع» asks for other days tomorrow.
    today = datetime.now(UTC).date()
    asked = f"{request.url} {voice().language}"
    tag = f"{_FORM}-{engine().service.generation()}-{today:%Y%m%d}-{_digest(asked)}"
    known = request.if_none_match
    # "*" asks whether there is any answer, which only making it can tell.
    if known.contains_weak(tag) and not known.star_tag:
        response = Response(status=304)
        # A body that is not there has no type.
        del response.headers["Content-Type"]
    else:
        response = make()
    if request.path.startswith("/api/"):
        # The language may have come from a header.
        response.vary.add("Accept-Language")
    if response.cache_control.no_store:
        # Asked again, the answer may be another one.
        return response
    # Weak: the time that a search took differs from one answer to the next.
    response.set_etag(tag, weak=True)
    return response


def _digest(asked: str) -> str:
    # With the host: the links of a feed begin with it.
    return hashlib.blake2b(asked.encode(errors="replace"), digest_size=6).hexdigest()


def unless_same(response: Response) -> Response:
    """Return an answer that costs little to make, or 304 where the client has the same bytes.

    Args:
        response: The answer; it is changed in place.
    """
    response.add_etag()
    response.make_conditional(request)
    return response

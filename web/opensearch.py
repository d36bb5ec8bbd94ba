"""The OpenSearch description: with it a browser can add the page to its search engines."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from flask import Blueprint, Response, url_for

from web.caching import unless_same
from web.urls import absolute_url, in_voice, static_url
from web.voice import voice
from web.xml import add, document

__all__ = ["blueprint"]

blueprint = Blueprint("opensearch", __name__)

_NAMESPACE: Final = "http://a9.com/-/spec/opensearch/1.1/"
_DAY_SECONDS: Final = 24 * 3600


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """Describe the search; the description depends on no index."""
    say = voice()
    root = Element("OpenSearchDescription", {"xmlns": _NAMESPACE})
    add(root, "ShortName", say.plain("Bahith"))
    add(root, "Description", say.plain("Search in the archive of Arabic articles"))
    add(root, "Language", say.language.value)
    add(root, "InputEncoding", "UTF-8")
    add(root, "OutputEncoding", "UTF-8")
    icon = absolute_url(static_url("favicon.svg"))
    add(root, "Image", icon, width="16", height="16", type="image/svg+xml")
    for kind, address in (
        ("text/html", in_voice(url_for("pages.search"), "q={searchTerms}")),
        ("application/atom+xml", in_voice(url_for("feeds.feed"), "q={searchTerms}")),
        (
            "application/x-suggestions+json",
            f"{url_for('api.suggest')}?q={{searchTerms}}&format=opensearch",
        ),
    ):
        add(root, "Url", type=kind, method="get", template=absolute_url(address))
    response = Response(
        document(root), content_type="application/opensearchdescription+xml; charset=utf-8"
    )
    response.headers["Cache-Control"] = f"public, max-age={_DAY_SECONDS}"
    return unless_same(response)

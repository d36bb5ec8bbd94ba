"""The payload: results as the JSON object that the command line and the page's API share."""

from __future__ import annotations

from search.markup import to_html, to_text
from search.results import Explanation, Hit, Results

__all__ = ["to_payload"]


def to_payload(results: Results, reading: str = "") -> dict[str, object]:
    """Return results as an object that `json.dumps` takes.

    Args:
        results: What `search.service` answered.
        reading: How its operators and fields were understood, as a sentence; "" where it has none.

    Returns:
        The keys "query", "total", "took_ms", "hits", "facets", "suggestion" (None where there
        is none), "repair" (what it changes: "spelling", "layout" or "script"; or None), "replaced"
        (the text whose results these are where it is not the query; or None), "relaxed", "missing",
        "unused" (words of a long query that were not searched), "unread_dates" (what the field of
        dates was asked for and is no date), "reading" (or None) and "partial".
        A hit's "title" is plain text; its "snippet" is HTML in which `<mark>` is the only element;
        its "date" is ISO 8601 or None. Where the request asks for it, a hit has an
        "explanation"; "copies" says for how many near-duplicates it stands, where there are some.
    """
    return {
        "query": results.query,
        "total": results.total,
        "took_ms": round(results.took_ms, 2),
        "hits": [_hit(hit) for hit in results.hits],
        "facets": {
            name: [{"value": value, "count": count} for value, count in values]
            for name, values in results.facets.items()
        },
        "suggestion": results.suggestion or None,
        "repair": results.repair,
        "replaced": results.replaced or None,
        "relaxed": results.relaxed,
        "missing": list(results.missing),
        "unused": list(results.unused),
        "unread_dates": list(results.unread_dates),
        "reading": reading or None,
        "partial": results.partial,
    }


def _hit(hit: Hit) -> dict[str, object]:
    shown: dict[str, object] = {
        "id": hit.id,
        "title": to_text(hit.title),
        "score": round(hit.score, 4),
        "date": hit.date.isoformat() if hit.date else None,
        "section": hit.section,
        "source": hit.source,
        "url": hit.url,
        "snippet": to_html(hit.snippet),
    }
    if hit.copies:
        shown["copies"] = hit.copies
    if hit.explanation is not None:
        shown["explanation"] = _explanation(hit.explanation)
    return shown


def _explanation(explanation: Explanation) -> dict[str, object]:
    """Return an explanation with all its digits, so that a reader can add it up."""
    return {
        "score": explanation.score,
        "coverage": explanation.coverage,
        "factor": explanation.factor,
        "freshness": explanation.freshness,
        "contributions": [share._asdict() for share in explanation.contributions],
    }

"""Metrics for administrators, in the text format of Prometheus; off by default."""

from __future__ import annotations

from contextlib import suppress
from time import perf_counter
from typing import Final

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

from index.errors import StoreError
from search.request import Request
from search.results import Results
from web.engine import engine
from web.gate import Gate

__all__ = ["Metrics", "expose"]

_BUCKETS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)


class Metrics:
    """Count what one application does.

    Args:
        gate: The gate of its searches.
    """

    def __init__(self, gate: Gate) -> None:
        self.registry = CollectorRegistry()
        self.articles = Gauge(
            "bahith_articles", "Articles that can be found.", registry=self.registry
        )
        running = Gauge("bahith_searches_running", "Searches now.", registry=self.registry)
        running.set_function(lambda: gate.inside)
        self._searches = Counter(
            "bahith_searches", "Searches answered.", ["outcome"], registry=self.registry
        )
        self._search_seconds = Histogram(
            "bahith_search_seconds",
            "Time that a search took.",
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._responses = Counter(
            "bahith_http_responses",
            "Answers over HTTP.",
            ["route", "status"],
            registry=self.registry,
        )
        self._response_seconds = Histogram(
            "bahith_http_response_seconds",
            "Time that an answer over HTTP took.",
            ["route"],
            buckets=_BUCKETS,
            registry=self.registry,
        )

    def searched(self, _: Request, results: Results) -> None:
        """Count one answered search.

        Args:
            results: The answer.
        """
        self._searches.labels("found" if results.total else "nothing").inc()
        self._search_seconds.observe(results.took_ms / 1000)

    def answered(self, route: str, status: int, seconds: float) -> None:
        """Count one answer over HTTP.

        Args:
            route: The rule of the address, never the address: that would name what was searched.
            status: The status.
            seconds: How long it took.
        """
        self._responses.labels(route, str(status)).inc()
        self._response_seconds.labels(route).observe(seconds)


def expose(app: Flask, metrics: Metrics) -> None:
    """Make an application count its answers and show the metrics at /metrics.

    Args:
        app: The application.
        metrics: Where they are counted.
    """

    @app.before_request
    def start() -> None:
        g.started = perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        started = g.get("started", perf_counter())
        metrics.answered(route, response.status_code, perf_counter() - started)
        return response

    @app.get("/metrics", endpoint="metrics")
    def show() -> Response:
        with suppress(StoreError):
            metrics.articles.set(engine().service.count())
        return Response(generate_latest(metrics.registry), content_type=CONTENT_TYPE_LATEST)

"""What the pages need of the search service, and how a request finds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, cast

from flask import Flask, current_app

from search.request import Request
from search.results import MarkedArticle, Results
from search.similar import Similar
from search.suggester import Suggested
from web.config import WebConfig

__all__ = ["Engine", "SearchService", "attach", "engine"]

_KEY = "bahith"


class SearchService(Protocol):
    """Describe the part of `search.service.Service` that the pages call."""

    def search(self, request: Request, /) -> Results:
        """Answer a request.

        Args:
            request: What is asked.

        Raises:
            QueryRefused: The query is past a limit.
            StoreError: There is no index that answers.
        """

    def article(self, id: str, query: str = "", /) -> MarkedArticle | None:  # noqa: A002
        """Return an article with the words of a query marked, or None where there is none.

        Args:
            id: The article's id.
            query: The text whose words are marked.

        Raises:
            StoreError: There is no index that answers.
        """

    def export(self, request: Request, /) -> Results:
        """Answer a request with as many results as one export may hold.

        Args:
            request: What is asked; its offset and limit are not looked at.

        Raises:
            QueryRefused: The query is past a limit.
            StoreError: There is no index that answers.
        """

    def similar(self, id: str, /) -> tuple[Similar, ...] | None:  # noqa: A002
        """Return the articles nearest to one, or None where there is no such article.

        Args:
            id: The article's id.

        Raises:
            StoreError: There is no index that answers.
        """

    def related(self, results: Results, /) -> tuple[str, ...]:
        """Return searches that go on from an answer, each with results of its own.

        Args:
            results: The answer, as `search` gave it.

        Raises:
            StoreError: There is no index that answers.
        """

    def suggest(self, text: str, /) -> Suggested:
        """Return ways to go on from a text that is being typed.

        Args:
            text: What is typed so far.

        Raises:
            StoreError: There is no index that answers.
        """

    def generation(self) -> str:
        """Return a name that changes whenever any answer could.

        Raises:
            StoreError: There is no index that answers.
        """

    def count(self) -> int:
        """Return how many articles can be found.

        Raises:
            StoreError: There is no index that answers.
        """

    def ready(self) -> None:
        """Return when an index answers.

        Raises:
            StoreError: None does.
        """


@dataclass(frozen=True, slots=True)
class Engine:
    """Hold what one application was made with.

    Args:
        service: Answers searches.
        config: The settings of the page.
    """

    service: SearchService
    config: WebConfig


def attach(app: Flask, held: Engine) -> None:
    """Give an application its engine.

    Args:
        app: The application.
        held: What its requests will find with `engine`.
    """
    app.extensions[_KEY] = held


def engine() -> Engine:
    """Return the engine of the application that answers the current request."""
    return cast(Engine, current_app.extensions[_KEY])

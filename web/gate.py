"""The gate: how many searches run at once, and what happens to those beyond."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from threading import Event, Lock, local
from typing import Final

from search.request import Request
from search.results import MarkedArticle, Results
from search.similar import Similar
from search.suggester import Suggested
from web.engine import SearchService

__all__ = ["Busy", "Gate", "GatedService"]


class Busy(Exception):
    """Report that a search waited for its turn in vain."""


_HEAD_START: Final = 0.05
"""Most pages are made in less. Two at once in one process would both be late."""

_MANY_WAITING: Final = 2
"""While so many wait, pages go without what nobody asked for."""


class Gate:
    """Let so many requests in at once; the others wait for a while, first come, first served.

    Those who are in go one after the other, as far as none takes long. Nothing is kept of who
    asks, so there are no addresses to store: one limit is for all.

    Args:
        most: How many may be in at once.
        wait_seconds: How long another waits before it is turned away.
    """

    def __init__(self, most: int, wait_seconds: float) -> None:
        self._most = most
        self._wait = wait_seconds
        self._first = Lock()
        self._lock = Lock()
        self._inside = 0
        # A semaphore would let those who just come pass those who wait.
        self._waiting: deque[Event] = deque()
        self._mine = local()

    @property
    def inside(self) -> int:
        """Return how many are in now."""
        return self._inside

    @property
    def pressed(self) -> bool:
        """Return whether so many wait that all should take less time than they could."""
        return len(self._waiting) >= _MANY_WAITING

    def enter(self) -> None:
        """Take a place for what this thread answers now; nothing changes where it has one.

        Raises:
            Busy: None became free in time.
        """
        if self._has_place:
            return
        if not self._take():
            raise Busy
        self._mine.is_first = self._first.acquire(timeout=_HEAD_START)
        self._mine.has_place = True

    def _take(self) -> bool:
        with self._lock:
            if self._inside < self._most:
                self._inside += 1
                return True
            place = Event()
            self._waiting.append(place)
        place.wait(self._wait)
        with self._lock:
            if not place.is_set():
                self._waiting.remove(place)
        return place.is_set()

    def leave(self) -> None:
        """Give back the place of this thread; nothing changes where it has none."""
        if not self._has_place:
            return
        self._mine.has_place = False
        if self._mine.is_first:
            self._first.release()
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._inside -= 1

    @property
    def _has_place(self) -> bool:
        return getattr(self._mine, "has_place", False)


class GatedService:
    """Pass on what may run long through a gate, and everything else at once.

    What is made of an answer takes as long as the search, so a request keeps its place to its end:
    the application calls `Gate.leave` there.

    Args:
        service: What answers.
        gate: The gate.
        watchers: Called with each answered search.
    """

    def __init__(
        self,
        service: SearchService,
        gate: Gate,
        watchers: Sequence[Callable[[Request, Results], None]] = (),
    ) -> None:
        self._service = service
        self._gate = gate
        self._watchers = watchers

    def search(self, request: Request, /) -> Results:
        """Answer a request; see `SearchService`, as for all others."""
        self._gate.enter()
        results = self._service.search(request)
        for watch in self._watchers:
            watch(request, results)
        return results

    def export(self, request: Request, /) -> Results:
        """Answer a request with as many results as one export may hold."""
        self._gate.enter()
        return self._service.export(request)

    def similar(self, id: str, /) -> tuple[Similar, ...] | None:  # noqa: A002
        """Return the articles nearest to one."""
        self._gate.enter()
        return self._service.similar(id)

    def article(self, id: str, query: str = "", /) -> MarkedArticle | None:  # noqa: A002
        """Return an article with the words of a query marked."""
        return self._service.article(id, query)

    def related(self, results: Results, /) -> tuple[str, ...]:
        """Return searches that go on from an answer; none while others wait for theirs.

        They take a tenth of the time of a page.
        """
        return () if self._gate.pressed else self._service.related(results)

    def suggest(self, text: str, /) -> Suggested:
        """Return ways to go on from a text."""
        return self._service.suggest(text)

    def generation(self) -> str:
        """Return a name that changes whenever any answer could."""
        return self._service.generation()

    def count(self) -> int:
        """Return how many articles can be found."""
        return self._service.count()

    def ready(self) -> None:
        """Return when an index answers."""
        self._service.ready()

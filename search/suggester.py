"""The suggester: the suggestions of the newest generation, made aside and kept while it stands."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from itertools import compress
from threading import Lock, Thread
from time import sleep, thread_time
from typing import NamedTuple

from whoosh.searching import Searcher

from index.article import Article
from index.columnar.codec import segments_of
from index.manifest import Manifest
from search.current import CurrentSnapshot
from search.skeletons import Skeletons
from search.suggest import Suggestion, SuggestionTable

__all__ = ["Suggested", "Suggester"]

_PATIENCE_SECONDS = 0.2
"""So long a person who types does not notice; small archives are ready by then."""


class Suggested(NamedTuple):
    """Hold the answer to one text.

    Args:
        suggestions: Ways to go on, best first.
        current: Whether they are of the newest generation; else they are of the one before, or
            none, because the newest is still being read.
    """

    suggestions: tuple[Suggestion, ...]
    current: bool


class Suggester:
    """Answer with suggestions, reading each generation once.

    Reading all titles takes seconds in a large archive, so it happens in a thread of its own
    and nobody who types waits for it.

    Args:
        current: Lends the newest snapshot.
        skeletons: Tables that are made in the same thread, before a query needs them.
    """

    def __init__(self, current: CurrentSnapshot, skeletons: Skeletons | None = None) -> None:
        self._current = current
        self._skeletons = skeletons
        self._lock = Lock()
        self._held: tuple[Manifest, SuggestionTable] | None = None
        self._reading: Future[None] | None = None

    def starting(self, text: str, limit: int) -> Suggested:
        """Return ways to go on from a text.

        Args:
            text: What is typed so far.
            limit: How many to return at most.

        Raises:
            StoreError: No index answers.
        """
        with self._current.borrow() as snapshot:
            manifest = snapshot.manifest
        if self._held is None or self._held[0] != manifest:
            with suppress(NotYet):
                self._start_reading().result(_PATIENCE_SECONDS)
        if self._held is None:
            return Suggested((), False)
        read, table = self._held
        return Suggested(table.starting(text, limit), read == manifest)

    def _start_reading(self) -> Future[None]:
        with self._lock:
            if self._reading is None:
                self._reading = Future()
                # A daemon: a process that is told to stop does not wait for suggestions.
                Thread(target=self._run, args=(self._reading,), daemon=True).start()
            return self._reading

    def _run(self, reading: Future[None]) -> None:
        failure: BaseException | None = None
        try:
            with self._current.borrow() as snapshot, snapshot.searcher() as searcher:
                table = SuggestionTable(
                    _articles(searcher), snapshot.count, snapshot.analyzer, _Turns()
                )
                self._held = snapshot.manifest, table
                if self._skeletons is not None:
                    self._skeletons.of(snapshot, searcher)
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that asked
            failure = error
        with self._lock:
            # Before anyone is told: who asks after a failure starts anew.
            self._reading = None
        if failure is None:
            reading.set_result(None)
        else:
            reading.set_exception(failure)


class _Turns:
    """Rest as long as was worked since the last rest, so that searches have their turn."""

    def __init__(self) -> None:
        self._rested = thread_time()

    def __call__(self) -> None:
        sleep(max(0.0, thread_time() - self._rested))
        self._rested = thread_time()


def _articles(searcher: Searcher) -> Iterator[Article]:
    for segment in segments_of(searcher):
        kept = segment.kept.tolist()
        # Block after block: one by one, each would be unpacked for every article in it.
        for block in range(segment.stored.blocks):
            first, last = segment.stored.documents(block)
            for article in compress(segment.stored.articles(block), kept[first:last]):
                yield Article.from_json(article.decode("utf-8", "surrogatepass"))

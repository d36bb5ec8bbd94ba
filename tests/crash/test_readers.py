"""Eight readers beside a writer that never rests: no error, and no answer from two generations."""

from __future__ import annotations

import gc
import json
import os
import signal
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.build import build
from index.store import Store
from search.limits import Limits
from search.request import Request
from search.results import Results
from search.service import Service

pytestmark = [pytest.mark.crash, pytest.mark.timeout(300)]

SECONDS = float(os.environ.get("BAHITH_CRASH_SECONDS", "3"))
PATIENT = Limits(max_seconds=60.0)
"""A busy machine must not end a search: what is asked here is whose articles it finds."""

LONG = 30
"""From here on a round says what it met."""

READERS, FILES, ARTICLES = 8, 4, 10
FEW = 8
"""Open files more or less: a reader can be just between two generations."""


def write(folder: Path, version: int) -> None:
    """Bring one file to a version; so generation n has the versions n-3 to n, a file each."""
    rows = (
        {"id": f"{version % FILES}-{n}", "title": f"إصدار {version}", "body": "من الأرشيف " * 20}
        for n in range(ARTICLES)
    )
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path = folder / f"{version % FILES}.jsonl"
    draft = path.with_suffix(".part")
    draft.write_text(text, "utf-8")
    draft.replace(path)


def generation(results: Results) -> int:
    """Return the one generation that an answer can be of."""
    titles = Counter("".join(part.text for part in hit.title) for hit in results.hits)
    versions = sorted(int(title.split()[1]) for title in titles)
    assert results.total == FILES * ARTICLES, results.total
    assert set(titles.values()) == {ARTICLES}, titles
    assert versions == list(range(versions[-1] - FILES + 1, versions[-1] + 1)), versions
    return versions[-1]


class Reader(threading.Thread):
    def __init__(self, service: Service, store: Store | None) -> None:
        super().__init__()
        self._service, self._store = service, store
        self.stop = threading.Event()
        self.generations: list[int] = []
        self.errors: list[BaseException] = []

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                self.generations.append(generation(self._ask()))
            except BaseException as error:  # noqa: BLE001 - whatever a reader would have met
                self.errors.append(error)

    def _ask(self) -> Results:
        request = Request("الأرشيف", limit=FILES * ARTICLES)
        if self._store is None:
            return self._service.search(request)
        # As a command does: open, ask once, let go.
        service = Service(Store(self._store.directory), PATIENT)
        try:
            return service.search(request)
        finally:
            service.close()


@contextmanager
def writer(folder: Path, store: Store, first: int) -> Iterator[None]:
    """Commit generation after generation in another process."""
    child = os.fork()
    if child == 0:
        try:
            for version in range(first, 1_000_000):
                write(folder, version)
                build([folder], store)
        finally:
            os._exit(1)
    try:
        yield
        assert os.waitpid(child, os.WNOHANG) == (0, 0), "the writer has ended"
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are counted in /proc")
def test_readers_beside_a_writer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, store = tmp_path / "archive", Store(tmp_path / "index")
    folder.mkdir()
    for version in range(1, FILES + 1):
        write(folder, version)
    build([folder], store)
    gc.collect()
    before = open_files()
    service = Service(store, PATIENT)
    readers = [Reader(service, store if number % 2 else None) for number in range(READERS)]
    counts: list[int] = []
    with writer(folder, store, FILES + 1):
        for reader in readers:
            reader.start()
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            time.sleep(0.02)
            counts.append(open_files())
        for reader in readers:
            reader.stop.set()
        for reader in readers:
            reader.join()
    service.close()
    gc.collect()

    assert [error for reader in readers for error in reader.errors] == []
    for reader in readers:
        assert reader.generations == sorted(reader.generations), "time went backwards"
    seen = {number for reader in readers for number in reader.generations}
    assert len(seen) >= SECONDS, "the writer was too slow to prove anything"
    third = len(counts) // 3
    first, last = statistics.median(counts[:third]), statistics.median(counts[-third:])
    assert last <= first + FEW, (first, last)
    assert open_files() <= before + 1
    if SECONDS >= LONG:
        with capsys.disabled():
            answers = sum(len(reader.generations) for reader in readers)
            sys.stderr.write(
                f"\n{answers:,} answers of {len(seen)} generations (up to {max(seen)}); "
                f"open files: {first:.0f} in the first third, {last:.0f} in the last, "
                f"{max(counts)} at most\n"
            )

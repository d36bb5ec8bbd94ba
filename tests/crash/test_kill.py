"""Kill a writer at random moments: the index is as it was before or as it would be after.

`make crash` does 200 rounds; a few run every time.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build
from index.errors import IndexMissing
from index.removal import remove
from index.rollback import rollback
from index.store import Store
from index.verify import verify
from search.request import Request
from search.service import Service
from tests.crash.steps import killed

pytestmark = [pytest.mark.crash, pytest.mark.timeout(900)]

KILLS = int(os.environ.get("BAHITH_CRASH_KILLS", "12"))
LONG = 100
"""From here on a round says what it met."""

FILES, ARTICLES = 6, 12
MOST_STEPS = 45
"""About as many as the longest of the commands takes; clean-up comes last."""

State = dict[int, tuple[int, frozenset[str]]]
"""Of each file, the version that is indexed and the articles of it that were not deleted."""


class Archive:
    """Files of articles that all name their version, and what an index of them has to hold."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.versions: dict[int, int] = {}
        folder.mkdir()

    def write(self, file: int, version: int) -> None:
        rows = (
            {"id": name, "title": f"إصدار {version}", "body": f"خبر {name} " + "من الأرشيف " * 30}
            for name in self.names(file)
        )
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (self.folder / f"{file}.jsonl").write_text(text, "utf-8")
        self.versions[file] = version

    @staticmethod
    def names(file: int) -> frozenset[str]:
        return frozenset(f"{file}-{number}" for number in range(ARTICLES))

    def built(self, before: State, *, full: bool) -> State:
        return {
            file: before[file]
            if not full and before.get(file, (0,))[0] == version
            else (version, self.names(file))
            for file, version in self.versions.items()
        }


def expected(state: State) -> dict[str, str]:
    return {name: f"إصدار {version}" for version, names in state.values() for name in names}


def found(store: Store) -> dict[str, str]:
    """Read the index as a new process would: every article, and a search that finds them all."""
    try:
        snapshot = Store(store.directory).open()
    except IndexMissing:
        return {}
    try:
        names = (name for file in range(FILES) for name in Archive.names(file))
        articles = [article for name in names if (article := snapshot.article(name))]
        assert len(articles) == snapshot.count
    finally:
        snapshot.close()
    service = Service(Store(store.directory))
    assert service.search(Request("الأرشيف")).total == len(articles)
    service.close()
    return {article.id: article.title for article in articles}


def killed_after(run: Callable[[], object], seconds: float) -> bool:
    """Run in a process of its own that is killed some time later; False where it was done."""
    child = os.fork()
    if child == 0:
        try:
            run()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


class Rounds:
    """One archive and its index through many kills; after each, another command."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.chance = chance
        self.archive = Archive(folder / "archive")
        self.store = Store(folder / "index")
        self.state: State = {}
        self.previous: State | None = None
        self.met: Counter[str] = Counter()
        self.longest = 0.05

    def command(self, version: int) -> tuple[str, Callable[[], object], State]:
        chance, store, folder = self.chance, self.store, self.archive.folder
        known = sorted(name for _, names in self.state.values() for name in names)
        kind = chance.choice(("update", "update", "update", "full", "delete", "rollback"))
        if kind == "delete" and known:
            gone = frozenset(chance.sample(known, chance.randrange(1, 6)))
            after = {file: (old, names - gone) for file, (old, names) in self.state.items()}
            return kind, lambda: remove(sorted(gone), store), after
        if kind == "rollback" and self.previous is not None:
            return kind, lambda: rollback(store), self.previous
        for file in chance.sample(range(FILES), chance.randrange(1, 4)):
            self.archive.write(file, version)
        full = kind == "full"
        after = self.archive.built(self.state, full=full)
        return "full" if full else "update", lambda: build([folder], store, full=full), after

    def kill(self, version: int) -> None:
        kind, run, after = self.command(version)
        if self.chance.random() < 0.5:
            died = killed_after(run, self.chance.uniform(0, self.longest * 1.2))
        else:
            died = killed(run, self.chance.randrange(1, MOST_STEPS))
        state = found(self.store)
        assert state in (expected(self.state), expected(after)), kind
        if not died:
            assert state == expected(after), f"{kind} was done, and is lost"
        self.note(kind, died, done=state == expected(after))
        if state == expected(after):
            self.moved(after)

    def note(self, kind: str, died: bool, *, done: bool) -> None:
        left = bool(verify(self.store).findings) if self.state else False
        self.met["killed" if died else "came through"] += 1
        if died:
            moment = "after the switch" if done else "before the switch"
            self.met[f"{kind}, {moment}, {'with' if left else 'without'} something left"] += 1

    def moved(self, after: State) -> None:
        if after != self.state:
            self.previous, self.state = self.state or None, after

    def come_through(self) -> None:
        """The next command that is left alone finds nothing in its way and leaves nothing."""
        started = time.perf_counter()
        build([self.archive.folder], self.store)
        self.longest = max(self.longest, time.perf_counter() - started)
        self.moved(self.archive.built(self.state, full=False))
        assert found(self.store) == expected(self.state)
        assert verify(self.store).findings == ()
        manifest = self.store.manifest()
        assert manifest is not None
        kept = {str(generation.number) for generation in manifest.generations}
        assert {path.name for path in (self.store.directory / "generations").iterdir()} == kept


def test_killed_at_random_moments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rounds = Rounds(tmp_path, random.Random(20240131))
    for file in range(FILES):
        rounds.archive.write(file, 1)
    turn = 0
    while rounds.met["killed"] < KILLS:
        turn += 1
        assert turn < 5 * KILLS, "the kills come too late to prove anything"
        rounds.kill(turn + 1)
        if turn % 4 == 0:
            rounds.come_through()
    rounds.come_through()
    with capsys.disabled():
        if KILLS >= LONG:
            lines = [f"{n:4} {moment}\n" for moment, n in rounds.met.most_common()]
            sys.stderr.write("\n" + "".join(lines))
    assert any("before the switch" in moment for moment in rounds.met)
    assert any("after the switch" in moment for moment in rounds.met)

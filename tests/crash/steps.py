"""Stop an administrator's command at each step that reaches the disk, one after the other."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from index.backup import backup
from index.build import build
from index.removal import remove
from index.restore import restore
from index.rollback import rollback
from index.store import Store

FAILING = ("fsync", "replace", "link", "mkdir")
"""What a full or failing disk refuses."""

EVERY = (*FAILING, "unlink", "rmdir")
"""Where a process is killed; clean-up included."""


class Command(NamedTuple):
    name: str
    run: Callable[[Store, Path], object]


# Each gets the index and the folder beside it, with `in/` to be indexed and `old.tar`.
COMMANDS = [
    Command("build", lambda store, beside: build([beside / "in"], store)),
    Command("full", lambda store, beside: build([beside / "in"], store, full=True)),
    Command("delete", lambda store, _: remove(["2"], store)),
    Command("rollback", lambda store, _: rollback(store)),
    Command("restore", lambda store, beside: restore(store, beside / "old.tar")),
    Command("backup", lambda store, beside: backup(store, beside / "new.tar")),
]


@contextmanager
def counting(names: tuple[str, ...], at: int, act: Callable[[], None]) -> Iterator[list[str]]:
    """Do something before the step of that number; the steps so far are in the list."""
    seen: list[str] = []

    def before(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            seen.append(name)
            if len(seen) == at:
                act()
            return real(*arguments, **options)

        return step

    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setattr(os, name, before(name, getattr(os, name)))
        yield seen


def fail() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed(run: Callable[[], object], at: int) -> bool:
    """Run in a process of its own that is killed before a step; False where it came through."""
    child = os.fork()
    if child == 0:
        try:
            with counting(EVERY, at, die):
                run()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def write(folder: Path, name: str) -> None:
    folder.mkdir(exist_ok=True)
    row = {"id": name, "title": "خبر", "body": f"نص {name} " * 50}
    (folder / f"{name}.jsonl").write_text(json.dumps(row) + "\n", "utf-8")


def make_original(folder: Path) -> Path:
    """Articles 1 to 3 in three generations, of which two are kept; article 4 is not yet in."""
    folder.mkdir()
    store = Store(folder / "index")
    for name in "123":
        write(folder / "in", name)
        build([folder / "in"], store)
        if name == "2":
            backup(store, folder / "old.tar")
    write(folder / "in", "4")
    return folder


class Place:
    """A folder with an index of three generations' history, copied for every step."""

    def __init__(self, original: Path, copy: Path) -> None:
        # Hard links within the index stay links, or the writer would have nothing to carry over.
        subprocess.run(["cp", "-a", original, copy], check=True)
        self.folder = copy
        self.store = Store(copy / "index")

    def ids(self) -> str:
        snapshot = self.store.open()
        try:
            return "".join(name for name in "1234" if snapshot.article(name))
        finally:
            snapshot.close()

    def remove(self) -> None:
        shutil.rmtree(self.folder)

    def generations(self) -> list[str]:
        return sorted(path.name for path in (self.store.directory / "generations").iterdir())

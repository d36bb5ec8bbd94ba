"""Processes of engines: started, listened to with a time limit, and their memory watched."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from benchmarks.engines import DEBIAN_PYTHON, ENGINES, MAKER

__all__ = ["AS_INSTALLED", "ROOT", "OverTime", "Worker", "WorkerFailed"]

ROOT = Path(__file__).parent.parent

AS_INSTALLED = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "OPENBLAS_NUM_THREADS": "1"}
"""Variables of processes whose start is measured: the first compiles modules for the others, as
installing does, and numpy has the one thread that `bahith` gives it."""

_BETWEEN_LOOKS = 0.2
_LAST_WORDS = 2_000


class WorkerFailed(Exception):
    """Tell that the process of an engine ended with an error; holds its last words."""


class OverTime(Exception):
    """Tell that an engine took longer than it may; its process is gone."""


class Worker:
    """Run `benchmarks.worker` for one engine.

    Args:
        what: "build" or "ask".
        engine: One of `ENGINES`.
        given: The articles, or the queries.
        directory: Where the index is or will be.
        watched: Whether its memory is looked at while it works.
    """

    def __init__(
        self, what: str, engine: str, given: Path, directory: Path, *, watched: bool = False
    ) -> None:
        debian = ENGINES[engine].debian
        python = DEBIAN_PYTHON if debian else sys.executable
        environment = {**os.environ, MAKER: sys.executable, "PYTHONDONTWRITEBYTECODE": "1"}
        self._errors = (directory.parent / f"{engine}.{what}.log").open("w+")
        self._process = subprocess.Popen(
            [python, "-m", "benchmarks.worker", what, engine, str(given), str(directory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            encoding="utf-8",
            cwd=ROOT,
            env=environment,
        )
        assert self._process.stdout is not None
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()
        self.peak = 0
        if watched:
            threading.Thread(target=self._watch, daemon=True).start()

    def _listen(self, lines: IO[str]) -> None:
        for line in lines:
            self._lines.put(line)
        self._lines.put("")

    def _watch(self) -> None:
        while self._process.poll() is None:
            self.peak = max(self.peak, sum(map(_held, _family(self._process.pid))))
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_BETWEEN_LOOKS)

    def hear(self, seconds: float) -> dict[str, object]:
        """Return the next thing that the process says.

        Args:
            seconds: How long to wait.

        Raises:
            OverTime: It said nothing; it was ended.
            WorkerFailed: It ended instead.
        """
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            self.end()
            raise OverTime(f"took over {seconds:.0f} s") from None
        if not line:
            self._process.wait()
            self._errors.seek(0)
            raise WorkerFailed(self._errors.read()[-_LAST_WORDS:])
        said: dict[str, object] = json.loads(line)
        return said

    def ask(self, order: dict[str, object], seconds: float) -> dict[str, object]:
        """Give an order and return the answer.

        Args:
            order: What `benchmarks.worker` takes.
            seconds: How long to wait.
        """
        assert self._process.stdin is not None
        # Where it is gone, what it said last tells why.
        with contextlib.suppress(BrokenPipeError):
            print(json.dumps(order), file=self._process.stdin, flush=True)
        return self.hear(seconds)

    def end(self) -> None:
        """End the process, and the servers that it started."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._errors.close()


def _family(process: int) -> Iterator[int]:
    """Yield a process and all that came of it."""
    yield process
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))


def _held(process: int) -> int:
    """Return the memory of a process in bytes; what it shares counts in parts."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0

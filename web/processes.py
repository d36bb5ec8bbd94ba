"""Several server processes on one address: Python computes on one core a process."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NoReturn

from flask import Flask

from web.server import Listener, open_sockets

__all__ = ["ServerProcesses", "usual_processes"]

_LOG = logging.getLogger(__name__)

_MOST_USUAL: Final = 4
"""Each process has caches of its own, some 100 MB; more of them are asked for by name."""

_LOOK_SECONDS: Final = 1.0
_QUICK_SECONDS: Final = 5.0
_QUICK_DEATHS: Final = 5
"""Processes that die so soon, so often one after the other, will not do better."""

_BACKLOG: Final = 1024


def usual_processes() -> int:
    """Return how many processes to serve with where nobody says: one a core, at most four."""
    return min(len(os.sched_getaffinity(0)), _MOST_USUAL)


class ServerProcesses:
    """Serve with several processes; one that dies is replaced.

    What is loaded before `run` is shared by all of them, as far as nobody writes to it.

    Args:
        make_app: Makes the application, in each process for itself.
        host: Name or address to listen on.
        port: The port; 0 takes a free one.

    Raises:
        OSError: The address cannot be listened on.
    """

    def __init__(self, make_app: Callable[[], Flask], host: str, port: int) -> None:
        self._make_app = make_app
        self._sockets = open_sockets(host, port)
        for bound in self._sockets:
            # From here on connections wait, and are not refused.
            bound.listen(_BACKLOG)
        self._host = host
        self._port = int(self._sockets[0].getsockname()[1])
        self._started: dict[int, float] = {}

    @property
    def url(self) -> str:
        """Return the address to open."""
        return f"http://{f'[{self._host}]' if ':' in self._host else self._host}:{self._port}/"

    def run(self, count: int, on_death: Callable[[int], None] = lambda _: None) -> int:
        """Answer requests until SIGTERM or SIGINT.

        Args:
            count: How many processes answer.
            on_death: Called with the status of a process that died unasked.

        Returns:
            The exit code: 0, or 2 where processes keep dying as soon as they begin.
        """
        caught = (signal.SIGTERM, signal.SIGINT)
        handlers = [signal.signal(number, _exit) for number in caught]
        try:
            for _ in range(count):
                self._start()
            return self._watch(on_death)
        except SystemExit:
            return 0
        finally:
            for number, handler in zip(caught, handlers, strict=True):
                signal.signal(number, handler)
            self._stop()

    def _start(self) -> None:
        sys.stderr.flush()
        number = os.fork()
        if not number:
            self._answer()
        self._started[number] = time.monotonic()

    def _answer(self) -> NoReturn:
        status = 1
        try:
            # Ctrl-C reaches the whole group; the parent passes on what is meant.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, _exit)
            threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
            Listener(self._make_app(), self._host, self._port, self._sockets).run()
            status = 0
        except SystemExit:
            status = 0
        except Exception:  # noqa: BLE001 - nothing behind the end of this process would show it
            _LOG.exception("a process of the server failed")
        finally:
            sys.stderr.flush()
            # What the parent does at its end is not for its children.
            os._exit(status)

    def _watch(self, on_death: Callable[[int], None]) -> int:
        quick = 0
        while True:
            number, status = os.wait()
            lived = time.monotonic() - self._started.pop(number)
            quick = quick + 1 if lived < _QUICK_SECONDS else 0
            on_death(os.waitstatus_to_exitcode(status))
            if quick >= _QUICK_DEATHS:
                return 2
            self._start()

    def _stop(self) -> None:
        for number in self._started:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGTERM)
        for number in self._started:
            with suppress(ChildProcessError):
                os.waitpid(number, 0)
        for bound in self._sockets:
            bound.close()


def _exit(*_: object) -> NoReturn:
    raise SystemExit(0)


def _end_with_parent(parent: int) -> None:
    """End this process when its parent is gone, however that ended."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)

"""The writer's lock: one process writes, and who comes second is told who that is.

The lock is the system's own (flock), so it is free the moment its holder is gone, however that
ended. What the holder writes about itself stands beside it and is only ever read for a message.
"""

from __future__ import annotations

import json
import os
import shlex
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexLocked
from index.message import Message

__all__ = ["HOLDER", "LOCK", "is_alive", "is_locked", "writer_lock"]

LOCK = "lock"
HOLDER = "writer.json"
_SHOWN_COMMAND = 200
_PATIENCE = 0.2
"""Seconds; `is_locked` holds the lock for an instant, and nobody should fail because of that."""


@contextmanager
def writer_lock(directory: Path) -> Iterator[None]:
    """Be the only writer of an index.

    Args:
        directory: The index directory, which is there.

    Raises:
        IndexLocked: Another process is; the message says which, since when, and what it runs.
    """
    lock = FileLock(directory / LOCK)
    try:
        lock.acquire(timeout=_PATIENCE, poll_interval=_PATIENCE / 4)
    except Timeout:
        raise IndexLocked(
            "{directory}: {holder} is writing to this index; try again when it is done",
            directory=directory,
            holder=_holder(directory / HOLDER),
        ) from None
    try:
        # A full disk must not keep a writer from trying; a rollback needs hardly any room.
        with suppress(OSError):
            _sign(directory / HOLDER)
        yield
    finally:
        with suppress(OSError):
            (directory / HOLDER).unlink(missing_ok=True)
        lock.release()


def is_locked(directory: Path) -> bool:
    """Tell whether somebody writes to an index now.

    Args:
        directory: The index directory.
    """
    if not (directory / LOCK).exists():
        return False
    lock = FileLock(directory / LOCK)
    try:
        lock.acquire(timeout=_PATIENCE, poll_interval=_PATIENCE / 4)
    except Timeout:
        return True
    lock.release()
    return False


def _sign(path: Path) -> None:
    facts = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "command": shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])[:_SHOWN_COMMAND],
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    path.write_text(json.dumps(facts), "utf-8")


def _holder(path: Path) -> str:
    """Say who holds the lock, as far as that can be known."""
    try:
        facts = json.loads(path.read_text("utf-8"))
        pid, host = int(facts["pid"]), str(facts["host"])
        command, since = str(facts["command"]), str(facts["since"])
    except (OSError, ValueError, TypeError, KeyError):
        return Message("another process")
    # A note that a killed writer left says nothing of the one that holds the lock now.
    if host == socket.gethostname() and not is_alive(pid):
        return Message("another process")
    return Message(
        "process {pid} on {host} (`{command}` since {since})",
        pid=str(pid),
        host=_printable(host),
        command=_printable(command),
        since=_printable(since),
    )


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)


def is_alive(pid: int) -> bool:
    """Tell whether a process runs on this machine.

    Args:
        pid: Its number.
    """
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True

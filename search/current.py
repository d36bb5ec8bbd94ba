"""The current snapshot: one open generation that many threads share until a newer one stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from index.errors import IndexMissing, StoreError
from index.snapshot import Snapshot
from index.store import Store

__all__ = ["CurrentSnapshot"]


@dataclass(slots=True)
class _Holder:
    """Count who uses a snapshot; it is closed when it is retired and nobody does."""

    snapshot: Snapshot
    users: int = 0
    retired: bool = False


class CurrentSnapshot:
    """Lend the newest snapshot of a store to any number of threads.

    Args:
        store: The store; its newest generation is opened on first use.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        # One thread opens while the others go on with what they have; the second lock is
        # only ever held for a few assignments.
        self._opening = Lock()
        self._lock = Lock()
        self._holder: _Holder | None = None

    @contextmanager
    def borrow(self) -> Iterator[Snapshot]:
        """Lend the newest snapshot; it stays open until everyone has given it back.

        A newer generation that cannot be opened does not take the open one away. Damage to the
        files of the open one does.

        Yields:
            The snapshot.

        Raises:
            StoreError: There is no index, or none is open yet and it cannot be opened.
        """
        holder = self._take()
        try:
            yield holder.snapshot
        finally:
            self._give_back(holder)

    def close(self) -> None:
        """Close the snapshot as soon as nobody uses it; the next borrower opens it anew."""
        self._replace(None)

    def _take(self) -> _Holder:
        while True:
            self._refresh()
            with self._lock:
                # Another thread may have closed it since.
                if self._holder is not None:
                    self._holder.users += 1
                    return self._holder

    def _refresh(self) -> None:
        held = self._holder
        if held is not None and self._store.is_current(held.snapshot):
            return
        # Only who has nothing to go on with waits for another thread's opening.
        if not self._opening.acquire(blocking=held is None or held.snapshot.is_touched()):
            return
        try:
            held = self._holder
            if held is not None and self._store.is_current(held.snapshot):
                return
            self._replace(_Holder(self._store.open()))
        except IndexMissing:
            self._replace(None)
            raise
        except StoreError:
            if held is None:
                raise
            if held.snapshot.is_touched():
                self._replace(None)
                raise
        finally:
            self._opening.release()

    def _replace(self, holder: _Holder | None) -> None:
        with self._lock:
            old, self._holder = self._holder, holder
            if old is None:
                return
            old.retired = True
            unused = not old.users
        if unused:
            old.snapshot.close()

    def _give_back(self, holder: _Holder) -> None:
        with self._lock:
            holder.users -= 1
            unused = holder.retired and not holder.users
        if unused:
            holder.snapshot.close()

"""The lending of snapshots, over a store whose every answer the test decides."""

from __future__ import annotations

import threading
from typing import cast

import pytest

from index.errors import IndexDamaged, IndexMissing, StoreError
from index.store import Store
from search.current import CurrentSnapshot


class Opened:
    def __init__(self, number: int) -> None:
        self.number = number
        self.closed = 0

    def close(self) -> None:
        self.closed += 1

    def is_touched(self) -> bool:
        return False


class Shelf:
    """A store in memory: `number` is the newest generation, `error` what opening it raises."""

    def __init__(self) -> None:
        self.number = 1
        self.error: StoreError | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.opened: list[Opened] = []

    def open(self) -> Opened:
        self.gate.wait(5)
        if self.error is not None:
            raise self.error
        self.opened.append(Opened(self.number))
        return self.opened[-1]

    def is_current(self, snapshot: Opened) -> bool:
        return self.error is None and snapshot.number == self.number


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def current(shelf: Shelf) -> CurrentSnapshot:
    return CurrentSnapshot(cast("Store", shelf))


def test_one_snapshot_serves_until_a_newer_one_stands(
    shelf: Shelf, current: CurrentSnapshot
) -> None:
    for _ in range(3):
        with current.borrow() as snapshot:
            assert snapshot.number == 1
    shelf.number = 2
    with current.borrow() as snapshot:
        assert snapshot.number == 2
    assert [opened.closed for opened in shelf.opened] == [1, 0]


def test_a_snapshot_in_use_is_not_closed(shelf: Shelf, current: CurrentSnapshot) -> None:
    with current.borrow(), current.borrow():
        shelf.number = 2
        with current.borrow() as newer:
            assert newer.number == 2
        assert [opened.closed for opened in shelf.opened] == [0, 0]
    assert [opened.closed for opened in shelf.opened] == [1, 0]


def test_an_error_of_the_borrower_gives_it_back(shelf: Shelf, current: CurrentSnapshot) -> None:
    with pytest.raises(RuntimeError), current.borrow():
        raise RuntimeError
    current.close()
    assert shelf.opened[0].closed == 1


def test_a_damaged_newer_generation_leaves_the_open_one(
    shelf: Shelf, current: CurrentSnapshot
) -> None:
    with current.borrow():
        pass
    shelf.error = IndexDamaged("damaged")
    with current.borrow() as snapshot:
        assert snapshot.number == 1
    assert shelf.opened[0].closed == 0


def test_without_an_open_one_the_error_comes_through(
    shelf: Shelf, current: CurrentSnapshot
) -> None:
    shelf.error = IndexDamaged("damaged")
    with pytest.raises(IndexDamaged), current.borrow():
        pass
    shelf.error = None
    with current.borrow() as snapshot:
        assert snapshot.number == 1


def test_an_index_that_is_gone_is_let_go_of(shelf: Shelf, current: CurrentSnapshot) -> None:
    with current.borrow():
        shelf.error = IndexMissing("gone")
        with pytest.raises(IndexMissing), current.borrow():
            pass
        assert shelf.opened[0].closed == 0
    assert shelf.opened[0].closed == 1


def test_others_go_on_while_one_opens(shelf: Shelf, current: CurrentSnapshot) -> None:
    with current.borrow():
        pass
    shelf.number = 2
    shelf.gate.clear()
    numbers: list[int] = []

    def borrow() -> None:
        with current.borrow() as snapshot:
            numbers.append(snapshot.number)

    opening = threading.Thread(target=borrow)
    opening.start()
    while not current._opening.locked():
        pass
    borrow()
    assert numbers == [1]
    shelf.gate.set()
    opening.join(5)
    assert numbers == [1, 2]


def test_closing_twice_is_closing_once(shelf: Shelf, current: CurrentSnapshot) -> None:
    with current.borrow():
        current.close()
        current.close()
        assert shelf.opened[0].closed == 0
    assert shelf.opened[0].closed == 1

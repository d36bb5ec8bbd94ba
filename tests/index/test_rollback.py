from __future__ import annotations

import random
from dataclasses import replace

import pytest

from index.build import build
from index.errors import (
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    StoreError,
)
from index.manifest import Manifest, read_manifest, write_manifest
from index.rollback import rollback
from index.store import Store
from index.verify import verify
from tests.conftest import WriteArticles
from tests.index.damaging import delete, flip, own_files


def ids(store: Store) -> set[str]:
    snapshot = store.open()
    try:
        return {name for name in ("1", "2", "3") if snapshot.article(name)}
    finally:
        snapshot.close()


def test_rollback_and_back(two_generations: Store) -> None:
    held = two_generations.open()
    done = rollback(two_generations)
    assert (done.current.number, done.left.number, done.kept) == (1, 2, True)
    assert ids(two_generations) == {"1"}
    assert not two_generations.is_current(held)
    assert held.article("2") is not None
    assert rollback(two_generations).current.number == 2
    assert ids(two_generations) == {"1", "2"}
    assert two_generations.is_current(held)


def test_a_number_is_never_used_twice(
    two_generations: Store, write_articles: WriteArticles
) -> None:
    rollback(two_generations)
    assert build([write_articles([{"id": "3"}], "3.jsonl")], two_generations).generation == 3
    assert ids(two_generations) == {"1", "3"}
    assert [
        path.name for path in sorted((two_generations.directory / "generations").iterdir())
    ] == [
        "1",
        "3",
    ]
    assert rollback(two_generations).current.number == 1


def test_from_a_damaged_generation(two_generations: Store) -> None:
    delete(own_files(two_generations, 2)[0], random.Random())
    with pytest.raises(IndexDamaged, match=r"(?s)is missing.*`bahith rollback`.*generation 1 "):
        two_generations.open()
    done = rollback(two_generations)
    assert not done.kept
    assert ids(two_generations) == {"1"}
    assert verify(two_generations).is_sound
    assert not two_generations.shelf.path_of(done.left).exists()


def test_not_to_a_damaged_generation(two_generations: Store) -> None:
    hurt = own_files(two_generations, 1)[0]
    flip(hurt, random.Random(1))
    with pytest.raises(IndexDamaged, match=hurt.name):
        rollback(two_generations)
    assert ids(two_generations) == {"1", "2"}


def test_not_to_a_generation_of_another_version(two_generations: Store) -> None:
    path = two_generations.directory / "manifest.json"
    manifest = read_manifest(path)
    assert manifest.previous is not None
    older = replace(manifest.previous, fingerprint="older")
    write_manifest(path, Manifest((manifest.current, older), manifest.last))
    with pytest.raises(IndexOutdated):
        rollback(two_generations)
    assert ids(two_generations) == {"1", "2"}


def test_without_another_generation(store: Store, write_articles: WriteArticles) -> None:
    with pytest.raises(IndexMissing):
        rollback(store)
    assert not store.directory.exists()
    build([write_articles([{"id": "1"}])], store)
    with pytest.raises(StoreError, match="the only one"):
        rollback(store)
    assert ids(store) == {"1"}


def test_without_another_generation_than_a_damaged_one(
    store: Store, write_articles: WriteArticles
) -> None:
    build([write_articles([{"id": "1"}])], store)
    flip(own_files(store, 1)[0], random.Random(1))
    with pytest.raises(IndexDamaged, match=r"(?s)only one.*damaged.*`bahith restore FILE`"):
        rollback(store)


def test_not_beside_a_writer(two_generations: Store) -> None:
    with two_generations.lock(), pytest.raises(IndexLocked):
        rollback(two_generations)

"""Return to the generation before the current one, or to what a damaged manifest named."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from index.errors import IndexDamaged, StoreError
from index.generation import Generation
from index.manifest import MANIFEST, Manifest, read_copy, read_manifest
from index.store import Store

__all__ = ["RolledBack", "rollback"]


class RolledBack(NamedTuple):
    """Tell what a rollback did.

    Args:
        current: The generation that answers now.
        left: The one that answered before; None where the manifest was damaged, and what it had
            named answers again.
        kept: Whether `left` is still there, so that another rollback returns to it; a damaged
            one is not.
    """

    current: Generation
    left: Generation | None
    kept: bool


def rollback(store: Store) -> RolledBack:
    """Make the generation before the current one answer again, in one step.

    Both are read whole first: a rollback is asked for when something is wrong.

    Args:
        store: The index.

    Returns:
        What was done.

    Raises:
        IndexMissing: There is no index.
        IndexLocked: Somebody is writing.
        StoreError: There is no generation before the current one.
        IndexOutdated: Another version of Bahith made it.
        IndexDamaged: It is damaged too, or the only one; or the manifest cannot be read.
    """
    path = store.directory / MANIFEST
    # Asked before the lock is taken, which would make the directory.
    with suppress(IndexDamaged):
        read_manifest(path)
    with store.lock():
        try:
            manifest = read_manifest(path)
        except IndexDamaged:
            return _by_copy(store, read_copy(path))
        left, target = manifest.current, manifest.previous
        if target is None:
            if not store.shelf.is_whole(left):
                raise IndexDamaged(
                    "{directory}: generation {generation} is the only one, and it is damaged; "
                    "bring a backup back with `bahith restore FILE` or make the index anew with "
                    "`bahith index --full PATH...`",
                    directory=store.directory,
                    generation=str(left.number),
                )
            raise StoreError(
                "{directory}: generation {generation} is the only one; there is nothing "
                "to return to",
                directory=store.directory,
                generation=str(left.number),
            )
        store.check_version(target)
        try:
            store.shelf.check_contents(target)
        except IndexDamaged as error:
            raise IndexDamaged(
                "generation {generation} is damaged too: {error}; bring a backup back "
                "with `bahith restore FILE` or make the index anew with `bahith index "
                "--full PATH...`",
                generation=str(target.number),
                error=error,
            ) from error
        kept = store.shelf.is_whole(left)
        generations = (target, left) if kept else (target,)
        store.switch(Manifest(generations, manifest.last))
        return RolledBack(target, left, kept)


def _by_copy(store: Store, copy: Manifest) -> RolledBack:
    store.check_version(copy.current)
    sound = tuple(old for old in copy.generations if store.shelf.is_whole(old))
    if not sound:
        raise IndexDamaged(
            "{directory}: the manifest is damaged, and so are the generations that "
            "its copy names; bring a backup back with `bahith restore FILE` or make "
            "the index anew with `bahith index --full PATH...`",
            directory=store.directory,
        )
    store.switch(Manifest(sound, copy.last))
    return RolledBack(sound[0], None, kept=False)

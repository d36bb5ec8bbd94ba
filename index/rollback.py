"""Return to the generation before the current one."""

from __future__ import annotations

from typing import NamedTuple

from index.errors import IndexDamaged, StoreError
from index.generation import Generation
from index.manifest import Manifest, read_manifest
from index.store import MANIFEST, Store

__all__ = ["RolledBack", "rollback"]


class RolledBack(NamedTuple):
    """Tell what a rollback did.

    Args:
        current: The generation that answers now.
        left: The one that answered before.
        kept: Whether `left` is still there, so that another rollback returns to it; a damaged
            one is not.
    """

    current: Generation
    left: Generation
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
        IndexDamaged: It is damaged too, or the manifest cannot be read.
    """
    # Asked before the lock is taken, which would make the directory.
    read_manifest(store.directory / MANIFEST)
    with store.lock():
        manifest = read_manifest(store.directory / MANIFEST)
        left, target = manifest.current, manifest.previous
        if target is None:
            raise StoreError(
                f"{store.directory}: generation {left.number} is the only one; there is nothing "
                "to return to"
            )
        store.check_version(target)
        try:
            store.shelf.check_contents(target)
        except IndexDamaged as error:
            raise IndexDamaged(
                f"generation {target.number} is damaged too: {error}; bring a backup back with "
                "`bahith restore FILE` or make the index anew with `bahith index --full PATH...`"
            ) from error
        kept = store.shelf.is_whole(left, thoroughly=True)
        generations = (target, left) if kept else (target,)
        store.switch(Manifest(generations, manifest.last))
        return RolledBack(target, left, kept)

"""Take single articles out of an index by their ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from index.generation import Generation
from index.manifest import MANIFEST, read_manifest
from index.store import Store

__all__ = ["Removal", "remove"]


class Removal(NamedTuple):
    """Tell what was taken out.

    Args:
        removed: The ids that were in the index and are not any more.
        unknown: The ids that were not there.
        articles: Articles in the index now.
        generation: The generation that answers now.
    """

    removed: tuple[str, ...]
    unknown: tuple[str, ...]
    articles: int
    generation: int


def remove(ids: Iterable[str], store: Store) -> Removal:
    """Take articles out of the index.

    Their files are not touched. An article comes back when its file changes, or when the index
    is made anew; also when a file that has its id too comes or changes.

    Args:
        ids: Which.
        store: The index.

    Returns:
        What was done; where no id is known there is no new generation.

    Raises:
        IndexMissing: There is no index.
        IndexOutdated: Another version of Bahith made it.
        IndexLocked: Somebody is writing.
        IndexDamaged: The index cannot be carried on.
    """
    path = store.directory / MANIFEST
    # Asked before the lock is taken, which would make the directory.
    store.check_version(read_manifest(path).current)
    with store.lock():
        current = read_manifest(path).current
        store.check_version(current)
        asked = dict.fromkeys(ids)
        known = {id_ for source in store.sources().values() for id_ in source.ids}
        removed = tuple(id_ for id_ in asked if id_ in known)
        if removed:
            current = _remove(frozenset(removed), store)
        unknown = tuple(id_ for id_ in asked if id_ not in known)
        return Removal(removed, unknown, current.articles, current.number)


def _remove(ids: frozenset[str], store: Store) -> Generation:
    with store.write(fresh=False) as writing:
        for id_ in ids:
            writing.draft.remove_article(id_)
        # The digest stays: to the next build the file is the one that it knows.
        for name, source in writing.sources.items():
            if not ids.isdisjoint(source.ids):
                kept = tuple(id_ for id_ in source.ids if id_ not in ids)
                writing.sources[name] = source._replace(ids=kept)
        return writing.commit().current

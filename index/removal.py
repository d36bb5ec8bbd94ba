"""Take single articles out of an index by their ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from index.errors import IndexDamaged
from index.snapshot import Snapshot
from index.sources import Source
from index.store import Store, Writing

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
    is made anew.

    Args:
        ids: Which.
        store: The index.

    Returns:
        What was done; where no id is known there is no new generation.

    Raises:
        IndexMissing: There is no index.
        IndexLocked: Somebody is writing.
        IndexDamaged: The index cannot be carried on.
    """
    snapshot = store.open()
    snapshot.close()
    with store.lock():
        snapshot = store.open()
        try:
            return _remove(dict.fromkeys(ids), store, snapshot)
        finally:
            snapshot.close()


def _remove(ids: dict[str, None], store: Store, snapshot: Snapshot) -> Removal:
    holders = {id_: name for name, source in store.sources().items() for id_ in source.ids}
    removed = tuple(id_ for id_ in ids if id_ in holders)
    unknown = tuple(id_ for id_ in ids if id_ not in holders)
    current = snapshot.manifest.current
    if removed:
        with store.write(fresh=False) as writing:
            for name in dict.fromkeys(holders[id_] for id_ in removed):
                _thin_out(name, ids, writing, snapshot)
            current = writing.commit().current
    return Removal(removed, unknown, current.articles, current.number)


def _thin_out(name: str, ids: dict[str, None], writing: Writing, snapshot: Snapshot) -> None:
    """Put the articles of a file in again, but for those that go.

    Articles can be removed only by file, which is all that an indexing run needs.
    """
    source = writing.sources[name]
    kept = tuple(id_ for id_ in source.ids if id_ not in ids)
    writing.draft.remove(source.key or name)
    for id_ in kept:
        article = snapshot.article(id_)
        if article is None:
            raise IndexDamaged(f"article {id_!r} of {name} is missing; run `bahith verify`")
        writing.draft.add(article, source.key or name)
    writing.sources[name] = Source(source.digest, kept, source.key)

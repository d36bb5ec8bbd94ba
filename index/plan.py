"""What a build has to do: the files on disk compared with those that the index was made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from index.analysis.dictionary import Dictionary
from index.checksums import content_hash
from index.dictionary import is_outdated
from index.errors import IndexDamaged, IndexMissing, IndexOutdated, ReadError
from index.generation import Generation
from index.message import Message, told
from index.readers import Listing, ReaderLimits, Skipped
from index.schema import fingerprint
from index.sources import Source, limited, source_name
from index.store import Store

__all__ = ["Plan", "make_plan"]

_NOT_THERE = (
    "is not there, and `--full` would take its articles out of the index; mount its disk or leave "
    "the path away. Nothing was changed"
)
_NOT_READ = (
    "cannot be read, and making the index anew would take its articles out; make it readable or "
    "take it away. Nothing was changed"
)


class Plan(NamedTuple):
    """Say what a build has to do.

    Args:
        fresh: Whether it begins with an empty index.
        added: Files that the index does not know -> their digest.
        changed: Files whose content differs from what was indexed -> their digest.
        moved: Indexed files that have another place now: the name they had -> the file.
        removed: Names of indexed files that are gone.
        unchanged: How many files need no work.
    """

    fresh: bool
    added: Mapping[Path, str]
    changed: Mapping[Path, str]
    moved: Mapping[str, Path]
    removed: Sequence[str]
    unchanged: int

    @property
    def is_work(self) -> bool:
        """Return whether there is anything to do."""
        return bool(self.fresh or self.added or self.changed or self.moved or self.removed)


def make_plan(  # noqa: PLR0913 - all that decides which files are read
    paths: Sequence[Path],
    listing: Listing,
    store: Store,
    *,
    full: bool,
    dictionary: Dictionary,
    sizes: ReaderLimits,
) -> tuple[Plan, list[Skipped]]:
    """Compare what an index was made of with what is on the disk.

    Args:
        paths: What the person named; indexed files that are gone from under them are removed,
            unless the path itself is gone.
        listing: What is there. What was indexed of a file or folder that is there and cannot be
            read stays.
        store: The index, or a place for one.
        full: Begin anew, whatever is there.
        dictionary: What the editors say from now on.
        sizes: The limits of the files; one that went past others counts as changed.

    Returns:
        What to do, and the files that cannot be read.

    Raises:
        ReadError: Beginning anew, and one of the paths is not there, or something that the index
            has articles of cannot be read.
        IndexOutdated: Another version or dictionary made the index, and it holds files from
            elsewhere.
        IndexDamaged: The index that should be carried on cannot be read.
    """
    # A path that is not there may be on a disk that is not mounted: no article is lost for that.
    gone = [path for path in paths if not _is_there(path)]
    if full and gone:
        raise ReadError(gone[0], _NOT_THERE)
    roots = [source_name(path) for path in paths if path not in gone]
    manifest = None if full else store.manifest()
    known = store.sources() if manifest is not None else {}
    if manifest is not None and manifest.current.fingerprint != fingerprint(dictionary.digest):
        elsewhere = [name for name in known if not _under(name, roots)]
        if elsewhere:
            raise IndexOutdated(
                "{directory}: {made_by}, so it has to be made anew, but it also holds "
                "{count} files from elsewhere (such as {example}); run `bahith index "
                "--full` with all paths",
                directory=store.directory,
                made_by=_made_by(manifest.current),
                count=len(elsewhere),
                example=elsewhere[0],
            )
        manifest, known = None, {}

    added: dict[Path, str] = {}
    changed: dict[Path, str] = {}
    skipped: list[Skipped] = []
    unread = list(listing.unread)
    seen: set[str] = set()
    for path in listing.files:
        name = source_name(path)
        seen.add(name)
        try:
            digest = content_hash(path)
        except OSError as error:
            skipped.append(
                Skipped(path, None, Message("cannot be read: {error}", error=told(error)))
            )
            if not isinstance(error, FileNotFoundError):
                unread.append(path)
            continue
        if name not in known:
            added[path] = digest
        elif known[name].digest not in (digest, limited(digest, sizes)):
            changed[path] = digest
    if manifest is None:
        _refuse_to_lose(unread, store)
    # An article that was indexed stays: what cannot be read is not gone.
    unseen = [source_name(path) for path in unread]
    removed = [
        name
        for name in sorted(known)
        if name not in seen and _under(name, roots) and not _under(name, unseen)
    ]
    unchanged = len(listing.files) - len(added) - len(changed) - len(skipped)
    moved = _moved(known, removed, added)
    added = {path: added[path] for path in added if path not in moved.values()}
    removed = [name for name in removed if name not in moved]
    return Plan(manifest is None, added, changed, moved, removed, unchanged), skipped


def _refuse_to_lose(unread: Sequence[Path], store: Store) -> None:
    """Return where an index made anew would have all that can be had, or has had none of it."""
    if not unread:
        return
    try:
        held = store.sources()
    except (IndexMissing, IndexDamaged, IndexOutdated):
        return
    for path in unread:
        name = source_name(path)
        if any(_under(source, [name]) for source in held):
            raise ReadError(path, _NOT_READ)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _made_by(generation: Generation) -> str:
    if is_outdated(generation):
        return Message("made by another version of Bahith's schema or analyzer")
    return Message("made with another dictionary")


def _moved(
    known: Mapping[str, Source], removed: Sequence[str], added: Mapping[Path, str]
) -> dict[str, Path]:
    """Find files that are gone from one place and new in another with the same content.

    A file that was given another name counts as new, because a name can give an article its id.
    So does one that shares an id with another file, because the order of names says whose it is.
    """
    places = {(digest, _file_name(source_name(path))): path for path, digest in added.items()}
    contested = {id_ for source in known.values() for id_ in source.passed}
    moved = {}
    for name in removed:
        source = known[name]
        if source.passed or not contested.isdisjoint(source.ids):
            continue
        path = places.pop((source.digest, _file_name(name)), None)
        if path is not None:
            moved[name] = path
    return moved


def _file_name(name: str) -> str:
    return name.rpartition("/")[2]


def _under(name: str, roots: Sequence[str]) -> bool:
    return any(name == root or name.startswith(root.rstrip("/") + "/") for root in roots)

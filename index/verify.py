"""Compare every file of an index with what was written."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from index.checksums import damage
from index.errors import IndexDamaged
from index.generation import Generation
from index.lock import HOLDER, LOCK, is_locked
from index.manifest import MANIFEST, MANIFEST_COPY, read_copy, read_manifest
from index.message import told
from index.store import Store

__all__ = ["Finding", "Kind", "Verified", "verify"]

_OURS = {MANIFEST, MANIFEST_COPY, LOCK, HOLDER, "generations"}
_DRAFTS = {f"{name}.new" for name in (MANIFEST, MANIFEST_COPY)}


class Kind(StrEnum):
    """Name what can be wrong with a file."""

    DAMAGED = "damaged"
    MISSING = "missing"
    FOREIGN = "foreign"
    LEFTOVER = "leftover"


class Finding(NamedTuple):
    """Name one file that is not as it should be.

    Args:
        path: The file.
        kind: A leftover is what a killed writer left; it harms nothing and the next writer
            removes it. Everything else is damage.
        reason: What is wrong, as a phrase that can follow the file's name.
        generation: The generation that it belongs to, or None.
    """

    path: Path
    kind: Kind
    reason: str
    generation: int | None = None


class Verified(NamedTuple):
    """Hold what `verify` found.

    Args:
        generations: Those that were read, the current one first.
        files: How many files were read.
        size: Their bytes.
        findings: What is not as it should be.
    """

    generations: tuple[int, ...]
    files: int
    size: int
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Return whether nothing is damaged, missing or foreign."""
        return all(finding.kind is Kind.LEFTOVER for finding in self.findings)


def verify(store: Store) -> Verified:
    """Read every file of every generation that is kept. A writer may go on meanwhile.

    Args:
        store: The index.

    Raises:
        IndexMissing: There is no index.
        IndexOutdated: Its manifest is of another format, so what its files were is not known.
    """
    path = store.directory / MANIFEST
    try:
        manifest = read_manifest(path)
    except IndexDamaged as error:
        kind = Kind.DAMAGED if path.exists() else Kind.MISSING
        return Verified((), 0, 0, (Finding(path, kind, told(error)),))
    if not manifest.current.files:
        store.check_version(manifest.current)
    findings: list[Finding] = []
    read: list[Generation] = []
    for generation in manifest.generations:
        found = list(_in_generation(store, generation))
        # A commit can have removed it while it was read; then nothing of it is missing.
        if generation in read_manifest(path).generations:
            findings += found
            read.append(generation)
    findings += _beside(store)
    return Verified(
        tuple(generation.number for generation in read),
        sum(len(generation.files) for generation in read),
        sum(known.size for generation in read for known in generation.files.values()),
        tuple(findings),
    )


def _in_generation(store: Store, generation: Generation) -> Iterator[Finding]:
    directory, number = store.shelf.path_of(generation), generation.number
    for name, known in generation.files.items():
        if problem := damage(directory / name, known):
            kind = Kind.MISSING if problem == "is missing" else Kind.DAMAGED
            yield Finding(directory / name, kind, problem, number)
    for path in sorted(directory.iterdir()) if directory.is_dir() else ():
        if path.name not in generation.files:
            yield Finding(path, Kind.FOREIGN, "does not belong to the index", number)


def _beside(store: Store) -> Iterator[Finding]:
    yield from _copy(store)
    for path in sorted(store.directory.iterdir()):
        if path.name in _DRAFTS:
            yield from _left(store, path)
        elif path.name not in _OURS:
            yield Finding(path, Kind.FOREIGN, "does not belong to the index")
    for path in store.shelf.strays(read_manifest(store.directory / MANIFEST)):
        if path.name.isdecimal():
            yield from _left(store, path)
        else:
            yield Finding(path, Kind.FOREIGN, "does not belong to the index")


def _copy(store: Store) -> Iterator[Finding]:
    path = store.directory / MANIFEST_COPY
    try:
        copy = read_copy(store.directory / MANIFEST)
    except IndexDamaged as error:
        # Between the manifest and its first copy, a writer is at work.
        if path.exists() or not is_locked(store.directory):
            yield Finding(path, Kind.DAMAGED if path.exists() else Kind.MISSING, told(error))
        return
    if copy != read_manifest(store.directory / MANIFEST) and not is_locked(store.directory):
        yield Finding(path, Kind.LEFTOVER, "is older than the manifest: a writer was killed")


def _left(store: Store, path: Path) -> Iterator[Finding]:
    # What a writer is working on is no leftover; what it has removed since is not there.
    if not is_locked(store.directory) and path.exists():
        yield Finding(path, Kind.LEFTOVER, "was left by a writer that was killed")

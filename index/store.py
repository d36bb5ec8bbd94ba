"""The store: an index directory, its generations, and who may write.

    DIR/manifest.json        names the current generation; replaced in one step
    DIR/lock                 locked by the one writer; the system frees it when a process dies
    DIR/generations/N/       files of generation N: the Whoosh index and `sources.jsonl`

A reindex writes generation N+1 beside N and then replaces the manifest. So a reader sees N or
N+1 whole, and a writer that is killed leaves at most a directory that the next one removes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from whoosh import index as whoosh_index

from index.draft import Draft, link_files
from index.errors import IndexDamaged, IndexLocked, IndexMissing, IndexOutdated
from index.manifest import Manifest, read_manifest, sync, write_manifest
from index.schema import fingerprint, make_schema
from index.snapshot import Snapshot
from index.sources import Source, read_sources, write_sources

__all__ = ["Store", "Writing"]

_SOURCES = "sources.jsonl"
_KEPT_GENERATIONS = 2
_OPEN_ATTEMPTS = 5
"""A generation can be removed between reading its name and opening it, if two commits pass."""


class Writing:
    """Stand for one run of the writer, from taking the lock to committing or giving up.

    Args:
        store: Where the generation will be committed.
        draft: The next generation.
        sources: What the index remembers of each file of the generation carried on; the caller
            changes it as it adds and removes.
        number: The number of the next generation.
    """

    def __init__(
        self,
        store: Store,
        draft: Draft,
        sources: dict[str, Source],
        number: int,
    ) -> None:
        self.draft = draft
        self.sources = sources
        self._store = store
        self._number = number

    def commit(self) -> Manifest:
        """Make the draft the current generation.

        Returns:
            What the manifest says now.
        """
        write_sources(self.draft.directory / _SOURCES, self.sources)
        count = self.draft.finish()
        return self._store._switch(self._number, count)


class Store:
    """Open, write and prune the index in one directory.

    Args:
        directory: The index directory; made on the first write.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._manifest = directory / "manifest.json"
        self._generations = directory / "generations"

    def open(self) -> Snapshot:
        """Open the current generation for reading.

        Raises:
            IndexMissing: There is no index in the directory.
            IndexOutdated: Another schema or analyzer made it.
            IndexDamaged: Its files cannot be read.
        """
        for attempt in range(_OPEN_ATTEMPTS):
            manifest = read_manifest(self._manifest)
            if manifest.fingerprint != fingerprint():
                raise IndexOutdated(
                    f"{self.directory}: made by another version of Bahith's schema or analyzer; "
                    "run `bahith index --full PATH...`"
                )
            directory = self._generation(manifest.generation)
            try:
                index = whoosh_index.open_dir(str(directory), schema=make_schema())
                return Snapshot(manifest, directory, index)
            except Exception as error:
                if attempt + 1 < _OPEN_ATTEMPTS and read_manifest(self._manifest) != manifest:
                    continue
                raise IndexDamaged(
                    f"{directory}: generation {manifest.generation} cannot be opened ({error}); "
                    "run `bahith index --full PATH...`"
                ) from error
        raise IndexDamaged(f"{self.directory}: generations change too fast to open one")

    def is_current(self, snapshot: Snapshot) -> bool:
        """Tell whether a snapshot is still the newest generation; costs reading one small file.

        Args:
            snapshot: Opened from this store.
        """
        try:
            return read_manifest(self._manifest) == snapshot.manifest
        except (IndexMissing, IndexDamaged):
            return False

    def manifest(self) -> Manifest | None:
        """Return what the manifest says, or None where there is no index yet.

        Raises:
            IndexDamaged: It cannot be read.
        """
        try:
            return read_manifest(self._manifest)
        except IndexMissing:
            return None

    def sources(self) -> dict[str, Source]:
        """Return what the current generation remembers of the files that it was made of.

        Raises:
            IndexMissing: There is no index.
            IndexDamaged: The manifest or the list of files cannot be read.
        """
        number = read_manifest(self._manifest).generation
        return read_sources(self._generation(number) / _SOURCES)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only writer.

        Raises:
            IndexLocked: Another process is.
        """
        for path in (self.directory, self._generations):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with FileLock(self.directory / "lock", timeout=0):
                yield
        except Timeout:
            raise IndexLocked(
                f"{self.directory}: another process is writing to this index; try again later"
            ) from None

    @contextmanager
    def write(self, *, fresh: bool) -> Iterator[Writing]:
        """Write the next generation; without a commit nothing happens. Call under `lock`.

        Args:
            fresh: Begin with an empty index instead of the current generation.

        Yields:
            The run; leaving without `Writing.commit` discards it.
        """
        carried = None if fresh else self._generation(read_manifest(self._manifest).generation)
        sources = {} if carried is None else self.sources()
        self._remove_strays()
        number = max((int(path.name) for path in self._listed()), default=0) + 1
        directory = self._generation(number)
        directory.mkdir(mode=0o700)
        draft: Draft | None = None
        try:
            if carried is not None:
                link_files(carried, directory)
                (directory / _SOURCES).unlink()
            draft = Draft(directory)
            yield Writing(self, draft, sources, number)
        finally:
            if not self._is_named(number):
                if draft is not None:
                    draft.discard()
                shutil.rmtree(directory, ignore_errors=True)

    def _switch(self, number: int, count: int) -> Manifest:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(number, fingerprint(), count, now)
        write_manifest(self._manifest, manifest)
        self._remove_strays()
        return manifest

    def _is_named(self, number: int) -> bool:
        with suppress(IndexMissing, IndexDamaged):
            return read_manifest(self._manifest).generation == number
        return False

    def _generation(self, number: int) -> Path:
        return self._generations / str(number)

    def _listed(self) -> list[Path]:
        return [path for path in self._generations.iterdir() if path.name.isdecimal()]

    def _remove_strays(self) -> None:
        """Remove generations that are neither current nor the one before it."""
        try:
            current = read_manifest(self._manifest).generation
        except IndexMissing:
            current = 0
        except IndexDamaged:
            # Which directory is the good one is for a person to say, so all of them stay.
            return
        older = sorted(int(path.name) for path in self._listed() if int(path.name) <= current)
        kept = set(older[-_KEPT_GENERATIONS:])
        for path in self._listed():
            if int(path.name) not in kept:
                shutil.rmtree(path, ignore_errors=True)
        sync(self._generations)

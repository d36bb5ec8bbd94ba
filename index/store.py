"""The store: an index directory, its generations, and who may write.

    DIR/manifest.json        names the generations and their files; replaced in one step
    DIR/manifest.copy.json   what it says once more, for when it is damaged
    DIR/lock                 locked by the one writer; the system frees it when a process dies
    DIR/writer.json          what the writer says of itself, for messages
    DIR/generations/N/       files of generation N, never changed: the index and `sources.jsonl`

A reindex writes generation N+1 beside N and then replaces the manifest. So a reader sees N or
N+1 whole, and a writer that is killed leaves at most a directory that the next one removes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index.analysis.dictionary import Dictionary
from index.checksums import describe
from index.dictionary import DICTIONARY, is_outdated, read_dictionary, write_dictionary
from index.durable import full_disk_named, sync
from index.errors import BahithError, IndexDamaged, IndexMissing, IndexOutdated
from index.generation import Generation
from index.manifest import (
    MANIFEST,
    MANIFEST_COPY,
    Manifest,
    read_manifest,
    write_copy,
    write_manifest,
)
from index.message import told
from index.schema import fingerprint
from index.shelf import Shelf
from index.snapshot import Snapshot, open_snapshot
from index.sources import SOURCES, Source, read_sources, write_sources

if TYPE_CHECKING:
    from index.draft import Draft

__all__ = ["Store", "Writing"]

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
        carried: The generation carried on, or None.
    """

    def __init__(
        self,
        store: Store,
        draft: Draft,
        sources: dict[str, Source],
        number: int,
        carried: Generation | None,
    ) -> None:
        self.draft = draft
        self.sources = sources
        self._store = store
        self._number = number
        self._carried = carried

    def commit(self) -> Manifest:
        """Make the draft the current generation.

        Returns:
            What the manifest says now.

        Raises:
            IndexDamaged: A file that the draft was made from is not what was written.
        """
        write_sources(self.draft.directory / SOURCES, self.sources)
        articles = self.draft.finish()
        return self._store.publish(self._number, articles, self._carried)


class Store:
    """Open, write and prune the index in one directory.

    Args:
        directory: The index directory; made on the first write.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._manifest = directory / MANIFEST
        self.shelf = Shelf(directory / "generations")
        self._seen: tuple[tuple[int, int, int], Manifest] | None = None

    def open(self) -> Snapshot:
        """Open the current generation for reading, once every file of it is as written.

        Raises:
            IndexMissing: There is no index in the directory.
            IndexOutdated: Another schema or analyzer made it.
            IndexDamaged: Its files cannot be read; the message says what is left to do.
        """
        for attempt in range(_OPEN_ATTEMPTS):
            manifest = self._read()
            self.check_version(manifest.current)
            directory = self.shelf.path_of(manifest.current)
            try:
                files = self.shelf.check_contents(manifest.current)
                return open_snapshot(manifest, directory, files)
            except Exception as error:
                if attempt + 1 < _OPEN_ATTEMPTS and self._read() != manifest:
                    continue
                reason = told(error) if isinstance(error, IndexDamaged) else repr(error)
                raise IndexDamaged(
                    "generation {generation} cannot be opened: {reason}\n{way_out}",
                    generation=str(manifest.current.number),
                    reason=reason,
                    way_out=self.shelf.way_out(manifest),
                ) from error
        raise IndexDamaged(
            "{directory}: generations change too fast to open one", directory=self.directory
        )

    def check_version(self, generation: Generation) -> None:
        """Raise IndexOutdated where another schema or analyzer made a generation.

        Args:
            generation: Any generation of this store or of a backup.
        """
        if is_outdated(generation):
            raise IndexOutdated(
                "{directory}: made by another version of Bahith's schema or analyzer; "
                "run `bahith index --full PATH...`",
                directory=self.directory,
            )

    def is_current(self, snapshot: Snapshot) -> bool:
        """Tell whether a snapshot is still the newest generation, and as it was when opened.

        Args:
            snapshot: Opened from this store.
        """
        try:
            is_newest = self._read().current == snapshot.manifest.current
            return is_newest and not snapshot.is_touched()
        except (IndexMissing, IndexDamaged, IndexOutdated):
            return False

    def manifest(self) -> Manifest | None:
        """Return what the manifest says, or None where there is no index yet.

        Raises:
            IndexOutdated: A later version of Bahith wrote it.
            IndexDamaged: It cannot be read.
        """
        try:
            return self._read()
        except IndexMissing:
            return None

    def dictionary(self) -> Dictionary:
        """Return what the editors of the current generation say; nothing where there is none.

        Raises:
            IndexDamaged: There is a dictionary, and it cannot be read.
        """
        manifest = self._manifest_or_none()
        if manifest is not None:
            return read_dictionary(self.shelf.path_of(manifest.current), manifest.current)
        for path in self.shelf.root.glob(f"*/{DICTIONARY}"):
            raise IndexDamaged(
                "{path}: the manifest does not say whether it is the current one", path=path
            )
        return Dictionary()

    def sources(self) -> dict[str, Source]:
        """Return what the current generation remembers of the files that it was made of.

        Raises:
            IndexMissing: There is no index.
            IndexOutdated: A later version of Bahith made it.
            IndexDamaged: The manifest or a file of the generation is not what was written.
        """
        current = self._read().current
        self._check(current)
        return read_sources(self.shelf.path_of(current) / SOURCES)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only writer.

        Raises:
            IndexLocked: Another process is.
        """
        # Here and in `write`: a process that only reads starts without the writer's modules.
        from index.lock import writer_lock

        is_new = not self.directory.exists()
        for path in (self.directory, self.shelf.root):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if is_new:
            sync(self.directory.absolute().parent)
        with writer_lock(self.directory):
            # What a killed writer left goes with the next one, also if that finds nothing to do.
            # That it fails must not stop a writer: a rollback needs hardly any room.
            with suppress(OSError):
                self._tidy(self._manifest_or_none())
            yield

    @contextmanager
    def write(
        self, *, fresh: bool, dictionary: Dictionary | None = None, memory_mb: int | None = None
    ) -> Iterator[Writing]:
        """Write the next generation; without a commit nothing happens. Call under `lock`.

        Args:
            fresh: Begin with an empty index instead of the current generation.
            dictionary: What the editors say, for a fresh index; any other keeps what it has.
            memory_mb: What articles that wait to be written may take, in units of 2²⁰ bytes;
                the writer's own default where it is None.

        Yields:
            The run; leaving without `Writing.commit` discards it.

        Raises:
            IndexDamaged: The current generation cannot be carried on.
        """
        from index.columnar.writer import MEMORY_MB
        from index.draft import Draft, link_files

        carried = None if fresh else self._read().current
        sources = {} if carried is None else self.sources()
        if carried is not None:
            self._check(carried)
        with self.new_directory() as directory:
            if carried is not None:
                names = [name for name in carried.files if name != SOURCES]
                link_files(self.shelf.path_of(carried), directory, names)
            elif dictionary is not None:
                write_dictionary(directory, dictionary)
            draft: Draft | None = None
            try:
                # Where a generation answers already, people search beside this; a server may
                # hold one open whose manifest was damaged since, so the file's being there counts.
                alone = not self._manifest.exists()
                memory = MEMORY_MB if memory_mb is None else memory_mb
                draft = Draft(directory, memory, alone=alone)
                yield Writing(self, draft, sources, int(directory.name), carried)
            except (BahithError, OSError):
                raise
            except Exception as error:
                # Whatever a codec stumbles over in damaged files, the damage is what to tell.
                if carried is not None:
                    self._check(carried, error)
                raise
            finally:
                if draft is not None:
                    draft.close()

    @contextmanager
    def new_directory(self) -> Iterator[Path]:
        """Make the directory of the next generation. Call under `lock`.

        Yields:
            An empty directory named for its number; leaving without `publish` removes it.
        """
        manifest = self._manifest_or_none()
        number = max(self.shelf.highest(), manifest.last if manifest else 0) + 1
        directory = self.shelf.root / str(number)
        try:
            # An interrupt comes as soon as the system has done this, before any other statement.
            directory.mkdir(mode=0o700)
            with full_disk_named(self.directory):
                yield directory
        finally:
            manifest = self._manifest_or_none()
            if manifest is None or all(number != kept.number for kept in manifest.generations):
                shutil.rmtree(directory, ignore_errors=True)

    def publish(self, number: int, articles: int, carried: Generation | None) -> Manifest:
        """Make a directory from `new_directory`, complete and durable, the current generation.

        Args:
            number: Its number.
            articles: How many articles it holds.
            carried: The generation that it was begun from, or None.

        Returns:
            What the manifest says now.

        Raises:
            IndexDamaged: A file of the generation carried on was changed since the draft was
                begun, so what was made from it is not to be trusted.
        """
        directory = self.shelf.root / str(number)
        origin = self.shelf.path_of(carried) if carried else None
        before = carried.files if carried else {}
        files = describe(directory, before, origin)
        if carried is not None:
            self._check(carried)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        made_by = fingerprint(read_dictionary(directory).digest)
        # Read back at once: a file name that the manifest's reader would refuse is a defect.
        added = Generation.from_row(Generation(number, made_by, articles, now, files).to_row())
        manifest = self._manifest_or_none()
        kept = [
            old
            for old in (manifest.generations if manifest else ())
            if old.files and self.shelf.is_whole(old)
        ]
        manifest = Manifest((added, *kept)[:_KEPT_GENERATIONS], number)
        self.switch(manifest)
        return manifest

    def switch(self, manifest: Manifest) -> None:
        """Replace the manifest, and remove generations that it does not name.

        Args:
            manifest: Names generations that are complete and durable.
        """
        write_manifest(self._manifest, manifest)
        # The switch is done: what cannot be done now, the next writer does.
        with suppress(OSError):
            self._tidy(manifest)

    def _read(self) -> Manifest:
        """Return the manifest, parsing it only where it was replaced since the last time."""
        try:
            status = self._manifest.stat()
        except OSError:
            return read_manifest(self._manifest)
        signature = (status.st_ino, status.st_mtime_ns, status.st_size)
        seen = self._seen
        if seen is None or seen[0] != signature:
            # Replaced in between, it has another signature the next time.
            seen = self._seen = (signature, read_manifest(self._manifest))
        return seen[1]

    def _manifest_or_none(self) -> Manifest | None:
        with suppress(IndexMissing, IndexDamaged, IndexOutdated):
            return self._read()
        return None

    def _check(self, generation: Generation, cause: Exception | None = None) -> None:
        try:
            self.shelf.check_contents(generation)
        except IndexDamaged as error:
            way_out = self.shelf.way_out(self._manifest_or_none())
            raise IndexDamaged("{error}\n{way_out}", error=error, way_out=way_out) from cause

    def _tidy(self, manifest: Manifest | None) -> None:
        """Remove what no manifest names, and bring the copy of the manifest in line."""
        # Where the manifest is damaged, which directory is the good one is for a person to say.
        copy = self._manifest.with_name(MANIFEST_COPY)
        if manifest is None and (self._manifest.exists() or copy.exists()):
            return
        if manifest is not None and manifest.current.files:
            write_copy(self._manifest, manifest)
        self.shelf.clear(manifest)
        for path in (self._manifest, copy):
            path.with_name(f"{path.name}.new").unlink(missing_ok=True)

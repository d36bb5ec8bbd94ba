"""The way back from a backup: everything is checked before anything is replaced."""

from __future__ import annotations

import json
import shutil
import stat
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from index.backup import BACKUP_FORMAT, DESCRIPTION, FOLDER
from index.checksums import RunningSum
from index.dictionary import is_outdated
from index.durable import sync
from index.errors import IndexOutdated, StoreError
from index.generation import Generation
from index.manifest import Manifest
from index.snapshot import open_snapshot
from index.sources import SOURCES, read_sources
from index.store import Store
from index.tar import TarError, read_content, read_member

__all__ = ["restore"]

_WITHOUT_CRC = 1
"""The first format had one checksum a file; such a backup holds an older index."""

_MAX_DESCRIPTION = 16 << 20
"""Bytes; enough for some 200,000 files."""


def restore(store: Store, source: Path) -> Manifest:
    """Make the generation in a backup the next one of an index.

    Names, sizes and checksums are compared, and what was unpacked is opened, before the index
    is switched; until then the current generation answers, and after it a rollback returns to it.

    Args:
        store: The index; the directory may be empty or not there.
        source: A file that `bahith backup` wrote.

    Returns:
        What the manifest says now.

    Raises:
        IndexLocked: Somebody is writing.
        IndexOutdated: Another version of Bahith made the backup.
        StoreError: The file is no backup or is damaged; nothing was replaced.
        OSError: It cannot be read, or the disk is full; nothing was replaced.
    """
    status = source.stat()
    # Asked first: to open a FIFO would be to wait for somebody who writes to it.
    if not stat.S_ISREG(status.st_mode):
        raise StoreError("{source}: not a regular file", source=source)
    with source.open("rb") as file:
        try:
            generation = _describe(file, status.st_size)
        except (TarError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise StoreError(
                "{source}: not a backup ({error}); nothing was replaced", source=source, error=error
            ) from error
        if is_outdated(generation):
            raise _outdated(str(source))
        with store.lock(), store.new_directory() as directory:
            _check_room(directory, generation)
            try:
                _unpack(file, generation, directory)
                articles = _open(generation, directory)
            except TarError as error:
                raise StoreError(
                    "{source}: the backup is damaged: {error}; nothing was replaced",
                    source=source,
                    error=error,
                ) from error
            return store.publish(int(directory.name), articles, None)


def _outdated(source: str) -> IndexOutdated:
    return IndexOutdated(
        "{source}: made by another version of Bahith's schema or analyzer; "
        "nothing was replaced; run `bahith index PATH...`",
        source=source,
    )


def _describe(file: BinaryIO, size: int) -> Generation:
    member = read_member(file)
    if member is None or member.name != DESCRIPTION:
        raise TarError(f"it does not begin with {DESCRIPTION}")
    if member.size > min(_MAX_DESCRIPTION, size):
        raise TarError(f"{DESCRIPTION} is said to have {member.size:,} bytes")
    facts = json.loads(b"".join(read_content(file, member)))
    if isinstance(facts, dict) and facts.get("format") == _WITHOUT_CRC:
        raise _outdated(file.name)
    if not isinstance(facts, dict) or facts.get("format") != BACKUP_FORMAT:
        raise TarError("unknown format")
    generation = Generation.from_row(facts["generation"])
    if sum(known.size for known in generation.files.values()) > size:
        raise TarError("it is shorter than the files that it announces")
    return generation


def _check_room(directory: Path, generation: Generation) -> None:
    needed = sum(known.size for known in generation.files.values())
    free = shutil.disk_usage(directory).free
    if needed > free:
        raise StoreError(
            "{parent}: {needed} bytes are needed and {free} are free; nothing was replaced",
            parent=directory.parent,
            needed=needed,
            free=free,
        )


def _unpack(file: BinaryIO, generation: Generation, directory: Path) -> None:
    for name in sorted(generation.files):
        member = read_member(file)
        if member is None:
            raise TarError(f"{name} is missing")
        known = generation.files[name]
        # Only names that the description announced are ever made, each in its turn.
        if member.name != FOLDER + name or member.size != known.size:
            raise TarError(f"{member.name!r} with {member.size:,} bytes where {name} belongs")
        with (directory / name).open("xb") as out:
            running = RunningSum()
            for block in read_content(file, member):
                running.update(block)
                out.write(block)
        if running.result() != known:
            raise TarError(f"{name} has another checksum than written")
        sync(directory / name)
    if read_member(file) is not None:
        raise TarError("it holds more files than it announces")
    sync(directory)
    sync(directory.parent)


def _open(generation: Generation, directory: Path) -> int:
    """Return how many articles there are, having opened what was unpacked."""
    try:
        read_sources(directory / SOURCES)
        opened = open_snapshot(Manifest((generation,), generation.number), directory)
        with closing(opened) as snapshot, snapshot.searcher() as searcher:
            articles: int = searcher.doc_count()
    except Exception as error:
        raise TarError(f"what it holds cannot be opened ({error})") from error
    if articles != generation.articles:
        raise TarError(f"{articles:,} articles where {generation.articles:,} are announced")
    return articles

"""Backups: one tar file that holds a generation, and the way back from it.

bahith-backup.json     the generation: articles, versions, size and checksums of every file
files/NAME             each file of it, in the order of their names
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from index.checksums import BLOCK, FileSum, RunningSum
from index.durable import full_disk_named, sync
from index.errors import IndexDamaged, IndexMissing, StoreError
from index.generation import Generation
from index.lock import is_alive
from index.manifest import MANIFEST, read_manifest
from index.store import Store
from index.tar import Member, TarError, write_end, write_member

__all__ = ["BACKUP_FORMAT", "DESCRIPTION", "FOLDER", "BackedUp", "backup"]

BACKUP_FORMAT = 2
DESCRIPTION = "bahith-backup.json"
FOLDER = "files/"
_ATTEMPTS = 5
"""A generation can be removed between reading its name and opening it, if two commits pass."""


class BackedUp(NamedTuple):
    """Tell what a backup holds.

    Args:
        generation: What was backed up.
        size: Bytes of the backup.
    """

    generation: Generation
    size: int


def backup(store: Store, target: Path) -> BackedUp:
    """Write the current generation to one file. Indexing may go on meanwhile.

    The file gets its name when it is complete and durable; a file of that name is replaced.

    Args:
        store: The index.
        target: The backup.

    Returns:
        What was written.

    Raises:
        IndexMissing: There is no index.
        IndexOutdated: Its manifest is of another format, so what its files were is not known.
        IndexDamaged: A file of the index is not what was written; there is no backup then.
        StoreError: The backup would stand inside the index.
        OSError: It cannot be written.
    """
    if target.resolve().is_relative_to(store.directory.resolve()):
        raise StoreError(
            "{target}: a backup does not belong inside the index directory", target=target
        )
    draft = target.with_name(f"{target.name}.{os.getpid()}.part")
    with ExitStack() as stack:
        generation, files = _open_all(store, stack)
        _remove_abandoned(target)
        try:
            with full_disk_named(target), open(draft, "xb", opener=_private) as out:
                _write(out, generation, files)
                size = out.tell()
            sync(draft)
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    sync(target.absolute().parent)
    return BackedUp(generation, size)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _open_all(store: Store, stack: ExitStack) -> tuple[Generation, dict[Path, BinaryIO]]:
    """Open every file of the current generation: open files stay when their names go."""
    for _ in range(_ATTEMPTS):
        generation = read_manifest(store.directory / MANIFEST).current
        if not generation.files:
            store.check_version(generation)
        with ExitStack() as opening:
            try:
                store.shelf.check_sizes(generation)
                folder = store.shelf.path_of(generation)
                files: dict[Path, BinaryIO] = {
                    folder / name: opening.enter_context((folder / name).open("rb"))
                    for name in sorted(generation.files)
                }
            except (FileNotFoundError, IndexDamaged) as error:
                if read_manifest(store.directory / MANIFEST).current != generation:
                    continue
                raise IndexDamaged(
                    "{error}; there is nothing sound to back up", error=error
                ) from error
            stack.enter_context(opening.pop_all())
            return generation, files
    raise IndexMissing(
        "{directory}: generations change too fast to back one up", directory=store.directory
    )


def _write(out: BinaryIO, generation: Generation, files: dict[Path, BinaryIO]) -> None:
    said = {"format": BACKUP_FORMAT, "generation": generation.to_row()}
    description = json.dumps(said, indent=1).encode()
    write_member(out, Member(DESCRIPTION, len(description)), [description])
    for path, file in files.items():
        known = generation.files[path.name]
        try:
            member = Member(FOLDER + path.name, known.size)
            write_member(out, member, _checked(path, file, known))
        except TarError as error:
            raise IndexDamaged(
                "{path}: {error}; run `bahith verify`", path=path, error=error
            ) from error
    write_end(out)


def _checked(path: Path, file: BinaryIO, known: FileSum) -> Iterator[bytes]:
    running = RunningSum()
    while block := file.read(BLOCK):
        running.update(block)
        yield block
    if running.result() != known:
        raise IndexDamaged(
            "{path} has another checksum than written; a backup of it would be worth "
            "nothing; run `bahith verify`",
            path=path,
        )


def _remove_abandoned(target: Path) -> None:
    """Remove what backups to the same name left that were killed."""
    left = re.compile(re.escape(target.name) + r"\.(\d{1,10})\.part")
    for path in target.absolute().parent.iterdir():
        if (match := left.fullmatch(path.name)) and not is_alive(int(match[1])):
            with suppress(OSError):
                path.unlink()

"""Which files are articles of ours: known suffixes, hidden names, links and special files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from index.message import Message, told
from index.readers.skipped import Skipped

__all__ = ["COMPRESSIONS", "FORMATS", "Kind", "Listing", "find", "kind_of"]

FORMATS = (".txt", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".csv")
COMPRESSIONS = (".xz", ".gz", ".zst")

_NOT_OURS = Message(
    "not a kind of file that is read: {formats}, alone or followed by {compressions}",
    formats=" ".join(FORMATS),
    compressions=" ".join(COMPRESSIONS),
)
_NOT_REGULAR = "not a regular file"


class Kind(NamedTuple):
    """Hold what a file's name says of it.

    Args:
        stem: The name without the suffixes below.
        format: One of `FORMATS`.
        compression: One of `COMPRESSIONS`, or "".
    """

    stem: str
    format: str
    compression: str


def kind_of(path: Path) -> Kind | None:
    """Return what a file's name says of it, or None where it is not one of ours.

    Args:
        path: The file; only its name counts.
    """
    name = Path(path.name)
    compression = name.suffix.lower() if name.suffix.lower() in COMPRESSIONS else ""
    if compression:
        name = Path(name.stem)
    form = name.suffix.lower()
    return Kind(name.stem, form, compression) if form in FORMATS else None


class Listing(NamedTuple):
    """Hold what there is at some paths.

    Args:
        files: The files to read, sorted, each once however often it was named.
        skipped: What is not read, and why.
        unread: The files and folders among those that are there, but cannot be looked at: for
            want of permission, or because a disk fails.
    """

    files: list[Path]
    skipped: list[Skipped]
    unread: list[Path]


class _Unread(NamedTuple):
    """Name a file or a folder that is there, and say why it cannot be looked at."""

    path: Path
    reason: str


def find(paths: Sequence[Path]) -> Listing:
    """List the files to read.

    A file is taken as named. A folder is walked: hidden names and files of other kinds are
    passed over in silence, links that lead out of it are not followed.

    Args:
        paths: Files and folders.
    """
    found: dict[str, Path] = {}
    skipped: set[Skipped] = set()
    unread: set[Path] = set()
    for path in paths:
        for item in _named(path):
            if isinstance(item, Path):
                real = os.path.realpath(item)
                # Among several names for one file a link's comes last.
                found[real] = min(item, found.get(real, item), key=lambda p: (_is_link(p), p))
            elif isinstance(item, _Unread):
                skipped.add(Skipped(item.path, None, item.reason))
                unread.add(item.path)
            else:
                skipped.add(item)
    return Listing(sorted(found.values()), sorted(skipped), sorted(unread))


def _named(path: Path) -> Iterator[Path | Skipped | _Unread]:
    mode = _mode(path)
    if isinstance(mode, int) and stat.S_ISDIR(mode):
        yield from _walk(path)
    elif isinstance(mode, int) and kind_of(path) is None:
        yield Skipped(path, None, _NOT_OURS)
    else:
        yield _checked(path, mode)


def _mode(path: Path) -> int | Skipped | _Unread:
    """Return what kind of file a path leads to, which is found out without opening it."""
    try:
        return path.stat().st_mode
    except OSError as error:
        return _failed(path, error)


def _failed(path: Path, error: OSError) -> Skipped | _Unread:
    gone = isinstance(error, (FileNotFoundError, NotADirectoryError))
    return Skipped(path, None, told(error)) if gone else _Unread(path, told(error))


def _checked(path: Path, mode: int | Skipped | _Unread) -> Path | Skipped | _Unread:
    if not isinstance(mode, int):
        return mode
    return path if stat.S_ISREG(mode) else Skipped(path, None, _NOT_REGULAR)


def _is_link(path: Path) -> bool:
    try:
        return stat.S_ISLNK(path.lstat().st_mode)
    except OSError:
        return False


def _walk(root: Path) -> Iterator[Path | Skipped | _Unread]:
    failed: list[OSError] = []
    inside = os.path.realpath(root)
    for folder, folders, names in os.walk(root, onerror=failed.append):
        here = Path(folder)
        for name in (*folders, *names):
            path = here / name
            is_file = name in names
            if name.startswith(".") or (is_file and kind_of(path) is None):
                continue
            if _is_link(path) and not _leads_into(path, inside):
                yield Skipped(path, None, "a link that leads out of the folder")
            elif is_file:
                yield _checked(path, _mode(path))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
    for error in failed:
        yield _failed(Path(os.fsdecode(error.filename)), error)


def _leads_into(link: Path, root: str) -> bool:
    target = os.path.realpath(link)
    return target == root or target.startswith(root.rstrip(os.sep) + os.sep)

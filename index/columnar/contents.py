"""The table of contents: which segments a generation has, and which of their documents are gone.

It is JSON with a checksum, replaced in one step; Whoosh's own table is a pickle, which can run
code of whoever wrote it.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.columnar.toc import TOC, toc_bytes
from index.durable import write_durably
from index.errors import IndexDamaged

__all__ = ["CONTENTS", "SegmentEntry", "read_contents", "write_contents"]

CONTENTS = "segments.json"
"""The name of the file in the directory of a generation."""

_FORMAT = 1
_NAME = re.compile(r"[0-9]{1,9}(?:-[0-9]{1,9})?\.(?:segment|deletions)")


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """Name the files of one segment.

    Args:
        name: Its file.
        documents: How many documents it has, deleted ones included.
        deletions: The file that says which are deleted, or "".
        deleted: How many are.
    """

    name: str
    documents: int
    deletions: str = ""
    deleted: int = 0

    @property
    def live(self) -> int:
        """Return how many documents are not deleted."""
        return self.documents - self.deleted

    def is_sound(self) -> bool:
        """Return whether names are plain file names and numbers fit each other."""
        return (
            _NAME.fullmatch(self.name) is not None
            and (not self.deletions or _NAME.fullmatch(self.deletions) is not None)
            and isinstance(self.documents, int)
            and isinstance(self.deleted, int)
            and 0 <= self.deleted <= self.documents
            and bool(self.deletions) == bool(self.deleted)
        )


def _checksum(rows: object) -> int:
    return zlib.crc32(json.dumps(rows, sort_keys=True).encode())


def read_contents(directory: Path) -> list[SegmentEntry]:
    """Read the table of contents.

    Args:
        directory: The directory of a generation.

    Raises:
        FileNotFoundError: There is none.
        IndexDamaged: It is not what `write_contents` writes.
    """
    path = directory / CONTENTS
    try:
        contents = json.loads(path.read_text("utf-8"))
        entries = [SegmentEntry(**row) for row in contents["segments"]]
        sound = (
            contents["format"] == _FORMAT
            and contents["crc32"] == _checksum(contents["segments"])
            and all(entry.is_sound() for entry in entries)
        )
    except FileNotFoundError:
        raise
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise IndexDamaged(
            "{path}: not a table of contents ({error})", path=path, error=repr(error)
        ) from error
    if not sound:
        raise IndexDamaged("{path}: the table of contents is damaged", path=path)
    return entries


def write_contents(directory: Path, entries: Sequence[SegmentEntry]) -> None:
    """Replace the table of contents; the file that was there is not touched, only its name.

    Args:
        directory: The directory of a generation.
        entries: Its segments, in order.
    """
    rows = [asdict(entry) for entry in entries]
    contents = {"format": _FORMAT, "crc32": _checksum(rows), "segments": rows}
    if not (directory / TOC).exists():
        write_durably(directory / TOC, toc_bytes())
    write_durably(directory / CONTENTS, json.dumps(contents).encode())

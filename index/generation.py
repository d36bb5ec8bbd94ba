"""A generation: one committed state of an index, as the manifest and a backup describe it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from index.checksums import FileSum

__all__ = ["Generation"]

_DIGEST = re.compile(r"[0-9a-f]{32}")
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,90}")
"""Names that codecs give their files. No separator, no leading dot, short enough for a tar
header, so that a name from a backup can only ever be a file in the generation's directory."""


@dataclass(frozen=True, slots=True)
class Generation:
    """Describe one generation; its files never change once it is committed.

    Args:
        number: Its number, never used twice; its files are in `generations/<number>/`.
        fingerprint: `index.schema.fingerprint` of the code that wrote it.
        articles: How many articles it holds.
        committed: When it was committed, ISO 8601, UTC.
        files: Name of every file -> size and checksums.
    """

    number: int
    fingerprint: str
    articles: int
    committed: str
    files: Mapping[str, FileSum]

    def to_row(self) -> dict[str, object]:
        """Return the generation as values that JSON has."""
        return {
            "number": self.number,
            "fingerprint": self.fingerprint,
            "articles": self.articles,
            "committed": self.committed,
            "files": {name: list(known) for name, known in sorted(self.files.items())},
        }

    @classmethod
    def from_row(cls, row: object) -> Generation:
        """Read back what `to_row` gave, believing nothing.

        Args:
            row: A value out of JSON.

        Raises:
            ValueError: It is not what `to_row` gives.
        """
        if not isinstance(row, dict) or set(row) != set(cls.__slots__):
            raise ValueError("not the description of a generation")
        files = row["files"]
        if not isinstance(files, dict):
            raise ValueError("no list of files")
        for field in ("number", "articles"):
            if type(row[field]) is not int or row[field] < 0:
                raise ValueError(f"{field} is not a number")
        if not isinstance(row["fingerprint"], str):
            raise ValueError("fingerprint is not text")
        datetime.fromisoformat(str(row["committed"]))
        known = {name: _file_sum(name, value) for name, value in files.items()}
        return cls(row["number"], row["fingerprint"], row["articles"], str(row["committed"]), known)


def _file_sum(name: str, value: object) -> FileSum:
    if not _FILE_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not the name of an index file")
    match value:
        case [int(size), str(digest), int(crc)] if (
            size >= 0 and _DIGEST.fullmatch(digest) and 0 <= crc < 1 << 32
        ):
            return FileSum(size, digest, crc)
    raise ValueError(f"{name}: no size and checksums")

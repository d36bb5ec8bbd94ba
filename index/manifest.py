"""The manifest: the one small file that says which generation of an index is the current one.

A copy stands beside it. It is written after the manifest, and read only where the manifest is
damaged or gone: `bahith rollback` then goes by it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from index.checksums import new_hash
from index.durable import write_durably
from index.errors import IndexDamaged, IndexMissing, IndexOutdated
from index.generation import Generation
from index.message import Message

__all__ = [
    "FORMAT",
    "MANIFEST",
    "MANIFEST_COPY",
    "Manifest",
    "read_copy",
    "read_manifest",
    "write_copy",
    "write_manifest",
]

MANIFEST = "manifest.json"
MANIFEST_COPY = "manifest.copy.json"

FORMAT = 3
"""What `write_manifest` writes."""

_WITHOUT_FILES = 1
"""The first format named one generation and none of its files."""

_WITHOUT_CRC = 2
"""The second had one checksum a file. An index of either has to be made anew."""

_OLDER = "an older manifest"
"""Stands for the fingerprint of a generation whose files are not known."""

_NO_COPY = Message(
    "bring a backup back with `bahith restore FILE` or make the index anew with "
    "`bahith index --full PATH...`"
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Name the generations that are kept.

    Args:
        generations: The current one first, then the one that `bahith rollback` returns to.
        last: The highest number that a generation ever had; the next one is higher.
    """

    generations: tuple[Generation, ...]
    last: int

    @property
    def current(self) -> Generation:
        """Return the generation that answers."""
        return self.generations[0]

    @property
    def previous(self) -> Generation | None:
        """Return the generation that can be returned to, or None."""
        return self.generations[1] if len(self.generations) > 1 else None


def read_manifest(path: Path) -> Manifest:
    """Read the manifest.

    Args:
        path: The manifest file of an index directory.

    Raises:
        IndexMissing: There is none, and no copy of one.
        IndexOutdated: A later version of Bahith wrote it.
        IndexDamaged: It is not what `write_manifest` writes, to the last bit, or it is gone and
            its copy is not.
    """
    try:
        return _parse(path.read_bytes())
    except FileNotFoundError:
        if path.with_name(MANIFEST_COPY).exists():
            raise IndexDamaged(
                "{path} is missing\n{way_out}", path=path, way_out=_way_out(path)
            ) from None
        raise IndexMissing(
            "{parent}: there is no index here; make one with `bahith index PATH...`",
            parent=path.parent,
        ) from None
    except _Later as error:
        raise IndexOutdated(
            "{parent}: made by a later version of Bahith ({error}); install that "
            "one, or run `bahith index --full PATH...`",
            parent=path.parent,
            error=error,
        ) from None
    except _UNREADABLE as error:
        raise IndexDamaged(
            "{path}: not a manifest ({error})\n{way_out}",
            path=path,
            error=error,
            way_out=_way_out(path),
        ) from error


def read_copy(path: Path) -> Manifest:
    """Read the copy of the manifest.

    Args:
        path: The manifest file of an index directory, which may be damaged or gone.

    Raises:
        IndexDamaged: The copy is gone or damaged.
    """
    copy = path.with_name(MANIFEST_COPY)
    try:
        return _parse(copy.read_bytes())
    except FileNotFoundError:
        raise IndexDamaged("{copy} is missing; {no_copy}", copy=copy, no_copy=_NO_COPY) from None
    except _UNREADABLE as error:
        raise IndexDamaged(
            "{copy}: not a manifest ({error}); {no_copy}", copy=copy, error=error, no_copy=_NO_COPY
        ) from error


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step: readers see the old one or the new one, never a part.

    Args:
        path: The manifest file of an index directory.
        manifest: What it says from now on.
    """
    write_durably(path, _content(manifest))


def write_copy(path: Path, manifest: Manifest) -> None:
    """Bring the copy of the manifest in line; nothing is written where it is.

    Args:
        path: The manifest file of an index directory.
        manifest: What it says.
    """
    copy, content = path.with_name(MANIFEST_COPY), _content(manifest)
    try:
        if copy.read_bytes() == content:
            return
    except FileNotFoundError:
        pass
    write_durably(copy, content)


def _way_out(path: Path) -> str:
    try:
        current = read_copy(path).current
    except IndexDamaged:
        return _NO_COPY
    return Message(
        "run `bahith rollback` to go by its copy, which names generation {generation} "
        "({articles} articles, {committed}), or {no_copy}",
        generation=str(current.number),
        articles=current.articles,
        committed=current.committed,
        no_copy=_NO_COPY,
    )


class _Later(ValueError):
    """Report a manifest of a format that is still to come."""


_UNREADABLE = (OSError, ValueError, TypeError, KeyError, RecursionError)


def _content(manifest: Manifest) -> bytes:
    rows = [generation.to_row() for generation in manifest.generations]
    return _sealed({"format": FORMAT, "generations": rows, "last": manifest.last})


def _sealed(said: dict[str, object]) -> bytes:
    digest = new_hash()
    digest.update(json.dumps(said).encode())
    return (json.dumps({"checksum": digest.hexdigest(), **said}, indent=1) + "\n").encode()


def _parse(content: bytes) -> Manifest:
    facts = json.loads(content)
    if not isinstance(facts, dict):
        raise ValueError("not an object")
    if facts.get("format") == _WITHOUT_FILES and type(facts.get("generation")) is int:
        return Manifest((_bare(facts["generation"], facts),), facts["generation"])
    facts.pop("checksum")
    if _sealed(facts) != content:
        raise ValueError("its checksum says that it has changed since it was written")
    number = facts["format"]
    if type(number) is not int or number < _WITHOUT_CRC:
        raise ValueError(f"unknown manifest format {number!r}")
    if number > FORMAT:
        raise _Later(f"manifest format {number}")
    rows = facts["generations"]
    if number == _WITHOUT_CRC:
        generations = tuple(_bare(row["number"], row) for row in rows)
    else:
        generations = tuple(map(Generation.from_row, rows))
    if not generations or type(facts["last"]) is not int:
        raise ValueError("no generation is named")
    return Manifest(generations, facts["last"])


def _bare(number: int, row: dict[str, object]) -> Generation:
    """Return what is believed of a generation of an older format: that it is there."""
    return Generation(int(number), _OLDER, int(str(row["articles"])), str(row["committed"]), {})

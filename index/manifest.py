"""The manifest: the one small file that says which generation of an index is the current one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from index.checksums import new_hash
from index.durable import sync, write_durably
from index.errors import IndexDamaged, IndexMissing
from index.generation import Generation

__all__ = ["Manifest", "read_manifest", "sync", "write_manifest"]

MANIFEST_FORMAT = 2
_WITHOUT_CHECKSUMS = 1
"""The first format named one generation and no files; such an index has to be made anew."""


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
        IndexMissing: There is none.
        IndexDamaged: It is not what `write_manifest` writes, to the last bit.
    """
    try:
        content = path.read_bytes()
        return _parse(content)
    except FileNotFoundError:
        raise IndexMissing(
            f"{path.parent}: there is no index here; make one with `bahith index PATH...`"
        ) from None
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise IndexDamaged(
            f"{path}: not a manifest ({error}); bring a backup back with `bahith restore FILE` "
            "or make the index anew with `bahith index --full PATH...`"
        ) from error


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step: readers see the old one or the new one, never a part.

    Args:
        path: The manifest file of an index directory.
        manifest: What it says from now on.
    """
    write_durably(path, _content(manifest))


def _content(manifest: Manifest) -> bytes:
    rows = [generation.to_row() for generation in manifest.generations]
    said: dict[str, object] = {
        "format": MANIFEST_FORMAT,
        "generations": rows,
        "last": manifest.last,
    }
    digest = new_hash()
    digest.update(json.dumps(said).encode())
    return (json.dumps({"checksum": digest.hexdigest(), **said}, indent=1) + "\n").encode()


def _parse(content: bytes) -> Manifest:
    facts = json.loads(content)
    if not isinstance(facts, dict):
        raise ValueError("not an object")
    if facts.get("format") == _WITHOUT_CHECKSUMS and type(facts.get("generation")) is int:
        number = facts["generation"]
        bare = Generation(number, "no checksums", int(facts["articles"]), "", {})
        return Manifest((bare,), number)
    if facts.get("format") != MANIFEST_FORMAT:
        raise ValueError(f"unknown manifest format {facts.get('format')!r}")
    generations = tuple(map(Generation.from_row, facts["generations"]))
    if not generations or type(facts["last"]) is not int:
        raise ValueError("no generation is named")
    manifest = Manifest(generations, facts["last"])
    if _content(manifest) != content:
        raise ValueError("its checksum says that it has changed since it was written")
    return manifest

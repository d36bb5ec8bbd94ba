"""The manifest: the one small file that says which generation of an index is the current one."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import IndexDamaged, IndexMissing

__all__ = ["Manifest", "read_manifest", "sync", "write_manifest"]

MANIFEST_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """Describe the current generation.

    Args:
        generation: Its number; its files are in `generations/<number>/`.
        fingerprint: `index.schema.fingerprint` of the code that wrote it.
        articles: How many articles it holds.
        committed: When it was committed, ISO 8601, UTC.
        format: The version of this file's own form.
    """

    generation: int
    fingerprint: str
    articles: int
    committed: str
    format: int = MANIFEST_FORMAT


def read_manifest(path: Path) -> Manifest:
    """Read the manifest.

    Args:
        path: The manifest file of an index directory.

    Raises:
        IndexMissing: There is none.
        IndexDamaged: It is not what `write_manifest` writes.
    """
    try:
        manifest = Manifest(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        raise IndexMissing(
            f"{path.parent}: there is no index here; make one with `bahith index PATH...`"
        ) from None
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamaged(
            f"{path}: not a manifest ({error}); make the index anew with `bahith index --full`"
        ) from error
    if manifest.format != MANIFEST_FORMAT or not isinstance(manifest.generation, int):
        raise IndexDamaged(f"{path}: unknown manifest format {manifest.format!r}")
    return manifest


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step: readers see the old one or the new one, never a part.

    Args:
        path: The manifest file of an index directory.
        manifest: What it says from now on.
    """
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as out:
        json.dump(asdict(manifest), out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    sync(path.parent)


def sync(directory: Path) -> None:
    """Make the names in a directory durable.

    Args:
        directory: Where files were created, renamed or removed.
    """
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

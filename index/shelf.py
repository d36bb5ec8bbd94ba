"""The shelf: the directories of an index's generations, and whether their files are whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from index.checksums import damage, size_problems
from index.durable import sync
from index.errors import IndexDamaged
from index.generation import Generation
from index.manifest import Manifest
from index.schema import fingerprint

__all__ = ["Shelf"]


class Shelf:
    """Find, check and clear away the directories of generations.

    Args:
        root: The directory that holds one a generation, named for its number.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def path_of(self, generation: Generation) -> Path:
        """Return the directory of a generation.

        Args:
            generation: One that the manifest names.
        """
        return self.root / str(generation.number)

    def highest(self) -> int:
        """Return the highest number that a directory has, 0 where there is none."""
        numbers = (int(path.name) for path in self.root.iterdir() if path.name.isdecimal())
        return max(numbers, default=0)

    def strays(self, manifest: Manifest | None) -> list[Path]:
        """Return what stands beside the generations that are kept.

        Args:
            manifest: Names those that are kept; None where there is no index yet.
        """
        kept = {str(kept.number) for kept in manifest.generations} if manifest else set()
        return sorted(path for path in self.root.iterdir() if path.name not in kept)

    def clear(self, manifest: Manifest | None) -> None:
        """Remove the directories of generations that are not kept; nobody else may write.

        Args:
            manifest: Names those that are kept; None where there is no index yet.
        """
        left = [path for path in self.strays(manifest) if path.name.isdecimal()]
        for path in left:
            shutil.rmtree(path, ignore_errors=True)
        if left:
            sync(self.root)

    def check_sizes(self, generation: Generation) -> None:
        """Raise IndexDamaged where a file is missing or has another size; reads no content.

        Args:
            generation: One that the manifest names.
        """
        directory = self.path_of(generation)
        for name, problem in size_problems(directory, generation.files):
            raise IndexDamaged(f"{directory / name} {problem}")

    def check_contents(self, generation: Generation, names: Iterable[str] | None = None) -> None:
        """Raise IndexDamaged where a file is not what was written; reads all of each.

        Args:
            generation: One that the manifest names.
            names: Its files that are to be read; all of them where None.
        """
        directory = self.path_of(generation)
        for name in generation.files if names is None else names:
            if problem := damage(directory / name, generation.files[name]):
                raise IndexDamaged(f"{directory / name} {problem}")

    def is_whole(self, generation: Generation, *, thoroughly: bool = False) -> bool:
        """Tell whether a generation can be returned to, as far as its files go.

        Args:
            generation: One that the manifest names.
            thoroughly: Read all files instead of asking for their sizes.
        """
        try:
            (self.check_contents if thoroughly else self.check_sizes)(generation)
        except IndexDamaged:
            return False
        return True

    def way_out(self, manifest: Manifest | None) -> str:
        """Say what a person can do about a current generation that is damaged.

        Args:
            manifest: Names the generations that are kept.
        """
        previous = manifest.previous if manifest else None
        with suppress(OSError):
            if (
                previous is not None
                and previous.fingerprint == fingerprint()
                and self.is_whole(previous)
            ):
                return (
                    f"run `bahith rollback` to return to generation {previous.number} "
                    f"({previous.articles:,} articles, {previous.committed}), or make the index "
                    "anew with `bahith index --full PATH...`"
                )
        return (
            "bring a backup back with `bahith restore FILE` or make the index anew with "
            "`bahith index --full PATH...`"
        )

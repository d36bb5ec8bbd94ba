"""The shelf: the directories of an index's generations, and whether their files are whole."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from index.checksums import FileSum, Signature, file_signature, quick_damage, size_problem
from index.dictionary import is_outdated
from index.durable import sync
from index.errors import IndexDamaged
from index.generation import Generation
from index.manifest import Manifest
from index.message import Message

__all__ = ["Shelf"]

_MOST_REMEMBERED = 10_000
"""Files known to be sound; hundreds of generations' worth, and a megabyte or two."""


class Shelf:
    """Find, check and clear away the directories of generations.

    Args:
        root: The directory that holds one a generation, named for its number.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._sound: dict[Signature, FileSum] = {}

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
        for name, known in generation.files.items():
            if problem := size_problem(directory / name, known):
                raise IndexDamaged("{place} {problem}", place=directory / name, problem=problem)

    def check_contents(self, generation: Generation) -> dict[Path, Signature]:
        """Raise IndexDamaged where a file is not what was written, by its CRC-32.

        A file is read once: not again while its inode, size and time are what they were. So a
        process that opens generation after generation reads what is new in each.

        Args:
            generation: One that the manifest names.

        Returns:
            Its files as they were when they were found to be sound.
        """
        directory = self.path_of(generation)
        return {
            directory / name: self._check(directory / name, known)
            for name, known in generation.files.items()
        }

    def _check(self, file: Path, known: FileSum) -> Signature:
        if problem := size_problem(file, known):
            raise IndexDamaged("{file} {problem}", file=file, problem=problem)
        signature = file_signature(file)
        if self._sound.get(signature) == known:
            return signature
        if problem := quick_damage(file, known):
            raise IndexDamaged("{file} {problem}", file=file, problem=problem)
        if len(self._sound) >= _MOST_REMEMBERED:
            self._sound.clear()
        self._sound[signature] = known
        return signature

    def is_whole(self, generation: Generation) -> bool:
        """Tell whether a generation can be returned to, as far as its files go.

        Args:
            generation: One that the manifest names.
        """
        try:
            self.check_contents(generation)
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
            if previous is not None and not is_outdated(previous) and self.is_whole(previous):
                return Message(
                    "run `bahith rollback` to return to generation {generation} ({articles} "
                    "articles, {committed}), or make the index anew with "
                    "`bahith index --full PATH...`",
                    generation=str(previous.number),
                    articles=previous.articles,
                    committed=previous.committed,
                )
        return Message(
            "bring a backup back with `bahith restore FILE` or make the index anew with "
            "`bahith index --full PATH...`"
        )

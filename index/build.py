"""Build an index from files: everything anew, or only what changed since the last time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from index.plan import Plan, make_plan
from index.readers import Skipped, find, read
from index.sources import Source, source_name
from index.store import Store, Writing

__all__ = ["BuildReport", "Progress", "build"]


class Progress(Protocol):
    """Hear how far a build is; a terminal draws a bar, a test counts."""

    def start(self, files: int) -> None:
        """Hear how many files there are to read."""

    def article(self) -> None:
        """Hear that one more article was added."""

    def file(self) -> None:
        """Hear that one more file was read to its end."""


class _Silence:
    def start(self, files: int) -> None: ...
    def article(self) -> None: ...
    def file(self) -> None: ...


@dataclass(slots=True)
class BuildReport:
    """Tell what a build did, or with `dry_run` would do.

    Args:
        added: Files read for the first time.
        changed: Files read again.
        moved: Files found at another place, with the same name and content; not read again.
        removed: Files whose articles were taken out.
        unchanged: Files left alone.
        articles_added: Articles written in this run.
        articles: Articles in the index now.
        generation: The generation that answers now; 0 where there is none yet.
        seconds: Wall time.
        skipped: What could not be read, and why.
    """

    added: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    unchanged: int = 0
    articles_added: int = 0
    articles: int = 0
    generation: int = 0
    seconds: float = 0.0
    skipped: list[Skipped] = field(default_factory=list)


def build(
    paths: Sequence[Path],
    store: Store,
    *,
    full: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index in line with the files under some paths.

    A file is known by its path and compared by a digest of its bytes. New files are added,
    changed ones replaced, and the articles of files that are gone from under `paths` removed;
    files indexed earlier from elsewhere stay. Readers keep the old generation until the new
    one is complete, and any error leaves the old one standing.

    Args:
        paths: Files and directories.
        store: Where the index is.
        full: Make the index anew, from these paths only.
        dry_run: Only tell what would be done.
        progress: Hears of files and articles as they are done.

    Returns:
        What was done.

    Raises:
        IndexLocked: Another process is writing.
        IndexOutdated: Another version made the index, and it holds files from elsewhere.
        IndexDamaged: The index that should be carried on cannot be read.
        OSError: The disk is full or fails; the old generation still answers.
    """
    started = time.perf_counter()
    # A dry run writes nothing, not even the directory that holds the lock.
    with nullcontext() if dry_run else store.lock():
        files, skipped = find(paths)
        plan, digest_skips = make_plan(paths, files, store, full=full)
        report = BuildReport(
            added=len(plan.added),
            changed=len(plan.changed),
            moved=len(plan.moved),
            removed=len(plan.removed),
            unchanged=plan.unchanged,
            skipped=[*skipped, *digest_skips],
        )
        if not dry_run and plan.is_work:
            _execute(plan, store, report, progress or _Silence())
        current = store.manifest()
        if current is not None:
            report.articles = current.current.articles
            report.generation = current.current.number
    report.seconds = time.perf_counter() - started
    return report


def _execute(plan: Plan, store: Store, report: BuildReport, progress: Progress) -> None:
    with store.write(fresh=plan.fresh) as writing:
        for name in (*plan.removed, *map(source_name, plan.changed)):
            writing.draft.remove(writing.sources.pop(name).key or name)
        for name, path in plan.moved.items():
            source = writing.sources.pop(name)
            writing.sources[source_name(path)] = source._replace(key=source.key or name)
        run = _Run(writing, report, progress)
        work = {**plan.added, **plan.changed}
        progress.start(len(work))
        for path in sorted(work):
            writing.sources[source_name(path)] = run.add_file(path, work[path])
            progress.file()
        writing.commit()


class _Run:
    """Carry what adding one file needs to know of the files before it."""

    def __init__(self, writing: Writing, report: BuildReport, progress: Progress) -> None:
        self._draft = writing.draft
        self._report = report
        self._progress = progress
        self._holders = {
            article_id: name
            for name, source in writing.sources.items()
            for article_id in source.ids
        }
        self._keys = {source.key or name for name, source in writing.sources.items()}

    def add_file(self, path: Path, digest: str) -> Source:
        """Add the articles of a file and return what is to be remembered of it."""
        name = key = source_name(path)
        while key in self._keys:
            # A file that was here before has moved, and its articles still carry this name.
            key += "#"
        self._keys.add(key)
        ids = tuple(self._add(path, name, key))
        return Source(digest, ids, "" if key == name else key)

    def _add(self, path: Path, name: str, key: str) -> Iterator[str]:
        for item in read(path):
            if isinstance(item, Skipped):
                self._report.skipped.append(item)
            elif (holder := self._holders.get(item.id)) is not None:
                # The first file in sorted order keeps an id, so that chance decides nothing.
                reason = f"id {item.id!r} is already taken by an article of {holder}"
                self._report.skipped.append(Skipped(path, None, reason))
            else:
                self._holders[item.id] = name
                self._draft.add(item, key)
                self._report.articles_added += 1
                self._progress.article()
                yield item.id

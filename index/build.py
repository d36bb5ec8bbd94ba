"""Build an index from files: everything anew, or only what changed since the last time."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from index.analysis.dictionary import Dictionary
from index.columnar.writer import MEMORY_MB
from index.errors import IndexDamaged, IndexOutdated
from index.intake import Intake
from index.plan import Plan, make_plan
from index.readers import ReaderLimits, Skipped, find
from index.sources import source_name
from index.store import Store, Writing

__all__ = ["BuildReport", "Progress", "build"]

_USUAL_SIZES = ReaderLimits()

_LOG = logging.getLogger(__name__)


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


def build(  # noqa: PLR0913 - what a person can ask for, by name
    paths: Sequence[Path],
    store: Store,
    *,
    full: bool = False,
    dry_run: bool = False,
    dictionary: Dictionary | None = None,
    memory_mb: int = MEMORY_MB,
    sizes: ReaderLimits = _USUAL_SIZES,
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
        dictionary: What the editors say from now on, which makes the index anew where it is
            something else than before; what they said before where None.
        memory_mb: What articles that wait to be written may take, in units of 2²⁰ bytes.
        sizes: The limits of the files.
        progress: Hears of files and articles as they are done.

    Returns:
        What was done.

    Raises:
        ReadError: The index is to be made anew, and one of the paths is not there, or something
            that the index has articles of cannot be read.
        IndexLocked: Another process is writing.
        IndexOutdated: Another version or dictionary made the index, and it holds files from
            elsewhere.
        IndexDamaged: The index that should be carried on cannot be read.
        StoreError: The process that analyses words beside this one has died.
        OSError: The disk is full or fails; the old generation still answers.
    """
    started = time.perf_counter()
    # A dry run writes nothing, not even the directory that holds the lock.
    with nullcontext() if dry_run else store.lock():
        listing = find(paths)
        if dictionary is None:
            dictionary = _kept_dictionary(store)
        plan, digest_skips = make_plan(
            paths, listing, store, full=full, dictionary=dictionary, sizes=sizes
        )
        report = BuildReport(
            added=len(plan.added),
            changed=len(plan.changed),
            moved=len(plan.moved),
            removed=len(plan.removed),
            unchanged=plan.unchanged,
            skipped=[*listing.skipped, *digest_skips],
        )
        if not dry_run and plan.is_work:
            with store.write(
                fresh=plan.fresh, dictionary=dictionary, memory_mb=memory_mb
            ) as writing:
                _execute(plan, writing, report, sizes, progress or _Silence())
        # To make an index anew, what is there need not be readable, also where it is only tried.
        with suppress(IndexDamaged, IndexOutdated):
            if (current := store.manifest()) is not None:
                report.articles = current.current.articles
                report.generation = current.current.number
    report.seconds = time.perf_counter() - started
    return report


def _kept_dictionary(store: Store) -> Dictionary:
    try:
        return store.dictionary()
    except IndexDamaged as error:
        # A dictionary must not get lost without a word, also not by `--full`.
        raise IndexDamaged(
            "{error}; name the dictionary again with `--dictionary FILE`, or `--no-dictionary`",
            error=error,
        ) from error


def _execute(
    plan: Plan, writing: Writing, report: BuildReport, sizes: ReaderLimits, progress: Progress
) -> None:
    freed: set[str] = set()
    for name in (*plan.removed, *map(source_name, plan.changed)):
        source = writing.sources.pop(name)
        writing.draft.remove(source.key or name)
        freed.update(source.ids)
    for name, path in plan.moved.items():
        source = writing.sources.pop(name)
        writing.sources[source_name(path)] = source._replace(key=source.key or name)
    intake = Intake(writing.draft, writing.sources, progress.article, sizes)
    files = {source_name(path): path for path in (*plan.added, *plan.changed)}
    digests = {**plan.added, **plan.changed}
    waiting = [n for n, s in writing.sources.items() if not freed.isdisjoint(s.passed)]
    progress.start(len(files))
    try:
        for name in sorted((*files, *waiting)):
            if name in files:
                intake.add(files[name], digests[files[name]])
                progress.file()
            else:
                intake.add_passed(name, freed)
    finally:
        report.skipped += intake.skipped
        report.articles_added = intake.added
    intake.finish()
    writing.commit()
    _LOG.info(
        "committed %d articles of %d files", intake.added, len(files), extra={"added": intake.added}
    )

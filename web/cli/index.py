"""`bahith index`: bring the index in line with files on disk."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.message import as_message
from web.cli.common import Exit, counted, index_option, json_option, message, print_json, warn
from web.cli.messages import said, shown
from web.cli.priority import give_way
from web.cli.progress import progress
from web.cli.records import log_options
from web.cli.sizes import sizes_option

if TYPE_CHECKING:
    from index.analysis.dictionary import Dictionary
    from index.build import BuildReport
    from index.readers import ReaderLimits
    from index.store import Store

__all__ = ["index", "tell", "tell_skipped"]

_SHOWN_SKIPS = 20


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--full", is_flag=True, help="Make the index anew, from these paths only.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@click.option(
    "--dictionary",
    "dictionary_file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Words that editors protect, join or give a stem; kept with the index.",
)
@click.option(
    "--memory",
    "memory_mb",
    default=384,
    show_default=True,
    type=click.IntRange(min=16),
    metavar="MB",
    help="What waiting articles may take; the run takes 200 to 350 MB beside that.",
)
@click.option("--no-dictionary", is_flag=True, help="Take the dictionary away again.")
@sizes_option
@click.option("--quiet", "-q", is_flag=True, help="Tell only what was skipped, and errors.")
@index_option
@json_option
@log_options
@click.pass_context
def index(  # noqa: PLR0913 - one parameter an option
    ctx: click.Context,
    /,
    *,
    paths: tuple[Path, ...],
    full: bool,
    dry_run: bool,
    dictionary_file: Path | None,
    memory_mb: int,
    no_dictionary: bool,
    sizes: ReaderLimits,
    quiet: bool,
    index_directory: Path,
    as_json: bool,
) -> None:
    """Index files and directories of articles.

    New files are added, changed ones replaced, and the articles of files that are gone from
    under PATH removed. A file that only moved is not read again. Readers keep the old index
    until the new one is complete; Ctrl-C keeps nothing of the run and leaves the index as it was.
    Where all cores are busy, other programs go first.

    A dictionary stays with the index until another is named; then the index is made anew.

    Formats: .txt .html .htm .xhtml .jsonl .ndjson .csv, also compressed as .xz .gz .zst
    """
    from index.build import build
    from index.store import Store

    give_way()
    dictionary = _dictionary(dictionary_file, none=no_dictionary)
    store = Store(index_directory)
    bar = progress(quiet=quiet)
    before = _generation(store)
    try:
        report = build(
            paths,
            store,
            full=full,
            dry_run=dry_run,
            dictionary=dictionary,
            memory_mb=memory_mb,
            sizes=sizes,
            progress=bar,
        )
    except KeyboardInterrupt:
        if _generation(store) == before:
            message("nothing of this run is kept; the index is as it was before")
        raise
    finally:
        if bar:
            bar.close()
    if as_json:
        print_json(_payload(report))
    else:
        tell_skipped(report)
        if not quiet:
            tell(report, dry_run=dry_run)
    if not all(path.exists() for path in paths):
        # A slip or a disk that is not mounted: whoever runs this by cron has to hear of it.
        ctx.exit(Exit.ERROR)
    if not dry_run and report.articles == 0:
        ctx.exit(Exit.NOTHING_FOUND)


def _dictionary(file: Path | None, *, none: bool) -> Dictionary | None:
    from index.analysis.dictionary import Dictionary

    if none:
        if file is not None:
            raise click.UsageError(said("--dictionary and --no-dictionary exclude each other"))
        return Dictionary()
    return Dictionary.load(file) if file is not None else None


def _generation(store: Store) -> int | None:
    from index.errors import IndexDamaged, IndexOutdated

    # `--full` is the way out of both.
    with suppress(IndexDamaged, IndexOutdated):
        if manifest := store.manifest():
            return manifest.current.number
    return None


def _payload(report: BuildReport) -> dict[str, object]:
    payload = asdict(report)
    payload["seconds"] = round(report.seconds, 3)
    for name, kept in (("skipped", False), ("warnings", True)):
        payload[name] = [
            {"path": str(skip.path), "line": skip.line, "reason": skip.reason}
            for skip in report.skipped
            if skip.kept is kept
        ]
    return payload


def tell_skipped(report: BuildReport) -> None:
    """Name what was skipped, up to a number that a person still reads.

    Args:
        report: What the build did.
    """
    for skip in report.skipped[:_SHOWN_SKIPS]:
        place = shown(skip.path, skip.line)
        template = "{place}: {reason}" if skip.kept else "skipped {place}: {reason}"
        warn(template, place=place, reason=as_message(skip.reason))
    if len(report.skipped) > _SHOWN_SKIPS:
        warn(
            "skipped besides these: {more} (--json names them all)",
            more=len(report.skipped) - _SHOWN_SKIPS,
        )


def tell(report: BuildReport, *, dry_run: bool = False) -> None:
    """Sum up a build.

    Args:
        report: What it did.
        dry_run: Whether it only would have.
    """
    message(
        "files: {added} would be added, {changed} changed, {moved} moved, {removed} removed, "
        "{unchanged} left alone; {skipped} skipped"
        if dry_run
        else "files: {added} added, {changed} changed, {moved} moved, {removed} removed, "
        "{unchanged} left alone; {skipped} skipped",
        added=report.added,
        changed=report.changed,
        moved=report.moved,
        removed=report.removed,
        unchanged=report.unchanged,
        skipped=sum(not skip.kept for skip in report.skipped),
    )
    if not dry_run:
        message(
            "indexed {added}; in the index: {articles}; {seconds} s",
            added=counted(report.articles_added, "article"),
            articles=counted(report.articles, "article"),
            seconds=float(report.seconds),
        )

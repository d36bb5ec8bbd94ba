"""`bahith index`: bring the index in line with files on disk."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.cli.common import Exit, counted, index_option, json_option, message, print_json
from web.cli.progress import progress

if TYPE_CHECKING:
    from index.build import BuildReport
    from index.store import Store

__all__ = ["index", "tell", "tell_skipped"]

_SHOWN_SKIPS = 20


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--full", is_flag=True, help="Make the index anew, from these paths only.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@click.option("--quiet", "-q", is_flag=True, help="Tell only what was skipped, and errors.")
@index_option
@json_option
@click.pass_context
def index(  # noqa: PLR0913 - one parameter an option
    ctx: click.Context,
    /,
    *,
    paths: tuple[Path, ...],
    full: bool,
    dry_run: bool,
    quiet: bool,
    index_directory: Path,
    as_json: bool,
) -> None:
    """Index files and directories of articles.

    New files are added, changed ones replaced, and the articles of files that are gone from
    under PATH removed. A file that only moved is not read again. Readers keep the old index
    until the new one is complete; Ctrl-C keeps nothing of the run and leaves the index as it was.

    Formats: .txt .html .htm .xhtml .jsonl .ndjson .csv, also compressed as .xz .gz .zst
    """
    from index.build import build
    from index.store import Store

    store = Store(index_directory)
    bar = progress(quiet=quiet)
    before = _generation(store)
    try:
        report = build(paths, store, full=full, dry_run=dry_run, progress=bar)
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
    if not dry_run and report.articles == 0:
        ctx.exit(Exit.NOTHING_FOUND)


def _generation(store: Store) -> int | None:
    from index.errors import IndexDamaged

    with suppress(IndexDamaged):
        if manifest := store.manifest():
            return manifest.current.number
    return None


def _payload(report: BuildReport) -> dict[str, object]:
    payload = asdict(report)
    payload["seconds"] = round(report.seconds, 3)
    payload["skipped"] = [
        {"path": str(skip.path), "line": skip.line, "reason": skip.reason}
        for skip in report.skipped
    ]
    return payload


def tell_skipped(report: BuildReport) -> None:
    """Name what was skipped, up to a number that a person still reads.

    Args:
        report: What the build did.
    """
    for skip in report.skipped[:_SHOWN_SKIPS]:
        place = f"{skip.path}:{skip.line}" if skip.line is not None else str(skip.path)
        message(f"skipped {place}: {skip.reason}")
    if len(report.skipped) > _SHOWN_SKIPS:
        message(f"… and {len(report.skipped) - _SHOWN_SKIPS} more skipped (--json names them all)")


def tell(report: BuildReport, *, dry_run: bool = False) -> None:
    """Sum up a build.

    Args:
        report: What it did.
        dry_run: Whether it only would have.
    """
    message(
        f"{'would be ' if dry_run else ''}{counted(report.added, 'file')} added, "
        f"{report.changed} changed, {report.moved} moved, {report.removed} removed, "
        f"{report.unchanged} unchanged, {len(report.skipped)} skipped"
    )
    if not dry_run:
        message(f"{counted(report.articles, 'article')} in the index, {report.seconds:.1f} s")

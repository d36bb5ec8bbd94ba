"""`bahith index`: bring the index in line with files on disk."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.cli.common import Exit, index_option, json_option, message, print_json

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from index.build import BuildReport

__all__ = ["index"]

_SHOWN_SKIPS = 20
_REDRAW_SECONDS = 0.1


class _Bar:
    """Draw a build's progress on a terminal."""

    def __init__(self) -> None:
        self._bar: ProgressBar[int] | None = None
        self._articles = 0
        self._started = self._drawn = time.monotonic()

    def start(self, files: int) -> None:
        self._bar = click.progressbar(
            length=files,
            label="Indexing",
            show_pos=True,
            item_show_func=lambda _: self._rate(),
            file=sys.stderr,
        )
        self._bar.__enter__()

    def article(self) -> None:
        self._articles += 1
        if self._bar and time.monotonic() - self._drawn >= _REDRAW_SECONDS:
            self._drawn = time.monotonic()
            self._bar.render_progress()

    def file(self) -> None:
        if self._bar:
            self._bar.update(1, 1)

    def close(self) -> None:
        if self._bar:
            self._bar.render_finish()

    def _rate(self) -> str:
        seconds = max(time.monotonic() - self._started, 1e-9)
        return f"{self._articles:,} articles, {self._articles / seconds:,.0f}/s"


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--full", is_flag=True, help="Make the index anew, from these paths only.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
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
    index_directory: Path,
    as_json: bool,
) -> None:
    """Index files and directories of articles.

    New files are added, changed ones replaced, and the articles of files that are gone from
    under PATH removed. Readers keep the old index until the new one is complete.

    Formats: .txt .html .htm .xhtml .jsonl .ndjson .csv, also compressed as .xz .gz .zst
    """
    from index.build import build
    from index.store import Store

    bar = _Bar() if sys.stderr.isatty() else None
    try:
        report = build(paths, Store(index_directory), full=full, dry_run=dry_run, progress=bar)
    finally:
        if bar:
            bar.close()
    if as_json:
        print_json(_payload(report))
    else:
        _tell(report, dry_run=dry_run)
    if not dry_run and report.articles == 0:
        ctx.exit(Exit.NOTHING_FOUND)


def _payload(report: BuildReport) -> dict[str, object]:
    payload = asdict(report)
    payload["seconds"] = round(report.seconds, 3)
    payload["skipped"] = [
        {"path": str(skip.path), "line": skip.line, "reason": skip.reason}
        for skip in report.skipped
    ]
    return payload


def _tell(report: BuildReport, *, dry_run: bool) -> None:
    for skip in report.skipped[:_SHOWN_SKIPS]:
        place = f"{skip.path}:{skip.line}" if skip.line is not None else str(skip.path)
        message(f"skipped {place}: {skip.reason}")
    if len(report.skipped) > _SHOWN_SKIPS:
        message(f"… and {len(report.skipped) - _SHOWN_SKIPS} more skipped (--json names them all)")
    message(
        f"{'would be ' if dry_run else ''}{report.added} files added, {report.changed} changed, "
        f"{report.removed} removed, {report.unchanged} unchanged, {len(report.skipped)} skipped"
    )
    if not dry_run:
        message(f"{report.articles:,} articles in the index, {report.seconds:.1f} s")

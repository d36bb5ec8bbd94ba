"""`bahith watch`: keep the index in line with files while they change."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import IndexLocked
from web.cli.common import index_option, message, warn
from web.cli.index import tell, tell_skipped
from web.cli.priority import give_way
from web.cli.records import log_options
from web.cli.sizes import sizes_option

if TYPE_CHECKING:
    from index.readers import ReaderLimits

__all__ = ["watch"]

_LOOK_SECONDS = 1.0
_RETRY_SECONDS = 5.0
_LONGEST_WAIT = 10
"""A folder that never comes to rest is indexed all the same, after so many times `--settle`."""


@click.command()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="PATH…",
)
@click.option(
    "--settle",
    default=2.0,
    show_default=True,
    type=click.FloatRange(min=0.05),
    help="Seconds without a change before the index is brought in line.",
)
@click.option("--poll", is_flag=True, help="Ask for changes, where a network disk tells none.")
@sizes_option
@index_option
@log_options
def watch(
    *,
    paths: tuple[Path, ...],
    settle: float,
    poll: bool,
    sizes: ReaderLimits,
    index_directory: Path,
) -> None:
    """Index PATH now and again whenever something under it changes, until interrupted.

    It is `bahith index PATH…` each time: only what changed is read. Between two runs other
    writers may have the index; while one has it, or the disk is full, it is tried again.
    """
    from index.build import build
    from index.store import Store

    give_way()
    store = Store(index_directory)

    def bring_in_line() -> bool:
        try:
            report = build(paths, store, sizes=sizes)
        except (IndexLocked, OSError) as error:
            warn("{error}; trying again in {seconds} s", error=error, seconds=int(_RETRY_SECONDS))
            return False
        tell_skipped(report)
        tell(report)
        return True

    # `systemctl stop` ends it as Ctrl-C does; what is being written is then given up.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        message("watching {paths} (Ctrl-C stops)", paths=", ".join(map(str, paths)))
        _follow(_changes(paths, index_directory, settle, poll), bring_in_line)
    except KeyboardInterrupt:
        message("stopped")


def _follow(changes: Iterable[bool], bring_in_line: Callable[[], bool]) -> None:
    """Work after each change, and again until it succeeds; the first look is one as well."""
    due: float | None = 0.0
    for changed in changes:
        now = time.monotonic()
        if changed or (due is not None and now >= due):
            due = None if bring_in_line() else time.monotonic() + _RETRY_SECONDS


def _changes(
    paths: tuple[Path, ...], index_directory: Path, settle: float, poll: bool
) -> Iterator[bool]:
    """Yield True after changes have come to rest, and False about every second."""
    from watchfiles import watch as follow

    kept_out = index_directory.resolve()
    milliseconds = int(settle * 1000)
    for changes in follow(
        *paths,
        watch_filter=lambda _, path: _matters(Path(path), kept_out),
        step=milliseconds,
        debounce=milliseconds * _LONGEST_WAIT,
        rust_timeout=int(_LOOK_SECONDS * 1000),
        yield_on_timeout=True,
        force_polling=poll or None,
    ):
        yield bool(changes)


def _matters(path: Path, kept_out: Path) -> bool:
    """Tell whether a change of this path can change the index."""
    from index.readers.files import kind_of

    if path.name.startswith(".") or path.resolve().is_relative_to(kept_out):
        return False
    # A folder that was moved or removed has no suffix to go by.
    return kind_of(path) is not None or not path.is_file()

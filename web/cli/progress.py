"""How far a build is: a bar on a terminal, a line every few seconds anywhere else."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from web.cli.common import counted
from web.cli.messages import message, said

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

__all__ = ["Bar", "Lines", "progress"]

_REDRAW_SECONDS = 0.1
_LINE_SECONDS = 5.0


class _Counting:
    """Count files and articles, and the rate."""

    def __init__(self) -> None:
        self._files = self._done = self._articles = 0
        self._started = self._told = time.monotonic()

    def start(self, files: int) -> None:
        """Hear how many files there are to read."""
        self._files = files

    def article(self) -> None:
        """Hear that one more article was added."""
        self._articles += 1

    def file(self) -> None:
        """Hear that one more file was read to its end."""
        self._done += 1

    def close(self) -> None:
        """Hear that nothing more comes."""

    def _rate(self) -> str:
        seconds = max(time.monotonic() - self._started, 1e-9)
        return said(
            "{articles}, {rate}/s",
            articles=counted(self._articles, "article"),
            rate=round(self._articles / seconds),
        )

    def _is_time(self, seconds: float) -> bool:
        now = time.monotonic()
        if now - self._told < seconds:
            return False
        self._told = now
        return True


class Bar(_Counting):
    """Draw a build's progress on a terminal, with rate and remaining time."""

    def __init__(self) -> None:
        super().__init__()
        self._bar: ProgressBar[int] | None = None

    def start(self, files: int) -> None:
        """Hear how many files there are to read."""
        super().start(files)
        self._bar = click.progressbar(
            length=files,
            label=said("Indexing"),
            show_pos=True,
            item_show_func=lambda _: self._rate(),
            file=sys.stderr,
        )
        self._bar.__enter__()

    def article(self) -> None:
        """Hear that one more article was added."""
        super().article()
        if self._bar and self._is_time(_REDRAW_SECONDS):
            self._bar.render_progress()

    def file(self) -> None:
        """Hear that one more file was read to its end."""
        super().file()
        if self._bar:
            self._bar.update(1, 1)

    def close(self) -> None:
        """Leave the line."""
        if self._bar:
            self._bar.render_finish()


class Lines(_Counting):
    """Tell a build's progress in plain lines, for logs."""

    def article(self) -> None:
        """Hear that one more article was added."""
        super().article()
        self._tell()

    def file(self) -> None:
        """Hear that one more file was read to its end."""
        super().file()
        self._tell()

    def _tell(self) -> None:
        if self._is_time(_LINE_SECONDS):
            message(
                "{done} of {files}, {rate}",
                done=self._done,
                files=counted(self._files, "file"),
                rate=self._rate(),
            )


def progress(*, quiet: bool) -> Bar | Lines | None:
    """Return what suits standard error.

    Args:
        quiet: Whether nothing is to be told.
    """
    if quiet:
        return None
    return Bar() if sys.stderr.isatty() else Lines()

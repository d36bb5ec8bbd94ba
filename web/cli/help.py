"""Help and usage errors in the language of the person at the terminal, those of click too."""

from __future__ import annotations

import gettext
import sys
from collections.abc import Iterable, Iterator

import click

from web.cli.messages import said, said_of

__all__ = ["Context", "Help", "paragraphs", "speak"]

_KEPT = frozenset({"Show this message and exit.", "Show the version and exit."})
"""Click keeps these with a command, for other languages too; `Help` translates them."""


class Help(click.HelpFormatter):
    """Write help in the language of the person; the source has it in English."""

    def write_text(self, text: str) -> None:
        """Write paragraphs.

        Args:
            text: In English, a blank line between paragraphs.
        """
        super().write_text("\n\n".join(map(said, paragraphs(text))))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write what options or commands are for.

        Args:
            rows: A name and an English text each; click adds brackets to the text.
            col_max: Most columns of the names.
            col_spacing: Columns between names and texts.
        """
        super().write_dl([(name, _row(text)) for name, text in rows], col_max, col_spacing)


class Context(click.Context):
    """Let a command write its help with `Help`."""

    formatter_class = Help


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a help text, each on one line, as the catalogs have them.

    Args:
        text: A docstring of a command.
    """
    for paragraph in text.split("\n\n"):
        if line := " ".join(paragraph.split()):
            yield line


def speak() -> None:
    """Let click say its own sentences by our catalogs.

    Click asks `gettext`, which looks for compiled catalogs by the environment alone. Here
    `--lang` counts as well, and there is no compiled copy that could be older than its source.
    """
    ours = {"_": (gettext.gettext, _text), "ngettext": (gettext.ngettext, said_of)}
    for module in [found for name, found in sys.modules.items() if name.startswith("click.")]:
        for name, (theirs, replacement) in ours.items():
            if getattr(module, name, None) is theirs:
                setattr(module, name, replacement)


def _text(msgid: str) -> str:
    return msgid if msgid in _KEPT else said(msgid)


def _row(text: str) -> str:
    help_text, bracket, extra = text.partition("  [")
    return said(help_text) + bracket + extra if help_text else text

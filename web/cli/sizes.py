"""`--reader-limit NAME=NUMBER`: the limits of the files that are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import click

from web.cli.messages import said

if TYPE_CHECKING:
    from index.readers import ReaderLimits

__all__ = ["sizes_option"]


def sizes_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--reader-limit`, which may be repeated.

    Args:
        command: Takes the limits as `sizes`.
    """
    return click.option(
        "--reader-limit",
        "sizes",
        multiple=True,
        metavar="NAME=NUMBER",
        envvar="BAHITH_READER_LIMITS",
        show_envvar=True,
        callback=_read,
        help="Set a limit of the files, such as max_line_bytes=1000000; the README lists them.",
    )(command)


def _read(_: click.Context, __: click.Parameter, rows: tuple[str, ...]) -> ReaderLimits:
    # Only what reads files needs the readers.
    from index.readers import ReaderLimits

    names = [limit.name for limit in fields(ReaderLimits)]
    chosen: dict[str, int] = {}
    for row in rows:
        name, _equals, number = row.partition("=")
        if name not in names:
            listed = ", ".join(names)
            raise click.BadParameter(
                said("{name} is not one of {names}", name=repr(name), names=listed)
            )
        if not (number.isascii() and number.isdecimal() and int(number) > 0):
            raise click.BadParameter(
                said("{number} is not a whole number above 0", number=repr(number))
            )
        chosen[name] = int(number)
    return replace(ReaderLimits(), **chosen)

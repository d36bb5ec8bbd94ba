"""What every command shares: options, exit codes, and how an error becomes a message."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import Any, TextIO

import click

from index.errors import BahithError, IndexDamaged, IndexLocked, QueryRefused
from index.message import Counted, Message, told
from web.cli.help import Context, paragraphs
from web.cli.messages import chosen_language, message, said, warn

__all__ = [
    "Commands",
    "Exit",
    "counted",
    "index_option",
    "json_option",
    "message",
    "print_json",
    "warn",
]


class Exit(IntEnum):
    """Name the exit codes; scripts rely on them."""

    DONE = 0
    NOTHING_FOUND = 1
    ERROR = 2
    LOCKED = 3
    DAMAGED = 4
    INTERRUPTED = 130
    PIPE_CLOSED = 141
    """128 + SIGPIPE, as shells count; click's own 1 would say "nothing found"."""


class Commands(click.Group):
    """Run a command and turn errors that it raises on purpose into a message and a code."""

    context_class = Context

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command, whose help is then in the language of the person.

        Args:
            cmd: The command.
            name: What it is called by; its own name where none is given.
        """
        cmd.context_class = Context
        super().add_command(cmd, name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the first paragraph of their help.

        Args:
            ctx: Click's context.
            formatter: What writes the list.
        """
        rows = [
            (name, next(paragraphs(command.help or ""), ""))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section(said("Commands")):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command that was named.

        Args:
            ctx: Click's context.

        Returns:
            What the command returns.
        """
        try:
            return super().invoke(ctx)
        except IndexLocked as error:
            message(told(error))
            ctx.exit(Exit.LOCKED)
        except IndexDamaged as error:
            message(told(error))
            ctx.exit(Exit.DAMAGED)
        except (BahithError, OSError) as error:
            # A closed pipe is the reader's choice (`bahith search … | head`), so nothing is said.
            if isinstance(error, BrokenPipeError):
                _close_quietly(sys.stdout)
                ctx.exit(Exit.PIPE_CLOSED)
            message(_reason(error))
            ctx.exit(Exit.ERROR)
        except KeyboardInterrupt:
            # 128 + SIGINT, as shells count; click's own 1 would say "nothing found".
            message("interrupted")
            ctx.exit(Exit.INTERRUPTED)
        except click.ClickException as error:
            # Shown while `--lang` is still known.
            error.show()
            ctx.exit(error.exit_code)
        except (click.Abort, click.exceptions.Exit):
            raise
        except Exception:  # noqa: BLE001 - a defect of ours must not exit 1, "nothing found"
            message(
                "this should not have happened; please report it\n{traceback}",
                traceback=traceback.format_exc(),
            )
            ctx.exit(Exit.ERROR)


def counted(number: int, noun: str) -> Counted:
    """Return a number with its noun, such as "1 article" or "2,000 articles".

    Args:
        number: How many.
        noun: The English singular; the plural is made with an s.
    """
    return Counted(number, noun)


def _close_quietly(stream: TextIO) -> None:
    """Have what is left in the buffer of a closed pipe go nowhere when the process ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _reason(error: BahithError | OSError) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return Message("{place}: {reason}", place=str(error.filename), reason=told(error))
    if isinstance(error, QueryRefused) and chosen_language() != "ar":
        return error.english or told(error)
    return told(error)


def index_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--index DIR`.

    Args:
        command: Takes the directory as `index_directory`.
    """
    return click.option(
        "--index",
        "index_directory",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="BAHITH_INDEX",
        default="bahith-index",
        show_default=True,
        show_envvar=True,
        help="The index directory.",
    )(command)


def json_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--json`.

    Args:
        command: Takes the flag as `as_json`.
    """
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


def print_json(value: object) -> None:
    """Print one JSON object on one line, Arabic as it is.

    Args:
        value: What `json` can write.
    """
    click.echo(json.dumps(value, ensure_ascii=False))

"""Log records: what the library notes and what a command tells, as lines or as JSON."""

from __future__ import annotations

import functools
import json
import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import click

from index.message import Message

__all__ = ["is_json", "log_options", "record"]

_LEVELS = ("debug", "info", "warning", "error")
_COMMAND = "bahith"
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


def log_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--log-level` and `--log-json`.

    Args:
        command: It runs with logging set up, and is not given these options.
    """

    @functools.wraps(command)
    def logged(*arguments: object, log_level: str, log_json: bool, **options: object) -> None:
        _install(click.get_current_context(), log_level.upper(), as_json=log_json)
        command(*arguments, **options)

    level = click.option(
        "--log-level",
        type=click.Choice(_LEVELS),
        default="warning",
        show_default=True,
        help="Log what is at least so grave, to standard error.",
    )
    form = click.option(
        "--log-json", is_flag=True, help="Write messages and logs as JSON, one object a line."
    )
    return level(form(logged))


def is_json() -> bool:
    """Tell whether messages are to be log records."""
    return any(isinstance(handler, _JsonHandler) for handler in logging.getLogger().handlers)


def record(level: int, told: Message) -> None:
    """Write a command's message as a log record, whatever level is asked for.

    Args:
        level: The level.
        told: The message in English; its template is the event.
    """
    made = logging.makeLogRecord(
        {"name": _COMMAND, "levelno": level, "levelname": logging.getLevelName(level)}
    )
    made.msg = told
    for handler in logging.getLogger().handlers:
        if isinstance(handler, _JsonHandler):
            handler.emit(made)


class _Handler(logging.StreamHandler):  # type: ignore[type-arg]
    """Write to what standard error is when the record comes."""

    def emit(self, made: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(made)


class _JsonHandler(_Handler):
    def format(self, made: logging.LogRecord) -> str:
        return json.dumps(_row(made), ensure_ascii=False, default=str)


def _row(made: logging.LogRecord) -> dict[str, object]:
    when = datetime.fromtimestamp(made.created, UTC)
    row: dict[str, object] = {
        "time": when.isoformat(timespec="milliseconds"),
        "level": made.levelname.lower(),
        "logger": made.name,
    }
    if isinstance(made.msg, Message):
        fields = {name: _plain(value) for name, value in made.msg.fields.items()}
        row |= {"event": made.msg.template, "message": made.msg, "fields": fields}
    else:
        extra = {name: value for name, value in vars(made).items() if name not in _STANDARD}
        row |= {"event": str(made.msg), "message": made.getMessage(), "fields": extra}
    if made.exc_info:
        row["traceback"] = logging.Formatter().formatException(made.exc_info)
    return row


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str) else str(value)


def _install(ctx: click.Context, level: str, *, as_json: bool) -> None:
    root, before = logging.getLogger(), logging.getLogger().level
    handler = _JsonHandler() if as_json else _Handler()
    handler.setFormatter(logging.Formatter("bahith: %(levelname)s: %(name)s: %(message)s"))
    root.setLevel(level)
    root.addHandler(handler)

    def remove() -> None:
        root.setLevel(before)
        root.removeHandler(handler)

    # Not before the group has told how the command ended; and before the next in one process.
    ctx.find_root().call_on_close(remove)

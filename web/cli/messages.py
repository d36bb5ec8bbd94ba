"""Messages of a command: in the language of the person at the terminal, on standard error."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from index.message import Message, as_message, told
from web.cli.records import is_json, record
from web.translation import LANGUAGES, Translator

__all__ = ["chosen_language", "language_option", "message", "said", "said_of", "shown", "warn"]

_DOMAIN = "commands"
_CHOSEN = "bahith.language"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NAMES = {"ar": "باحث", "en": "bahith"}


def chosen_language(environ: Mapping[str, str] = os.environ) -> str:
    """Return the language of messages, as the environment asks for it.

    Args:
        environ: `BAHITH_LANG` decides; else the first that is set of `LC_ALL`, `LC_MESSAGES` and
            `LANG`, as POSIX says.

    Returns:
        "ar" or "en"; "en" for every language that there is no translation to.
    """
    names = ("BAHITH_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    asked = next((environ[name] for name in names if environ.get(name)), "")
    language = asked.lower().replace("_", "-").partition("-")[0].partition(".")[0]
    return language if language in LANGUAGES else "en"


def language_option(command: click.Group) -> click.Group:
    """Give the group of commands `--lang`.

    Args:
        command: The group.
    """
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        envvar="BAHITH_LANG",
        show_envvar=True,
        expose_value=False,
        is_eager=True,
        callback=_choose,
        help="Language of messages; that of the locale where none is named.",
    )(command)


def _choose(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.meta[_CHOSEN] = value


def _translator(*, terminal: bool) -> Translator:
    ctx = click.get_current_context(silent=True)
    chosen = ctx.meta.get(_CHOSEN) if ctx is not None else None
    return Translator(chosen or chosen_language(), _DOMAIN, isolate=terminal)


def message(template: str, /, **fields: object) -> None:
    """Tell the person at the terminal something that is not a result.

    Args:
        template: The English message, one or more lines; they go to standard error.
        fields: What stands in it, as `index.message.Message` takes it.
    """
    _tell(logging.INFO, template, fields)


def warn(template: str, /, **fields: object) -> None:
    """Tell what went wrong and does not stop the command; in logs it is a warning.

    Args:
        template: As for `message`.
        fields: As for `message`.
    """
    _tell(logging.WARNING, template, fields)


def _tell(level: int, template: str, fields: dict[str, object]) -> None:
    english = Message(template, **fields) if fields else as_message(template)
    if is_json():
        record(level, english)
        return
    terminal = sys.stderr.isatty()
    translator = _translator(terminal=terminal)
    name = _NAMES[translator.language]
    click.echo(f"{name}: {_told(translator, english, terminal=terminal)}", err=True)


def said(template: str | BaseException, /, **fields: object) -> str:
    """Return a text in the language of the person, for standard output.

    Args:
        template: The English message, or an error.
        fields: As for `message`.
    """
    text = told(template) if isinstance(template, BaseException) else template
    english = Message(text, **fields) if fields else as_message(text)
    terminal = sys.stdout.isatty()
    return _told(_translator(terminal=terminal), english, terminal=terminal)


def _told(translator: Translator, english: Message, *, terminal: bool) -> str:
    text = translator.text(english)
    # Files are named by anybody; a name must not steer the terminal.
    return _CONTROLS.sub("\ufffd", text) if terminal else text


def said_of(singular: str, plural: str, number: int, /) -> str:
    """Return the form of a text that goes with a number, its fields not filled in.

    Args:
        singular: The English template for one.
        plural: The English template for all other numbers.
        number: The number.
    """
    return _translator(terminal=False).form(singular, plural, number)


def shown(path: Path, line: int | None = None) -> str:
    """Return a place in a file as tools and editors write it.

    Args:
        path: The file.
        line: The line, counted from 1.
    """
    return f"{path}:{line}" if line is not None else str(path)

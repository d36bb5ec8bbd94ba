"""Every command of docs/operations.md is one that this version understands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from web.cli import main

TEXT = (Path(__file__).parents[3] / "docs" / "operations.md").read_text("utf-8")
TEXT = re.sub(r"\$\([^)]*\)", "x", TEXT)
BLOCKS = re.findall(r"```\w*\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = [
    *re.findall(r"(?:^|/|&& )bahith ([a-z]+ [^`\n&#]*|[a-z]+)", "\n".join(BLOCKS), re.MULTILINE),
    *re.findall(r"`bahith ([^`]+)`", TEXT),
]


def test_the_commands_are_found() -> None:
    assert len(COMMANDS) >= 15
    assert {command.split()[0] for command in COMMANDS} >= {
        "index",
        "serve",
        "watch",
        "backup",
        "restore",
        "verify",
        "rollback",
        "delete",
    }


@pytest.mark.parametrize("written", sorted(set(COMMANDS)))
def test_a_written_command_is_understood(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, *arguments = shlex.split(written)
    command = main.commands[name]
    for parameter in command.params:
        # Whether the files are there is for the machine to say that the text is about.
        if isinstance(parameter.type, click.Path):
            monkeypatch.setattr(parameter.type, "exists", False)
    if not arguments:
        assert command.get_help(click.Context(command))
        return
    command.make_context(name, list(arguments))

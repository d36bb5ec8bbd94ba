"""The README lists every limit with its default and description."""

from __future__ import annotations

from dataclasses import Field, fields
from pathlib import Path

import pytest

from index.readers import ReaderLimits
from search.limits import Limits
from web.cli import main
from web.config import WebConfig

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    "limit", [*fields(Limits), *fields(WebConfig), *fields(ReaderLimits)], ids=lambda f: f.name
)
def test_limits_are_listed(limit: Field[object]) -> None:
    row = f"| `{limit.name}` | {limit.default} | {limit.metadata['description']} |"
    assert row in README


@pytest.mark.parametrize("command", sorted({command.name for command in main.commands.values()}))
def test_commands_are_listed(command: str) -> None:
    assert f"| `bahith {command}" in README

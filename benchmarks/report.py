"""Write a measured table into `benchmarks/README.md`, between the marks of its section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

__all__ = ["write_section"]

_README = Path(__file__).with_name("README.md")


def write_section(name: str, lines: Sequence[str]) -> None:
    """Replace what stands between `<!-- NAME -->` and `<!-- /NAME -->`.

    Args:
        name: The section.
        lines: Markdown.

    Raises:
        ValueError: The README has no such section.
    """
    text = _README.read_text("utf-8")
    section = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not section.search(text):
        message = f"benchmarks/README.md has no section {name!r}"
        raise ValueError(message)
    body = "\n".join(lines)
    _README.write_text(section.sub(lambda m: f"{m[1]}{body}\n{m[2]}", text), "utf-8")

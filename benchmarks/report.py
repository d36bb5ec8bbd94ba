"""Write a measured table into a report of this folder, between the marks of its section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

__all__ = ["write_section"]

_FOLDER = Path(__file__).parent


def write_section(name: str, lines: Sequence[str], report: str = "README.md") -> None:
    """Replace what stands between `<!-- NAME -->` and `<!-- /NAME -->`.

    Args:
        name: The section.
        lines: Markdown.
        report: The file's name.

    Raises:
        ValueError: The report has no such section.
    """
    path = _FOLDER / report
    text = path.read_text("utf-8")
    section = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not section.search(text):
        message = f"benchmarks/{report} has no section {name!r}"
        raise ValueError(message)
    body = "\n".join(lines)
    path.write_text(section.sub(lambda m: f"{m[1]}{body}\n{m[2]}", text), "utf-8")

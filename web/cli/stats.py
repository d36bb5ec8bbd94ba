"""`bahith stats`: what the index holds."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from web.cli.common import counted, index_option, json_option, print_json
from web.cli.messages import said

__all__ = ["LABELS", "stats"]

_LABELS = {
    "terms": "distinct words",
    "deleted": "removed, not yet cleared away",
    "size": "bytes on disk",
    "generation": "generation",
    "fingerprint": "made by",
    "schema": "  schema version",
    "analyzer": "  analyzer",
    "dictionary": "words in the dictionary",
    "stored": "  stored articles",
    "postings": "  postings",
    "positions": "  positions",
    "columns": "  columns and lengths",
    "other": "  everything else",
}
_SIZE_LABELS = {**_LABELS, "terms": "  terms"}
_WIDTH = 30
# Those that are their own labels, and the last line.
_MORE = ("articles", "segments", "committed", "before that")
LABELS = frozenset(map(str.strip, (*_LABELS.values(), *_SIZE_LABELS.values(), *_MORE)))
"""What stands before the figures, in English."""


@click.command()
@index_option
@json_option
def stats(*, index_directory: Path, as_json: bool) -> None:
    """Tell what the index holds."""
    from index.store import Store

    snapshot = Store(index_directory).open()
    try:
        facts = asdict(snapshot.stats())
        generations = snapshot.manifest.generations
    finally:
        snapshot.close()
    if as_json:
        kept = [
            {"generation": old.number, "articles": old.articles, "committed": old.committed}
            for old in generations
        ]
        print_json({**facts, "kept": kept})
        return
    for name, value in facts.items():
        if name == "sizes":
            for part, size in value.items():
                _line(_SIZE_LABELS[part], size)
        else:
            _line(_LABELS.get(name, name), value)
    for old in generations[1:]:
        before = said(
            "generation {generation}, {articles}, {committed}",
            generation=str(old.number),
            articles=counted(old.articles, "article"),
            committed=old.committed,
        )
        _line("before that", before)


def _line(label: str, value: object) -> None:
    name = label.strip()
    indent = " " * (len(label) - len(name))
    # The number of a generation is a name, as that of its folder.
    number = isinstance(value, int) and name != "generation"
    shown = said("{number}", number=value) if number else value
    click.echo(f"{indent + said(name):<{_WIDTH}} {shown}")

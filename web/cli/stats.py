"""`bahith stats`: what the index holds."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from web.cli.common import counted, index_option, json_option, print_json

__all__ = ["stats"]

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
        articles = counted(old.articles, "article")
        _line("before that", f"generation {old.number}, {articles}, {old.committed}")


def _line(label: str, value: object) -> None:
    shown = f"{value:,}" if isinstance(value, int) else value
    click.echo(f"{label:<{_WIDTH}} {shown}")

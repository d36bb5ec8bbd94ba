"""`bahith stats`: what the index holds."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from web.cli.common import counted, index_option, json_option, print_json

__all__ = ["stats"]


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
    labels = {"size": "bytes on disk", "terms": "distinct words", "fingerprint": "made by"}
    for name, value in facts.items():
        shown = f"{value:,}" if isinstance(value, int) else value
        click.echo(f"{labels.get(name, name):<15} {shown}")
    for old in generations[1:]:
        click.echo(
            f"{'before that':<15} generation {old.number}, {counted(old.articles, 'article')}, "
            f"{old.committed}"
        )

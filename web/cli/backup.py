"""`bahith backup` and `bahith restore`: an index in one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli.common import counted, index_option, json_option, message, print_json

__all__ = ["backup", "restore"]


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@index_option
@json_option
def backup(*, file: Path, index_directory: Path, as_json: bool) -> None:
    """Write the index to FILE, a tar file with checksums.

    Searching and indexing may go on meanwhile. FILE gets its name when it is complete, so an
    older backup of that name is there until then.
    """
    from index.backup import backup as back_up
    from index.store import Store

    done = back_up(Store(index_directory), file)
    if as_json:
        print_json(
            {
                "file": str(file),
                "bytes": done.size,
                "generation": done.generation.number,
                "articles": done.generation.articles,
            }
        )
        return
    message(
        "generation {generation} is in {file}: {articles}, {size} bytes",
        generation=str(done.generation.number),
        file=str(file),
        articles=counted(done.generation.articles, "article"),
        size=done.size,
    )


@click.command()
@click.argument(
    "file", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE"
)
@index_option
@json_option
def restore(*, file: Path, index_directory: Path, as_json: bool) -> None:
    """Bring the index in FILE back.

    Everything in FILE is checked before it becomes the next generation; `bahith rollback`
    returns to what answered before. FILE must be one that you trust.
    """
    from index.restore import restore as bring_back
    from index.store import Store

    current = bring_back(Store(index_directory), file).current
    if as_json:
        print_json({"generation": current.number, "articles": current.articles})
        return
    message(
        "{file} is generation {generation} now and answers: {articles}",
        file=str(file),
        generation=str(current.number),
        articles=counted(current.articles, "article"),
    )

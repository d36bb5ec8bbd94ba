"""`bahith delete`: take single articles out of the index."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli.common import Exit, counted, index_option, json_option, message, print_json, warn

__all__ = ["delete"]


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@index_option
@json_option
@click.pass_context
def delete(
    ctx: click.Context, /, *, ids: tuple[str, ...], index_directory: Path, as_json: bool
) -> None:
    """Take the articles with these ids out of the index.

    Their files are not touched: an article comes back when its file changes and is indexed
    again, or with `bahith index --full`. To keep it out, take it out of the file as well.
    Exit code 1 says that there was none with such an id.
    """
    from index.removal import remove
    from index.store import Store

    done = remove(ids, Store(index_directory))
    if as_json:
        print_json(done._asdict())
    else:
        for unknown in done.unknown:
            warn("there is no article {id}", id=repr(unknown))
        message(
            "{deleted} deleted; in the index: {articles}",
            deleted=counted(len(done.removed), "article"),
            articles=counted(done.articles, "article"),
        )
    if not done.removed:
        ctx.exit(Exit.NOTHING_FOUND)

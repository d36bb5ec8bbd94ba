"""`bahith rollback`: return to the generation before the current one."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli.common import counted, index_option, json_option, message, print_json

__all__ = ["rollback"]


@click.command()
@index_option
@json_option
def rollback(*, index_directory: Path, as_json: bool) -> None:
    """Return to the generation before the current one.

    Both are checked first. Where the one that is left is sound it is kept, and another rollback
    returns to it. Where the manifest is damaged, the generation that it named answers again.
    """
    from index.rollback import rollback as roll_back
    from index.store import Store

    done = roll_back(Store(index_directory))
    if as_json:
        print_json(
            {
                "generation": done.current.number,
                "articles": done.current.articles,
                "committed": done.current.committed,
                "left": done.left.number if done.left else None,
                "left_kept": done.kept,
            }
        )
        return
    message(
        "generation {generation} answers again: {articles}, committed {committed}",
        generation=str(done.current.number),
        articles=counted(done.current.articles, "article"),
        committed=done.current.committed,
    )
    if done.left is None:
        message("the manifest was damaged; its copy took its place")
        return
    message(
        "generation {generation} is kept until the next `bahith index`; another rollback "
        "returns to it"
        if done.kept
        else "generation {generation} was damaged and is removed",
        generation=str(done.left.number),
    )

"""The command line: one module a command, what they share in `common`."""

from __future__ import annotations

import click

from web.cli.analyze import analyze
from web.cli.common import Commands
from web.cli.evaluate import evaluate
from web.cli.index import index
from web.cli.search import search
from web.cli.serve import serve
from web.cli.stats import stats

__all__ = ["main"]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bahith")
def main() -> None:
    """Index archives of Arabic articles and search them.

    Exit codes: 0 done, 1 nothing found, 2 error, 3 locked by another writer, 4 index damaged.
    Results go to standard output; progress and messages go to standard error.
    """


for command in (index, search, analyze, evaluate, serve, stats):
    main.add_command(command)
main.add_command(index, "reindex")

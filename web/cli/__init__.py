"""The command line: one module a command, what they share in `common`."""

from __future__ import annotations

import io
import os
import sys

import click

from web.cli.analyze import analyze
from web.cli.backup import backup, restore
from web.cli.common import Commands
from web.cli.delete import delete
from web.cli.evaluate import evaluate
from web.cli.help import speak
from web.cli.index import index
from web.cli.log import log
from web.cli.messages import language_option
from web.cli.rollback import rollback
from web.cli.search import search
from web.cli.serve import serve
from web.cli.stats import stats
from web.cli.verify import verify
from web.cli.watch import watch

__all__ = ["main"]


@language_option
@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bahith")
def main() -> None:
    """Index archives of Arabic articles and search them.

    Exit codes: 0 done, 1 nothing found, 2 error, 3 locked by another writer, 4 index damaged,
    130 interrupted, 141 whoever read the results stopped reading.
    Results go to standard output; progress and messages go to standard error.
    """
    # Before numpy is imported: nothing here multiplies matrices, and the threads that stand by for
    # it would keep a core busy for a tenth of a second.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Names of files can hold bytes that are no text. In JSON such an escape is read back as it was.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


for command in (
    index,
    search,
    analyze,
    evaluate,
    serve,
    log,
    stats,
    verify,
    rollback,
    backup,
    restore,
    delete,
    watch,
):
    main.add_command(command)
main.add_command(index, "reindex")
speak()

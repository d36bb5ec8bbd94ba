"""`bahith verify`: compare every file of the index with what was written."""

from __future__ import annotations

from pathlib import Path

import click

from index.message import Message, as_message
from web.cli.common import Exit, counted, index_option, json_option, message, print_json
from web.cli.messages import said

__all__ = ["verify"]


@click.command()
@index_option
@json_option
@click.pass_context
def verify(ctx: click.Context, /, *, index_directory: Path, as_json: bool) -> None:
    """Name every damaged, missing or foreign file of the index.

    All files of all generations that are kept are read. Exit code 4 says that something is
    wrong. Searching and indexing may go on meanwhile.
    """
    from index.store import Store
    from index.verify import verify as check

    found = check(Store(index_directory))
    if as_json:
        print_json(
            {
                "sound": found.is_sound,
                "generations": found.generations,
                "files": found.files,
                "bytes": found.size,
                "findings": [{**f._asdict(), "path": str(f.path)} for f in found.findings],
            }
        )
    else:
        for finding in found.findings:
            click.echo(
                said(
                    "{kind}: {path} {reason}",
                    kind=Message(finding.kind.value),
                    path=str(finding.path),
                    reason=as_message(finding.reason),
                )
            )
        message(
            "generations {generations}: {files}, {size} bytes read; {outcome}",
            generations=", ".join(map(str, found.generations)) or Message("none"),
            files=counted(found.files, "file"),
            size=found.size,
            outcome=Message("all as written" if found.is_sound else "the index is damaged"),
        )
    if not found.is_sound:
        ctx.exit(Exit.DAMAGED)

"""`bahith serve`: the search page on a production server."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from index.errors import IndexMissing, IndexOutdated
from web.cli.common import index_option, message, warn
from web.cli.messages import said
from web.cli.records import log_options

__all__ = ["serve"]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    help="Processes that answer; one a core, at most 4, where none is named. One with --metrics or "
    "--query-log, which are kept by one process.",
)
@click.option("--metrics", is_flag=True, help="Show counts and times at /metrics, to everybody.")
@click.option(
    "--query-log",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write searches to this file, without who asked; see `bahith log`.",
)
@index_option
@log_options
def serve(  # noqa: PLR0913 - one parameter an option
    *,
    host: str,
    port: int,
    processes: int | None,
    metrics: bool,
    query_log: Path | None,
    index_directory: Path,
) -> None:
    """Serve the search page until interrupted.

    A new index is noticed while serving; there is no need to restart after `bahith index`.
    """
    from index.store import Store
    from search.service import Service
    from web.app import create_app
    from web.config import WebConfig
    from web.processes import ServerProcesses, usual_processes
    from web.server import serve as serve_forever

    if processes is not None and processes > 1 and (metrics or query_log):
        raise click.UsageError(
            said("--metrics and --query-log are kept by one process; leave --processes out")
        )
    service = Service(Store(index_directory))
    # `systemctl stop` and `docker stop` end the server as Ctrl-C does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        service.ready()
    except (IndexMissing, IndexOutdated) as error:
        warn(
            "{error}\nserving all the same; the page answers once there is one",
            error=error,
        )
    config = WebConfig(metrics=metrics, query_log=query_log)
    if processes is None:
        processes = 1 if metrics or query_log else usual_processes()
    if processes == 1:
        serve_forever(create_app(service, config), host, port, on_ready=_tell)
        return
    # Each process opens the index for itself; the analyzer's tables are loaded and shared by now.
    service.close()
    server = ServerProcesses(
        lambda: create_app(Service(Store(index_directory)), config), host, port
    )
    _tell(server.url)
    code = server.run(
        processes,
        on_death=lambda status: warn(
            "a process of the server ended with status {status}; another takes its place",
            status=status,
        ),
    )
    sys.exit(code)


def _tell(address: str) -> None:
    message("listening on {address} (Ctrl-C stops)", address=address)

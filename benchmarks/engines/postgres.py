"""PostgreSQL: the same terms, one view, in a server of its own that listens on no network."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.documents import documents
from benchmarks.engines.base import LIMIT, MEMORY_MB, Answer, EngineMissing
from benchmarks.queries import FIELD, Kind, Query
from index.analysis import View
from index.schema import FIELDS, field_name

try:
    import psycopg
except ImportError as error:
    raise EngineMissing('pip install "psycopg[binary]"') from error

__all__ = ["Postgres"]

_TEXTS = [field_name(field, View.STEM) for field in FIELDS]
_STORED = "number, id, section, source, date, article"
_STAGING = f"""
create unlogged table staging (number integer, id text, section text, source text, date bigint,
    article text, {", ".join(f"{name} text" for name in _TEXTS)})
"""
_VECTORS = ", ".join(f"to_tsvector('simple', {name}) {name}" for name in _TEXTS)
_INDEXES = (
    f"create table articles as select {_STORED}, {_VECTORS} from staging",
    "drop table staging",
    *(f"create index on articles using gin ({name})" for name in _TEXTS),
    "create unique index on articles (id)",
    "create index on articles (date)",
    "vacuum analyze articles",
)
_RANK = f"ts_rank({FIELD}, %(match)s::tsquery) desc"
_WITHIN = "and date between %(first)s and %(last)s"
_BEST = (
    f"select number, count(*) over () from articles where {FIELD} @@ %(match)s::tsquery "
    f"{{filter}} order by {{order}} limit {LIMIT}"
)
_GROUPED = (
    f"select {{0}}, count(*) from articles where {FIELD} @@ %(match)s::tsquery "
    "group by {0} order by 2 desc limit 50"
)
_SIZE = "size.txt"
_PATIENCE = 30
"""Seconds for a server to start."""


class Postgres:
    """Index the stems of title, lead and body with GIN; ranked by `ts_rank`."""

    def __init__(self) -> None:
        self._programs = _programs()
        self._user = _user()
        self._server: subprocess.Popen[bytes] | None = None
        shown = subprocess.run(
            [self._programs / "postgres", "--version"], capture_output=True, text=True, check=True
        )
        self.version = f"PostgreSQL {shown.stdout.split()[2]}"
        self.kinds = frozenset(_MATCHES)

    def build(self, articles: Path, directory: Path) -> None:
        """Copy the terms in, then make vectors and indexes of them."""
        data = directory / "data"
        data.mkdir()
        if self._user is not None:
            os.chown(data, self._user, -1)
        options = ["--auth=trust", "--username=bench", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(
            [self._programs / "initdb", "--pgdata", data, *options],
            stdout=subprocess.DEVNULL,
            check=True,
            user=self._user,
            cwd=data,
        )
        self.open(directory)
        cursor = self._connection.cursor()
        cursor.execute(_STAGING)
        with cursor.copy("copy staging from stdin") as copy:
            for number, document in enumerate(documents(articles, [View.STEM])):
                row = (number, *document[:5], *(document.texts[name] for name in _TEXTS))
                copy.write_row(row)
        for statement in _INDEXES:
            cursor.execute(statement)
        found = cursor.execute("select pg_total_relation_size('articles')").fetchone()
        assert found is not None
        (directory / _SIZE).write_text(str(found[0]))
        self.close()

    def open(self, directory: Path) -> None:
        """Start the server and connect to it."""
        self._sockets = Path(tempfile.mkdtemp())
        if self._user is not None:
            os.chown(self._sockets, self._user, -1)
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._sockets),
            "shared_buffers": f"{MEMORY_MB}MB",
            "maintenance_work_mem": f"{MEMORY_MB}MB",
            "max_wal_size": "4GB",
        }
        data = directory / "data"
        command: list[str | Path] = [self._programs / "postgres", "-D", data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with (directory / "server.log").open("wb") as log:
            self._server = subprocess.Popen(
                command, stdout=log, stderr=log, user=self._user, cwd=data
            )
        self._connection = self._connect()

    def _connect(self) -> psycopg.Connection:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                return psycopg.connect(
                    host=str(self._sockets), user="bench", dbname="postgres", autocommit=True
                )
            except psycopg.OperationalError:
                assert self._server is not None
                if self._server.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def ask(self, kind: Kind, query: Query) -> Answer:
        """Answer a query: the count comes with the top ten, a facet with a statement each."""
        values = {
            "match": _MATCHES[kind](query.words),
            "first": query.first,
            "last": query.last,
        }
        if kind is Kind.FACETS:
            for name in ("section", "source"):
                self._connection.execute(_GROUPED.format(name), values).fetchall()
        within = _WITHIN if kind is Kind.DATES else ""
        order = "date desc" if kind is Kind.NEWEST else _RANK
        rows = self._connection.execute(_BEST.format(filter=within, order=order), values).fetchall()
        return Answer(rows[0][1] if rows else 0, tuple(number for number, _ in rows))

    def size(self, directory: Path) -> int:
        """Return the bytes of the table and its indexes, without the server's own tables."""
        return int((directory / _SIZE).read_text())

    def close(self) -> None:
        """Stop the server."""
        if self._server is not None:
            # The server's fast way out: it does not wait for who is still connected.
            self._server.send_signal(signal.SIGINT)
            self._server.wait()
            self._server = None
            shutil.rmtree(self._sockets, ignore_errors=True)


def _programs() -> Path:
    """Return the directory of the server's programs; Debian keeps them off the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = debian[-1:] or [Path(path) for path in [shutil.which("initdb")] if path]
    if not found:
        raise EngineMissing("apt install postgresql")
    return found[0].parent


def _user() -> int | None:
    """Return who runs the server, which refuses to be run by root; None is who runs this."""
    if os.geteuid():
        return None
    try:
        return pwd.getpwnam("postgres").pw_uid
    except KeyError:
        raise EngineMissing("a user named postgres, or to be run by another than root") from None


def _joined(operator: str) -> Callable[[tuple[str, ...]], str]:
    return lambda words: operator.join(f"'{word}'" for word in words)


_word = _joined("")

_MATCHES: Mapping[Kind, Callable[[tuple[str, ...]], str]] = {
    Kind.RARE: _word,
    Kind.FREQUENT: _word,
    Kind.AND: _joined(" & "),
    Kind.OR_2: _joined(" | "),
    Kind.OR_5: _joined(" | "),
    Kind.PHRASE: _joined(" <-> "),
    Kind.FREQUENT_PHRASE: _joined(" <-> "),
    Kind.PREFIX: lambda words: f"'{words[0]}':*",
    Kind.DATES: _word,
    Kind.FACETS: _word,
    Kind.NEWEST: _word,
}
"""What full-text search can be asked there."""

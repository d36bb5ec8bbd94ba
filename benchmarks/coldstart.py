"""Cold start: the time from nothing to a first answer, and the memory of a server that answered.

    python -m benchmarks.coldstart INDEX

Every time is that of a new process, with files in the page cache as on a server that restarts: by
the clock, and of the processor, which other work on the machine does not change much.
Memory is what the kernel says no other process shares (`smaps_rollup`, so Linux), in two parts:
what the process has written, and pages of the index that it has read. Those are in the page cache
anyway; the kernel takes them back when it needs room, and counts them as unshared only as long as
no second process reads the same index.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import AS_INSTALLED
from benchmarks.report import write_section

__all__ = ["main"]

ROUNDS = 7
QUERIES = 1_000
SEED = 20240131

_PROCESS = """
import json, random, sys, time
started = time.perf_counter(), time.process_time()
from pathlib import Path
from index.store import Store
from search.request import Request
from search.service import Service
imported = time.perf_counter(), time.process_time()
service = Service(Store(Path(sys.argv[1])))
count = service.count()
opened = time.perf_counter(), time.process_time()
service.search(Request(sys.argv[3]))
answered = time.perf_counter(), time.process_time()
chance = random.Random(int(sys.argv[4]))
with service._current.borrow() as snapshot, snapshot.searcher() as searcher:
    numbers = [chance.randrange(searcher.doc_count_all()) for _ in range(int(sys.argv[2]))]
    titles = [json.loads(searcher.stored_fields(number)["article"])["title"] for number in numbers]
for title in titles:
    words = title.split()
    at = chance.randrange(max(len(words) - 1, 1))
    service.search(Request(" ".join(words[at : at + chance.randint(1, 3)])))
kept = dict(
    line.split()[:2]
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines()
    if line.startswith("Private_")
)
print(json.dumps({
    "articles": count, "written_mb": int(kept["Private_Dirty:"]) / 1024,
    "mapped_mb": int(kept["Private_Clean:"]) / 1024,
    "import": [b - a for a, b in zip(started, imported)],
    "open": [b - a for a, b in zip(imported, opened)],
    "answer": [b - a for a, b in zip(opened, answered)],
}))
"""


def main() -> None:
    """Measure, and write the table into `benchmarks/README.md`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path, help="what `bahith index --index` wrote")
    parser.add_argument("--query", default="وزارة التعليم", help="the first query")
    arguments = parser.parse_args()
    rows = [_served(arguments.index, 0, arguments.query) for _ in range(ROUNDS)]
    command = [str(Path(sys.executable).with_name("bahith")), "search", arguments.query]
    whole = [_process([*command, "--index", str(arguments.index)]) for _ in range(ROUNDS)]
    bare = [_process([sys.executable, "-c", "pass"]) for _ in range(ROUNDS)]
    server = _served(arguments.index, QUERIES, arguments.query)
    lines = [
        f"Measured {time.strftime('%Y-%m-%d', time.gmtime())}, {server.articles:,} articles, "
        f"{os.cpu_count()} cores; the least of {ROUNDS} processes.",
        "",
        "| step | ms by the clock | ms of the processor |",
        "|---|---|---|",
        _row("starting Python", bare),
        _row("importing", [row.steps["import"] for row in rows]),
        _row("opening the index", [row.steps["open"] for row in rows]),
        _row("the first answer", [row.steps["answer"] for row in rows]),
        _row("`bahith search` as a whole", whole),
        "",
        "| unshared memory, MB | written | pages of the index |",
        "|---|---|---|",
        f"| after one answer | {rows[0].written_mb:.0f} | {rows[0].mapped_mb:.0f} |",
        f"| after {QUERIES:,} more | {server.written_mb:.0f} | {server.mapped_mb:.0f} |",
    ]
    write_section("coldstart", lines)
    print("\n".join(lines))


class _Served(NamedTuple):
    """Hold what a process measured of itself.

    Args:
        articles: How many the index has.
        written_mb: The unshared memory that it has written, in units of 2²⁰ bytes.
        mapped_mb: The unshared pages of files, likewise.
        steps: Seconds by the clock and of the processor of each step.
    """

    articles: int
    written_mb: float
    mapped_mb: float
    steps: dict[str, tuple[float, float]]


def _row(name: str, seconds: list[tuple[float, float]]) -> str:
    clock, processor = (min(column) * 1000 for column in zip(*seconds, strict=True))
    return f"| {name} | {clock:.0f} | {processor:.0f} |"


def _served(index: Path, queries: int, first: str) -> _Served:
    command = [sys.executable, "-c", _PROCESS, str(index), str(queries), first, str(SEED)]
    printed = subprocess.run(
        command, check=True, capture_output=True, text=True, env=AS_INSTALLED
    ).stdout
    row = json.loads(printed)
    return _Served(row.pop("articles"), row.pop("written_mb"), row.pop("mapped_mb"), row)


def _process(command: list[str]) -> tuple[float, float]:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=AS_INSTALLED)
    taken = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()

"""The process of one engine: it builds, or it answers what it is asked line by line.

    python -m benchmarks.worker build ENGINE ARTICLES DIRECTORY
    python -m benchmarks.worker ask ENGINE QUERIES DIRECTORY

Each line in and out is a JSON object. It needs no more than the standard library and the engine.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from benchmarks.engines import load
from benchmarks.engines.base import Engine, EngineMissing
from benchmarks.queries import Kind, Query, read_queries


def _say(row: dict[str, object]) -> None:
    print(json.dumps(row), flush=True)


def _build(engine: Engine, articles: Path, directory: Path) -> None:
    started = time.perf_counter()
    engine.build(articles, directory)
    seconds = time.perf_counter() - started
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    _say(
        {
            "seconds": seconds,
            "processor": sum(usage.ru_utime + usage.ru_stime for usage in usages),
            "peak": _kilobytes("/proc/self/status", "VmHWM"),
            "size": engine.size(directory),
        }
    )


def _answer(engine: Engine, queries: dict[Kind, list[Query]]) -> None:
    for line in sys.stdin:
        order = json.loads(line)
        if "kind" in order:
            kind = Kind(order["kind"])
            _say(_round(engine, kind, queries[kind], order["seconds"]))
        else:
            _say(_memory())


def _round(engine: Engine, kind: Kind, queries: Sequence[Query], most: float) -> dict[str, object]:
    """Ask the queries of a class once each, as many as there is time for."""
    seconds: list[float] = []
    counts: list[int | None] = []
    refusals: list[str] = []
    end = time.perf_counter() + most
    for query in queries:
        started = time.perf_counter()
        try:
            counts.append(engine.ask(kind, query).total)
        except Exception as error:  # noqa: BLE001 - engines refuse in many ways; it is told
            counts.append(None)
            refusals.append(f"{' '.join(query.words)}: {error!r}")
        seconds.append(time.perf_counter() - started)
        if time.perf_counter() > end:
            break
    return {"seconds": seconds, "counts": counts, "refusals": refusals}


def _memory() -> dict[str, object]:
    """Return what the process holds, mapped files apart, where the system tells it."""
    return {"unshared": _kilobytes("/proc/self/smaps_rollup", "Anonymous")}


def _kilobytes(path: str, name: str) -> int | None:
    """Return a figure that Linux gives in kilobytes, as bytes; elsewhere None.

    `ru_maxrss` is not used: on Linux it begins with what the parent held at the fork.
    """
    with suppress(OSError):
        for line in Path(path).read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
    return None


def main() -> None:
    """Do what the command line says."""
    what, name, given, directory = sys.argv[1:]
    # The end of the other side ends this one in good order, with every server that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        engine = load(name)
    except EngineMissing as error:
        _say({"missing": str(error)})
        return
    _say({"version": engine.version, "kinds": sorted(engine.kinds)})
    try:
        if what == "build":
            _build(engine, Path(given), Path(directory))
        else:
            engine.open(Path(directory))
            _say({"open": True})
            _answer(engine, read_queries(Path(given)))
    finally:
        if what == "ask" or name == "postgres":
            engine.close()


if __name__ == "__main__":
    main()

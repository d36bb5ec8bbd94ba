"""Timed rounds: every engine is asked a class right after the others, so that ratios hold."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import cast

from benchmarks.engines import AGREEING
from benchmarks.processes import OverTime, Worker, WorkerFailed
from benchmarks.queries import EXACT_KINDS, Kind, Query
from benchmarks.results import Asked, EngineResult

__all__ = ["ask_all", "disagreements"]

ROUNDS = 6
"""The first one warms up, and counts only where it was the fastest."""

CLASS_SECONDS = 6.0
"""An engine that is so slow in a class is asked fewer of its queries, or fewer rounds."""

_PATIENCE = 120.0
"""Seconds for one query, past which the engine's process is ended."""

_START = 60.0


def ask_all(
    engines: dict[str, EngineResult],
    queries: dict[Kind, list[Query]],
    given: Path,
    work: Path,
    heard: Callable[[Kind], None],
) -> None:
    """Ask all engines the queries of all classes and keep what they took.

    Args:
        engines: What is known of each; it is filled in.
        queries: Those of each class.
        given: The file with them.
        work: Holds a directory with an index an engine.
        heard: Called after each class.
    """
    workers: dict[str, tuple[Worker, frozenset[Kind]]] = {}
    try:
        for name, engine in engines.items():
            try:
                workers[name] = _start(name, given, work)
            except (OverTime, WorkerFailed) as error:
                engine.left_out = f"opening {error}"
        for kind in Kind:
            for _ in range(ROUNDS) if queries.get(kind) else ():
                for name, (worker, kinds) in list(workers.items()):
                    if kind not in kinds:
                        continue
                    asked = engines[name].asked.setdefault(kind, Asked())
                    try:
                        _round(worker, kind, asked)
                    except (OverTime, WorkerFailed) as error:
                        worker.end()
                        asked.refusals.append(str(error))
                        # It goes on with the next class.
                        workers[name] = _start(name, given, work)[0], kinds - {kind}
            heard(kind)
        for name, (worker, _) in workers.items():
            with suppress(OverTime, WorkerFailed):
                engines[name].unshared = cast(int | None, worker.ask({}, _START)["unshared"])
    finally:
        for worker, _ in workers.values():
            worker.end()


def _start(name: str, given: Path, work: Path) -> tuple[Worker, frozenset[Kind]]:
    worker = Worker("ask", name, given, work / name)
    kinds = cast(list[str], worker.hear(_START)["kinds"])
    worker.hear(_START)
    return worker, frozenset(map(Kind, kinds))


def _round(worker: Worker, kind: Kind, asked: Asked) -> None:
    left = CLASS_SECONDS - asked.spent
    if left <= 0:
        return
    said = worker.ask({"kind": kind, "seconds": left}, left + _PATIENCE)
    asked.add(
        cast(list[float], said["seconds"]),
        cast(list[int | None], said["counts"]),
        cast(list[str], said["refusals"]),
    )


def disagreements(engines: dict[str, EngineResult], queries: dict[Kind, list[Query]]) -> list[str]:
    """Return where two engines found different numbers of articles with the same terms.

    Args:
        engines: What they found.
        queries: What they were asked.
    """
    found: list[str] = []
    names = [name for name in AGREEING if name in engines]
    for kind in [kind for kind in Kind if kind in EXACT_KINDS]:
        counts = {
            name: engines[name].asked[kind].counts for name in names if kind in engines[name].asked
        }
        for one, two in combinations(counts, 2):
            # Slow engines were asked fewer; those of a refused query tell nothing.
            rows = zip(queries[kind], counts[one], counts[two], strict=False)
            found += [
                f"{kind.value} «{' '.join(query.words)}»: {one} {first}, {two} {second}"
                for query, first, second in rows
                if None not in (first, second) and first != second
            ]
    return found

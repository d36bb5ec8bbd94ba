"""Measure Bahith beside other engines, on the same articles and the same terms, in one run.

    python -m benchmarks.peers CORPUS [CORPUS …] [--sizes 10000 40000 400000] [--work DIR]

Each engine builds in a process of its own, one after the other, and answers in another. What was
measured is printed and kept in DIR (`var/bench`) as it comes; the tables and the chart of growth
are written into `benchmarks/` at the end. The exit status is 1 where engines that mean the same
by a query count differently.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from benchmarks.corpus import read_corpora, write_sample
from benchmarks.engines import ENGINES
from benchmarks.growth import chart
from benchmarks.processes import AS_INSTALLED, ROOT, OverTime, Worker, WorkerFailed
from benchmarks.queries import Kind, Query, write_queries
from benchmarks.report import write_section
from benchmarks.results import EngineResult, SizeResult, save
from benchmarks.rounds import ask_all, disagreements
from benchmarks.selection import select
from benchmarks.tables import class_row, size_section
from benchmarks.verdict import verdicts
from index.analysis import View
from index.article import Article
from index.columnar.arrayfile import ArrayFile
from index.columnar.segment import SEGMENT
from index.schema import FIELDS, field_name

SIZES = (10_000, 40_000)
CHART = Path(__file__).with_name("growth.svg")
_START = 60.0
_COLD_RUNS = 5

_COLD = """
import sys
from pathlib import Path
from index.store import Store
from search.request import Request
from search.service import Service
print(Service(Store(Path(sys.argv[1]))).search(Request(sys.argv[2])).total)
"""


def _say(line: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {line}", file=sys.stderr, flush=True)


class _Run:
    """Measure one size after the other."""

    def __init__(self, names: Sequence[str], work: Path) -> None:
        self._names = names
        self._work = work
        self.results: list[SizeResult] = []

    def measure(self, articles: list[Article], queries: dict[Kind, list[Query]], size: int) -> None:
        """Build, ask, compare and forget the indexes of one size."""
        room = self._work / str(size)
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(parents=True)
        given, asked = room / "articles.jsonl", room / "queries.json"
        sample = write_sample(articles, size, given)
        write_queries(asked, queries)
        before = self.results[-1] if self.results else None
        result = SizeResult(*sample)
        self.results.append(result)
        _say(f"{size:,} articles, {sample.size / 1e6:.1f} MB of text")
        for name in self._names:
            result.engines[name] = self._build(name, given, room / name, size, before)
            save(self.results, self._work / "peers.json")
            if reason := result.engines["bahith"].left_out:
                sys.exit(f"Bahith cannot be measured: {reason}")
        result.grams = _bytes_of_grams(room / "bahith")
        result.cold = _cold(room / "bahith", queries[Kind.SERVICE][0])
        engines = result.measured
        ask_all(engines, queries, asked, room, lambda kind: self._heard(engines, kind))
        result.disagreements = disagreements(engines, queries)
        for line in (*result.disagreements, *map(str, verdicts(result))):
            _say(line)
        save(self.results, self._work / "peers.json")
        shutil.rmtree(room)

    def _heard(self, engines: dict[str, EngineResult], kind: Kind) -> None:
        _say(class_row(engines, kind))
        for name, found in engines.items():
            if kind in found.asked and found.asked[kind].refusals:
                _say(f"{name} refused: {found.asked[kind].refusals[0]}")
        save(self.results, self._work / "peers.json")

    def _build(
        self, name: str, given: Path, directory: Path, size: int, before: SizeResult | None
    ) -> EngineResult:
        found = EngineResult()
        earlier = before.engines.get(name) if before else None
        if before and earlier:
            if earlier.left_out:
                return EngineResult(earlier.version, earlier.left_out)
            expected = earlier.seconds * size / before.articles
            if expected > ENGINES[name].patience:
                found.left_out = f"at its rate it would build for {expected:,.0f} s"
                return found
        directory.mkdir()
        worker = Worker("build", name, given, directory, watched=True)
        try:
            hello = worker.hear(_START)
            if "missing" in hello:
                found.left_out = f"not installed: {hello['missing']}"
                return found
            found.version = cast(str, hello["version"])
            said = cast(dict[str, float], worker.hear(ENGINES[name].patience * 1.5))
        except (OverTime, WorkerFailed) as error:
            found.left_out = f"building {error}"
            return found
        finally:
            worker.end()
            if found.left_out:
                _say(f"{name} is left out: {found.left_out}")
        found.seconds, found.processor = said["seconds"], said["processor"]
        found.size = int(said["size"])
        found.peak = max(worker.peak, int(said["peak"] or 0))
        _say(
            f"{found.version}: {found.seconds:.1f} s, {size / found.seconds:,.0f} articles/s, "
            f"{found.size / 1e6:.1f} MB, peak {found.peak / 1e6:.0f} MB"
        )
        return found


def _bytes_of_grams(directory: Path) -> int:
    """Return the bytes of the arrays that only the gram view has."""
    names = tuple(f"{field_name(field, View.GRAM)}." for field in FIELDS)
    return sum(
        entry.end - entry.offset
        for path in directory.rglob(f"*.{SEGMENT}")
        for name, entry in ArrayFile(path, SEGMENT)._entries.items()
        if name.startswith(names)
    )


def _cold(directory: Path, query: Query) -> float:
    """Return the seconds from starting a process to the end of its first answer."""
    taken = []
    for _ in range(_COLD_RUNS):
        started = time.perf_counter()
        command = [sys.executable, "-c", _COLD, str(directory), " ".join(query.words)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=AS_INSTALLED)
        taken.append(time.perf_counter() - started)
    return min(taken)


def _lines(results: Sequence[SizeResult]) -> list[str]:
    lines = [
        f"Measured {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores.",
    ]
    for result in results:
        lines += ["", *size_section(result), "", *(f"- {verdict}" for verdict in verdicts(result))]
    return lines


def main() -> None:
    """Measure what the command line names, and write tables and chart."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--work", type=Path, default=Path("var/bench"))
    parser.add_argument("--engines", nargs="+", choices=[*ENGINES], default=[*ENGINES])
    options = parser.parse_args()
    # Ended from outside, it still ends the processes of the engines.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    names = ["bahith", *(name for name in options.engines if name != "bahith")]
    options.work.mkdir(parents=True, exist_ok=True)
    articles = read_corpora(options.corpus)
    queries = select(articles)
    run = _Run(names, options.work.absolute())
    for size in sorted(options.sizes):
        run.measure(articles, queries, size)
        (options.work / "peers.md").write_text("\n".join(_lines(run.results)) + "\n", "utf-8")
    write_section("peers", _lines(run.results), "peers.md")
    CHART.write_text(chart(run.results), "utf-8")
    print("\n".join(_lines(run.results)))
    if any(result.disagreements for result in run.results):
        sys.exit("engines count differently; see above")


if __name__ == "__main__":
    main()

"""Measure what each part of analysis and ranking is worth, and what was tried beside it.

    python -m benchmarks.experiments FOLDER [FOLDER …]

Folders are as for `benchmarks.relevance`. Every variant is measured in a process of its own, all
in one run, and the table goes into `relevance.md`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import process_time
from typing import NamedTuple

from benchmarks.relevance import read_set
from benchmarks.report import write_section
from benchmarks.variants import SHIPPED, VARIANTS
from index.build import build
from index.store import Store
from search.relevance import answer, mean, measure
from search.service import Service

MEASURE = "nDCG@10"
DEPTH = 10


class Measured(NamedTuple):
    """Hold what a variant came to.

    Args:
        values: The measure on each set.
        size: Bytes of all the indexes.
        milliseconds: Processor time of a query, on average.
    """

    values: list[float]
    size: int
    milliseconds: float


def measure_variant(number: int, folders: Sequence[Path]) -> Measured:
    """Index and ask every set with one variant in force.

    Args:
        number: The variant's.
        folders: The sets.
    """
    values, size, queries, seconds = [], 0, 0, 0.0
    with VARIANTS[number].change, tempfile.TemporaryDirectory() as directory:
        for folder in folders:
            judged = read_set(folder)
            store = Store(Path(directory) / folder.name)
            build([folder / "docs.jsonl"], store)
            files = (path for path in store.directory.rglob("*") if path.is_file())
            size += sum(path.stat().st_size for path in files)
            service = Service(store)
            started = process_time()
            run = answer(service, judged.queries, DEPTH).run
            seconds += process_time() - started
            queries += len(judged.queries)
            values.append(mean(measure(run, judged.qrels))[MEASURE])
            service.close()
    return Measured(values, size, seconds / queries * 1000)


def _in_own_process(number: int, folders: Sequence[Path]) -> Measured:
    # Analysers and tables are made once a process: a change of analysis needs a new one.
    command = [sys.executable, "-m", "benchmarks.experiments", f"--variant={number}"]
    done = subprocess.run([*command, *map(str, folders)], check=True, stdout=subprocess.PIPE)
    measured = Measured(*json.loads(done.stdout))
    variant = VARIANTS[number]
    print(f"{variant.group}: {variant.name} {measured}", file=sys.stderr, flush=True)
    return measured


def rows(folders: Sequence[Path]) -> list[str]:
    """Measure every variant and return the table.

    Args:
        folders: The sets.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(
            pool.map(lambda number: _in_own_process(number, folders), range(len(VARIANTS)))
        )
    shipped = found[0]
    names = " | ".join(folder.resolve().name for folder in folders)
    table = [
        f"| what (as shipped) | instead | {names} | mean | index | query |",
        "|---|---|" + "---|" * (len(folders) + 3),
    ]
    for variant, measured in zip(VARIANTS, found, strict=True):
        if variant.group == SHIPPED:
            cells = [f"{value:.4f}" for value in measured.values]
            cost = [f"{measured.size / 1e6:.1f} MB", f"{measured.milliseconds:.1f} ms"]
            average = f"{sum(measured.values) / len(folders):.4f}"
        else:
            pairs = zip(measured.values, shipped.values, strict=True)
            differences = [mine - other for mine, other in pairs]
            cells = [f"{difference:+.4f}" for difference in differences]
            average = f"{sum(differences) / len(folders):+.4f}"
            cost = [
                f"{measured.size / shipped.size - 1:+.0%}",
                f"{measured.milliseconds / shipped.milliseconds - 1:+.0%}",
            ]
        table.append(f"| {' | '.join([variant.group, variant.name, *cells, average, *cost])} |")
    return table


def main() -> None:
    """Measure every variant on every set and write the table, or one and print it as JSON."""
    arguments = sys.argv[1:]
    chosen = [name for name in arguments if name.startswith("--variant=")]
    folders = [Path(name) for name in arguments if name not in chosen]
    if not folders:
        sys.exit(__doc__)
    if chosen:
        print(json.dumps(measure_variant(int(chosen[0].partition("=")[2]), folders)))
        return
    lines = [
        f"Measured {datetime.now(UTC):%Y-%m-%d} with Bahith {version('bahith')} in one run: "
        f"{MEASURE}, differences to what is shipped.",
        "",
        *rows(folders),
    ]
    write_section("experiments", lines, "relevance.md")
    print("\n".join(lines))


if __name__ == "__main__":
    main()

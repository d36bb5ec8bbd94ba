"""Measure the analysis of a corpus, as arrays ready for inversion, beside splitting it alone.

    python -m benchmarks.analysis CORPUS [CORPUS …]

One core, processor time, the least of three runs. Each step is a process of its own, so no table
is warm, and both see the same texts in the same order.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.report import write_section

RUNS = 3

_ONE_CORE = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
"""As `bahith` runs: threads of numpy that stand by would count as time of the processor."""

_BATCH = 1 << 20
"""Characters that the writer has analysed at once."""


def texts_of(corpus: Path) -> list[str]:
    """Return the texts that an index of a corpus holds.

    Args:
        corpus: A file that the readers take.
    """
    from index.analysis import View
    from index.article import Article
    from index.readers import read
    from index.schema import FIELDS, article_fields, field_name

    values = (article_fields(item, "") for item in read(corpus) if isinstance(item, Article))
    return [str(value[field_name(part, View.EXACT)]) for value in values for part in FIELDS]


def split(texts: list[str]) -> dict[str, float]:
    """Find the words of texts with the plainest pattern, and nothing else.

    Args:
        texts: The texts.

    Returns:
        How many there are, and the seconds that it took.
    """
    find = re.compile(r"\w+").findall
    started = time.process_time()
    words = sum(len(find(text)) for text in texts)
    return {"words": words, "seconds": time.process_time() - started}


def analyse(texts: list[str]) -> dict[str, float]:
    """Make the arrays of all views of texts, from cold tables.

    Args:
        texts: The texts.

    Returns:
        Words, distinct written words, articles' parts, and the seconds that loading the tables
        and analysing took.
    """
    from index.analysis import Analyzer, View
    from index.columnar.words import WordTable

    started = time.process_time()
    table = WordTable(Analyzer())
    loaded = time.process_time()
    words = 0
    for batch in _batches(texts):
        numbers, _ = table.words(batch)
        words += len(numbers)
    for view in View:
        table.entries(view)
    table.places()
    done = time.process_time()
    return {
        "words": words,
        "distinct": len(table),
        "seconds": done - loaded,
        "load": loaded - started,
    }


def _batches(texts: list[str]) -> Iterator[list[str]]:
    batch, letters = [], 0
    for text in texts:
        batch.append(text)
        letters += len(text)
        if letters >= _BATCH:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


STEPS: dict[str, Callable[[list[str]], dict[str, float]]] = {"split": split, "analyse": analyse}


def _least(step: str, texts: Path) -> dict[str, float]:
    """Run a step in fresh processes; return the least of each number."""
    command = [sys.executable, "-m", "benchmarks.analysis", f"--step={step}", str(texts)]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, env=_ONE_CORE).stdout)
        for _ in range(RUNS)
    ]
    return {name: min(run[name] for run in runs) for name in runs[0]}


def measure(corpus: Path) -> str:
    """Measure one corpus and return its row of the table.

    Args:
        corpus: A file that the readers take.
    """
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.json"
        texts.write_text(json.dumps(texts_of(corpus)), "utf-8")
        plain, analysed = _least("split", texts), _least("analyse", texts)
    return (
        f"| {corpus.name} | {analysed['words']:,} | {analysed['distinct']:,} "
        f"| {plain['seconds']:.2f} | {analysed['seconds']:.2f} "
        f"| **{analysed['seconds'] / plain['seconds']:.2f}** | {analysed['load'] * 1000:.0f} |"
    )


def main() -> None:
    """Measure the corpora named on the command line and write the table."""
    arguments = sys.argv[1:]
    if not arguments:
        sys.exit(__doc__)
    if arguments[0].startswith("--step="):
        step, file = arguments
        texts = json.loads(Path(file).read_text("utf-8"))
        print(json.dumps(STEPS[step.removeprefix("--step=")](texts)))
        return
    lines = [
        f"Measured {datetime.now(UTC):%Y-%m-%d} with Bahith {version('bahith')}, "
        f"numpy {version('numpy')}; the least of {RUNS} runs.",
        "",
        "| corpus | words | distinct | `findall`, s | analysis, s | × | loading tables, ms |",
        "|---|---|---|---|---|---|---|",
        *(measure(Path(name)) for name in arguments),
    ]
    write_section("analysis", lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()

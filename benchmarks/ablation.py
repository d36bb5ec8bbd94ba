"""Measure what each part of the ranking is worth, by leaving it out.

    python -m benchmarks.ablation FOLDER [FOLDER …]

Folders are as for `benchmarks.relevance`. All variants are measured in one run.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from unittest.mock import patch

from benchmarks.relevance import measure_bahith, read_set
from benchmarks.report import write_section
from index.analysis import View
from search import coverage, parser, rank
from search.relevance import mean

MEASURE = "nDCG@10"

VARIANTS: Mapping[str, AbstractContextManager[object]] = {
    "all": nullcontext(),
    "without letter grams": patch.dict(rank._VIEW_WEIGHTS, {View.GRAM: 0.0}),
    "without the exact view": patch.dict(rank._VIEW_WEIGHTS, {View.EXACT: 0.0}),
    "without coverage": patch.object(coverage, "_POWER", 0.0),
    "questions require all words": patch.object(parser, "_describes", lambda _: False),
}


def main() -> None:
    """Measure every variant on every set and write the table."""
    folders = [Path(name) for name in sys.argv[1:]]
    if not folders:
        sys.exit(__doc__)
    sets = [read_set(folder) for folder in folders]
    names = [folder.resolve().name for folder in folders]
    lines = [f"| {MEASURE} | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for name, variant in VARIANTS.items():
        print(f"measuring {name} …", file=sys.stderr)
        with variant:
            values = [mean(measure_bahith(judged))[MEASURE] for judged in sets]
        lines.append(f"| {name} | {' | '.join(f'{value:.4f}' for value in values)} |")
    write_section("ablation", lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()

"""Packing: the size of bit-packed postings and the time to read them, beside flat arrays.

    python -m benchmarks.packing INDEX

A flat array has four bytes a document, one a frequency and two a position, the fewest whole bytes
that hold nearly all of them. Both are read into new arrays of 32-bit numbers, processor time, the
least of several runs, over the most frequent terms of the largest segment.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.report import write_section
from index.columnar.bits import UInt32s
from index.columnar.layout import LAYOUT
from index.columnar.segment import Segment
from index.columnar.textfield import TextField
from index.store import Store

__all__ = ["main"]

RUNS = 20
TERMS = 50

_FLAT = {"docs": np.uint32, "freqs": np.uint8, "positions": np.uint16}
"""The type of a flat array of each kind of number."""

_READ: dict[str, Callable[[TextField, int], UInt32s]] = {
    "docs": TextField.docs,
    "freqs": TextField.freqs,
    "positions": TextField.positions,
}


def main() -> None:
    """Measure, and write the table into `benchmarks/README.md`."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with Store(Path(sys.argv[1])).open().searcher() as searcher:
        segments = [leaf.reader().segment().data for leaf, _ in searcher.leaf_searchers()]
    lines = [
        "| numbers | how many | MB packed | MB flat | ns a number packed | ns flat |",
        "|---|---|---|---|---|---|",
        *(_row(segments, kind) for kind in _FLAT),
    ]
    write_section("packing", lines)
    print("\n".join(lines))


def _row(segments: list[Segment], kind: str) -> str:
    count = packed = 0
    for segment in segments:
        sizes = segment.array_sizes()
        for name, text in LAYOUT.texts.items():
            if kind == "positions" and not text.positions:
                continue
            field = segment.text(name)
            every = range(len(field.terms))
            count += (
                sum(field.frequency(term) for term in every)
                if kind == "positions"
                else int(field.doc_frequencies(every).sum())
            )
            packed += sum(sizes[f"{name}.{kind}{part}"] for part in ("", ".bits", ".places"))
    flat = count * np.dtype(_FLAT[kind]).itemsize
    largest = max(segments, key=lambda segment: segment.documents).text("body_stem")
    mine, theirs = _speed(largest, kind)
    figures = (packed / 1e6, flat / 1e6, mine, theirs)
    return f"| {kind} | {count:,} | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |"


def _speed(field: TextField, kind: str) -> tuple[float, float]:
    """Return how many nanoseconds a number takes, packed and flat."""
    counts = field.doc_frequencies(range(len(field.terms)))
    terms = np.argsort(-counts.astype(np.int64))[:TERMS].tolist()
    read = _READ[kind]
    arrays = [read(field, term).astype(_FLAT[kind]) for term in terms]
    numbers = sum(map(len, arrays))
    packed = _least(lambda: [read(field, term) for term in terms])
    flat = _least(lambda: [array.astype(np.uint32) for array in arrays])
    return packed / numbers * 1e9, flat / numbers * 1e9


def _least(run: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        started = time.process_time()
        run()
        taken.append(time.process_time() - started)
    return min(taken)


if __name__ == "__main__":
    main()

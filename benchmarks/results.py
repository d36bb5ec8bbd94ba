"""Results: what was measured of each engine at each size, kept on disk as it comes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median, quantiles

from benchmarks.queries import Kind

__all__ = ["Asked", "EngineResult", "SizeResult", "common_medians", "save"]


@dataclass(slots=True)
class Asked:
    """Hold what the queries of one class took.

    Args:
        seconds: The least of all rounds, a query.
        counts: How many articles each found; None where it was refused.
        rounds: How often all of them were asked.
        refusals: What was refused, and why.
        spent: Seconds that all rounds took.
        first: What the first round took, a query: nothing of it is in a cache of the engine yet.
    """

    seconds: list[float] = field(default_factory=list)
    counts: list[int | None] = field(default_factory=list)
    rounds: int = 0
    refusals: list[str] = field(default_factory=list)
    spent: float = 0.0
    first: list[float] = field(default_factory=list)

    @property
    def answered(self) -> bool:
        """Return whether every query that was asked got an answer."""
        return bool(self.seconds) and None not in self.counts

    @property
    def p50(self) -> float:
        """Return the median, in seconds."""
        return median(self.seconds)

    @property
    def p95(self) -> float:
        """Return the 95th percentile, in seconds."""
        if len(self.seconds) < 2:
            return self.seconds[0]
        return quantiles(self.seconds, n=20, method="inclusive")[-1]

    def add(self, seconds: list[float], counts: list[int | None], refusals: list[str]) -> None:
        """Add a round; a later one may have had time for fewer queries."""
        self.spent += sum(seconds)
        if not self.rounds:
            self.seconds, self.counts, self.refusals = seconds, counts, refusals
            self.first = seconds.copy()
        else:
            self.seconds[: len(seconds)] = map(min, seconds, self.seconds)
        self.rounds += len(seconds) == len(self.seconds)


@dataclass(slots=True)
class EngineResult:
    """Hold what was measured of one engine at one size.

    Args:
        version: What it calls itself.
        left_out: Why it was not measured, or "".
        seconds: Wall time of the build, analysis included.
        processor: Processor time of it.
        peak: Most memory of its processes, in bytes.
        size: Bytes of the index.
        unshared: Memory that its process held after all queries, mapped files apart.
        asked: What was measured a class.
    """

    version: str = ""
    left_out: str = ""
    seconds: float = 0.0
    processor: float = 0.0
    peak: int = 0
    size: int = 0
    unshared: int | None = None
    asked: dict[Kind, Asked] = field(default_factory=dict)


@dataclass(slots=True)
class SizeResult:
    """Hold what was measured at one size.

    Args:
        articles: How many articles.
        copies: How many of them are copies.
        bytes: Of text.
        grams: Bytes of Bahith's index that only the view of letter grams takes.
        cold: Seconds from starting a process to its first answer.
        engines: By name, in the order of the table.
        disagreements: Where counts that should be equal are not.
    """

    articles: int
    copies: int
    bytes: int
    grams: int = 0
    cold: float = 0.0
    engines: dict[str, EngineResult] = field(default_factory=dict)
    disagreements: list[str] = field(default_factory=list)

    @property
    def measured(self) -> dict[str, EngineResult]:
        """Return the engines that were not left out."""
        return {name: found for name, found in self.engines.items() if not found.left_out}


def common_medians(ours: Asked, theirs: Asked, *, first: bool = False) -> tuple[float, float]:
    """Return both medians over the queries that both were asked.

    Args:
        ours: One engine.
        theirs: Another one, perhaps so slow that it was asked fewer.
        first: Whether the first round counts, and not the fastest.
    """
    one, two = (asked.first if first else asked.seconds for asked in (ours, theirs))
    common = min(len(one), len(two))
    return median(one[:common]), median(two[:common])


def save(results: list[SizeResult], path: Path) -> None:
    """Write everything that was measured so far.

    Args:
        results: What was measured.
        path: Where to.
    """
    path.write_text(json.dumps([asdict(result) for result in results], indent=1), "utf-8")

"""Verdicts: what has to hold, as ratios within one run, and whether it did."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from benchmarks.queries import Kind
from benchmarks.results import EngineResult, SizeResult, common_medians

__all__ = ["Verdict", "verdicts"]

RATE_OF_WHOOSH = 12.0
SLOWEST_OF_TANTIVY = 1.5
WHOOSH_SLOW, FASTER_THAN_SLOW = 0.005, 10.0
WHOOSH_VERY_SLOW, FASTER_THAN_VERY_SLOW = 0.05, 50.0
WIDE = (Kind.FREQUENT_PHRASE, Kind.WILDCARD, Kind.RANGE)
WIDE_SECONDS, WIDE_ARTICLES = 0.05, 40_000
BYTES_WITH_GRAMS, BYTES_WITHOUT = 2.0, 1.0
COLD_SECONDS = 0.4
UNSHARED = 150e6


class Verdict(NamedTuple):
    """Say of one requirement whether it held.

    Args:
        holds: Whether it did.
        what: The requirement.
        measured: The figures.
    """

    holds: bool
    what: str
    measured: str

    def __str__(self) -> str:
        """Return a line for people."""
        return f"{'holds' if self.holds else 'MISSED'}: {self.what}: {self.measured}"


def verdicts(result: SizeResult) -> Iterator[Verdict]:
    """Yield a verdict for each requirement that was measured at a size.

    Args:
        result: What was measured.
    """
    ours, theirs = result.engines["bahith"], result.measured
    yield Verdict(
        not result.disagreements,
        "engines count the same",
        f"{len(result.disagreements)} differences",
    )
    refused = [kind.value for kind, asked in ours.asked.items() if not asked.answered]
    yield Verdict(not refused, "no query is refused", ", ".join(refused) or "all are answered")
    if "whoosh" in theirs:
        ratio = theirs["whoosh"].seconds / ours.seconds
        yield Verdict(
            ratio >= RATE_OF_WHOOSH,
            f"index rate ≥ {RATE_OF_WHOOSH:g} × stock Whoosh",
            f"{ratio:.1f} ×",
        )
    if "tantivy" in theirs:
        ratio = theirs["tantivy"].seconds / ours.seconds
        yield Verdict(ratio >= 1, "index rate ≥ tantivy's, same views", f"{ratio:.2f} ×")
        yield from _beside_tantivy(ours, theirs["tantivy"])
    if "whoosh" in theirs:
        yield from _beside_whoosh(ours, theirs["whoosh"])
    if result.articles <= WIDE_ARTICLES:
        yield _wide(ours)
    share = ours.size / result.bytes
    without = (ours.size - result.grams) / result.bytes
    yield Verdict(
        share <= BYTES_WITH_GRAMS,
        f"index ≤ {BYTES_WITH_GRAMS:g} bytes a byte of text",
        f"{share:.2f}",
    )
    yield Verdict(
        without <= BYTES_WITHOUT,
        f"index ≤ {BYTES_WITHOUT:g} without letter grams",
        f"{without:.2f}",
    )
    if result.articles <= WIDE_ARTICLES:
        yield Verdict(
            result.cold <= COLD_SECONDS,
            "first answer of a cold process < 400 ms",
            f"{result.cold * 1e3:.0f} ms",
        )
        if ours.unshared is not None:
            yield Verdict(
                ours.unshared <= UNSHARED,
                "unshared memory after the queries < 150 MB",
                f"{ours.unshared / 1e6:.0f} MB",
            )


def _ratios(ours: EngineResult, theirs: EngineResult) -> Iterator[tuple[Kind, float, float]]:
    """Yield the median of each engine, over the queries of a class that both were asked.

    A class in which Bahith refuses anything took it for ever: a refusal is quick.
    """
    for kind, asked in ours.asked.items():
        other = theirs.asked.get(kind)
        if other is not None and other.answered:
            mine, median = common_medians(asked, other) if asked.seconds else (inf, other.p50)
            yield kind, mine if asked.answered else inf, median


def _beside_tantivy(ours: EngineResult, theirs: EngineResult) -> Iterator[Verdict]:
    slower = {kind: mine / other for kind, mine, other in _ratios(ours, theirs)}
    past = {kind: ratio for kind, ratio in slower.items() if ratio > SLOWEST_OF_TANTIVY}
    shown = ", ".join(f"{kind.value} {ratio:.1f} ×" for kind, ratio in past.items())
    yield Verdict(
        not past,
        f"no class slower than {SLOWEST_OF_TANTIVY:g} × tantivy",
        shown or f"slowest {max(slower.values(), default=0):.2f} ×",
    )
    fast = sum(ratio <= 1 for ratio in slower.values())
    yield Verdict(
        2 * fast >= len(slower),
        "half of the classes as fast as tantivy or faster",
        f"{fast} of {len(slower)}",
    )


def _beside_whoosh(ours: EngineResult, theirs: EngineResult) -> Iterator[Verdict]:
    for least, times in (
        (WHOOSH_SLOW, FASTER_THAN_SLOW),
        (WHOOSH_VERY_SLOW, FASTER_THAN_VERY_SLOW),
    ):
        counted = {k: other / mine for k, mine, other in _ratios(ours, theirs) if other > least}
        missed = {kind: ratio for kind, ratio in counted.items() if ratio < times}
        shown = ", ".join(f"{kind.value} {ratio:.0f} ×" for kind, ratio in missed.items())
        what = f"≥ {times:g} × faster than stock Whoosh where that takes over {least * 1e3:g} ms"
        least_seen = min(counted.values(), default=0)
        yield Verdict(
            not missed, what, shown or f"{len(counted)} classes, least {least_seen:.0f} ×"
        )


def _wide(ours: EngineResult) -> Verdict:
    asked = {kind: ours.asked[kind] for kind in WIDE if kind in ours.asked}
    slowest = {k: max(found.seconds) if found.answered else inf for k, found in asked.items()}
    return Verdict(
        all(seconds < WIDE_SECONDS for seconds in slowest.values()),
        f"wide queries under {WIDE_SECONDS * 1e3:.0f} ms, the slowest of each class",
        ", ".join(f"{kind.value} {seconds * 1e3:.1f} ms" for kind, seconds in slowest.items()),
    )

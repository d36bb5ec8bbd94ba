"""Tables of what was measured, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.engines import ENGINES
from benchmarks.queries import Kind
from benchmarks.results import Asked, EngineResult, SizeResult, common_medians

__all__ = ["build_table", "class_row", "query_tables", "size_section"]

OURS = "bahith"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(cells)} |" for cells in (head, *rows)]
    return [lines[0], "|" + "---|" * len(head), *lines[1:]]


def build_table(result: SizeResult) -> list[str]:
    """Return the table of building.

    Args:
        result: What was measured at one size.
    """
    ours = result.engines[OURS]
    rows = []
    for name, found in result.measured.items():
        rows.append(
            (
                found.version,
                ENGINES[name].views,
                f"{found.seconds:.1f}",
                f"{found.processor:.1f}",
                f"{result.articles / found.seconds:,.0f}",
                f"{found.seconds / ours.seconds:.2f}",
                f"{found.size / result.bytes:.2f}",
                f"{found.peak / 1e6:,.0f}",
                f"{found.unshared / 1e6:,.0f}" if found.unshared else "–",
            )
        )
    return _table(
        (
            "engine",
            "views",
            "seconds",
            "processor seconds",
            "articles/s",
            "time ÷ Bahith's",
            "bytes a byte of text",
            "peak memory, MB",
            "unshared after queries, MB",
        ),
        rows,
    )


def query_tables(result: SizeResult) -> list[str]:
    """Return the table of times and the table of ratios.

    Args:
        result: What was measured at one size.
    """
    engines = result.measured
    kinds = [kind for kind in Kind if any(kind in found.asked for found in engines.values())]
    names = [found.version for found in engines.values()]
    times = [(kind.value, *(_times(e.asked.get(kind)) for e in engines.values())) for kind in kinds]
    others = {name: found for name, found in engines.items() if name != OURS}

    def ratios(*, first: bool) -> Iterator[Sequence[str]]:
        for kind in kinds:
            if kind is not Kind.SERVICE:
                pairs = ((engines[OURS], found) for found in others.values())
                yield kind.value, *(_ratio(*pair, kind, first=first) for pair in pairs)

    head = ("class", *(found.version for found in others.values()))
    return [
        "Milliseconds, p50 / p95 (≈: too slow to be asked all queries five times):",
        "",
        *_table(("class", *names), times),
        "",
        "The median of the other engine, divided by Bahith's; above 1, Bahith is faster:",
        "",
        *_table(head, ratios(first=False)),
        "",
        "The same for the first round, in which no engine has been asked the query before:",
        "",
        *_table(head, ratios(first=True)),
    ]


def class_row(engines: dict[str, EngineResult], kind: Kind) -> str:
    """Return one class in one line, for reading along.

    Args:
        engines: What was measured so far.
        kind: The class.
    """
    cells = [f"{name} {_times(found.asked.get(kind))}" for name, found in engines.items()]
    return f"{kind.value:26} {'   '.join(cells)}"


def _times(asked: Asked | None) -> str:
    if asked is None:
        return "–"
    if not asked.seconds:
        return "over the limit"
    refused = f", {asked.counts.count(None)} refused" if None in asked.counts else ""
    about = "≈ " if asked.rounds < 5 else ""
    return f"{about}{asked.p50 * 1e3:.3f} / {asked.p95 * 1e3:.3f}{refused}"


def _ratio(ours: EngineResult, theirs: EngineResult, kind: Kind, *, first: bool) -> str:
    one, two = ours.asked.get(kind), theirs.asked.get(kind)
    if one is None or two is None or not one.answered or not two.answered:
        return "–"
    if first and not (one.first and two.first):
        return "–"
    mine, other = common_medians(one, two, first=first)
    return f"{other / mine:.2f}"


def size_section(result: SizeResult) -> list[str]:
    """Return everything that was measured at one size.

    Args:
        result: What was measured.
    """
    copies = f", {result.copies:,} of them copies with fresh ids" if result.copies else ""
    left_out = [
        f"Left out: {name} ({found.left_out})."
        for name, found in result.engines.items()
        if found.left_out
    ]
    return [
        f"### {result.articles:,} articles",
        "",
        f"{result.bytes / 1e6:.1f} MB of text{copies}.",
        "",
        *build_table(result),
        "",
        *query_tables(result),
        *(["", *left_out] if left_out else []),
    ]

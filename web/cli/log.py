"""`bahith log`: what people searched, what found nothing, and how long it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from web.cli.common import Exit, json_option, print_json
from web.cli.messages import said

__all__ = ["log", "summary"]

_PERCENTILES = (50, 95, 99)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--top", default=20, show_default=True, type=click.IntRange(1), help="How many rows.")
@json_option
@click.pass_context
def log(ctx: click.Context, /, *, file: Path, top: int, as_json: bool) -> None:
    """Sum up a query log: FILE of `bahith serve --query-log`, and those set aside before it."""
    found = summary(_searches(file), top)
    if as_json:
        print_json(found)
    elif found["searches"]:
        _tell(found)
    if not found["searches"]:
        ctx.exit(Exit.NOTHING_FOUND)


def summary(searches: Iterable[tuple[str, int, float]], top: int) -> dict[str, object]:
    """Return what a log says, as an object that `json.dumps` takes.

    Args:
        searches: Text, number of results and milliseconds of each search.
        top: How many queries are listed at most.

    Returns:
        "searches", "without_results", "queries" and "nothing" (text and how often, most first)
        and "ms" (percentile -> milliseconds).
    """
    asked: Counter[str] = Counter()
    nothing: Counter[str] = Counter()
    times: list[float] = []
    for text, total, milliseconds in searches:
        query = " ".join(text.split())
        asked[query] += 1
        if not total:
            nothing[query] += 1
        times.append(milliseconds)
    times.sort()
    return {
        "searches": len(times),
        "without_results": nothing.total(),
        "queries": _most(asked, top),
        "nothing": _most(nothing, top),
        "ms": {f"p{share}": percentile(times, share) for share in _PERCENTILES if times},
    }


def percentile(ordered: Sequence[float], share: int) -> float:
    """Return the least of some times that a share of them does not exceed.

    This is the nearest-rank method.

    Args:
        ordered: The times, ascending; at least one.
        share: The share in percent.
    """
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def _most(counts: Counter[str], top: int) -> list[dict[str, object]]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"query": query, "count": count} for query, count in ranked[:top]]


def _searches(file: Path) -> Iterable[tuple[str, int, float]]:
    from web.querylog import files, read

    for path in files(file):
        with path.open(encoding="utf-8", errors="replace") as lines:
            for entry in read(lines):
                # Further pages of one search are not other searches.
                if entry.page == 1:
                    yield entry.query, entry.total, entry.ms


def _tell(found: dict[str, object]) -> None:
    click.echo(f"{said('searches'):<10} {_number(found['searches']):>8}")
    click.echo(f"{said('no result'):<10} {_number(found['without_results']):>8}")
    for name, value in found["ms"].items():  # type: ignore[attr-defined]
        click.echo(f"{name:<10} {_number(value):>8} {said('ms')}")
    tables = (
        (said("Most searched"), found["queries"]),
        (said("Found nothing"), found["nothing"]),
    )
    for title, rows in tables:
        if rows:
            click.echo(f"\n{title}")
        for row in rows:  # type: ignore[attr-defined]
            click.echo(f"{_number(row['count']):>8}  {click.unstyle(_shown(row['query']))}")


def _number(value: object) -> str:
    return said("{number}", number=value)


def _shown(text: str) -> str:
    # What somebody typed must not steer the terminal.
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)

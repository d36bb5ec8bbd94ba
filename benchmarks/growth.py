"""The chart of growth: rate, memory, size and latency by the number of articles, as SVG.

Every line has its own colour, dashes and mark, so none is needed to tell the others; the figures
stand in the tables of `README.md`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from benchmarks.queries import Kind
from benchmarks.results import EngineResult, SizeResult

__all__ = ["chart"]

WIDTH, HEIGHT = 260, 170
"""Of a panel, in user units."""

COLUMNS = 4
LEFT, TOP, RIGHT, BOTTOM = 46, 34, 10, 30
"""Room around the lines of a panel: scale, title, nothing, sizes."""

HEAD = 56
"""Room for the legend."""

Points = list[tuple[float, float]]


class _Look(NamedTuple):
    """Hold how the line of an engine looks; colours after Okabe and Ito (2008)."""

    colour: str
    dashes: str
    mark: str


LOOKS: Mapping[str, _Look] = {
    "bahith": _Look("#000000", "", "●"),
    "tantivy": _Look("#0072b2", "6 3", "■"),
    "whoosh": _Look("#d55e00", "2 3", "▲"),
    "sqlite": _Look("#009e73", "9 3 2 3", "◆"),
    "xapian": _Look("#cc79a7", "4 2", "▼"),
    "postgres": _Look("#7a5c00", "1 2", "★"),
}


def chart(results: Sequence[SizeResult]) -> str:
    """Return the chart.

    Args:
        results: One a size, smallest first.
    """
    panels = list(_panels(results))
    rows = -(-len(panels) // COLUMNS)
    width, height = COLUMNS * WIDTH, HEAD + rows * HEIGHT
    sizes = [result.articles for result in results]
    drawn = [
        f'<g transform="translate({number % COLUMNS * WIDTH} '
        f'{HEAD + number // COLUMNS * HEIGHT})">{_panel(title, lines, sizes)}</g>'
        for number, (title, lines) in enumerate(panels)
    ]
    told = f"Growth from {sizes[0]:,} to {sizes[-1]:,} articles, both axes logarithmic."
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            'aria-labelledby="title desc" font-family="sans-serif" font-size="11">',
            '<title id="title">Bahith beside other engines, by the number of articles</title>',
            f'<desc id="desc">{escape(told)} {escape(_told(results))}</desc>',
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *_legend(results),
            *drawn,
            "</svg>\n",
        ]
    )


def _panels(results: Sequence[SizeResult]) -> Iterator[tuple[str, dict[str, Points]]]:
    """Yield the title of each panel and a line an engine."""
    building: dict[str, Callable[[SizeResult, EngineResult], float]] = {
        "peak memory of a build, MB": lambda r, e: e.peak / 1e6,
        "unshared memory after queries, MB": lambda r, e: (e.unshared or 0) / 1e6,
        "index, MB": lambda r, e: e.size / 1e6,
        "articles a second": lambda r, e: r.articles / e.seconds,
    }
    for title, value in building.items():
        lines: dict[str, Points] = {}
        for result in results:
            for name, engine in result.measured.items():
                lines.setdefault(name, []).append((result.articles, value(result, engine)))
        yield title, lines
    for kind in Kind:
        lines = {}
        for result in results:
            for name, engine in result.measured.items():
                asked = engine.asked.get(kind)
                if asked and asked.seconds:
                    lines.setdefault(name, []).append((result.articles, asked.p50 * 1e3))
        if lines:
            yield f"{kind.value}, ms", lines


def _told(results: Sequence[SizeResult]) -> str:
    """Return what a person who does not see the lines should know first."""
    first, last = results[0].engines["bahith"], results[-1].engines["bahith"]
    memory = f"Peak memory of a build: {first.peak / 1e6:.0f} to {last.peak / 1e6:.0f} MB."
    kinds = [k for k in first.asked if k in last.asked and first.asked[k].seconds]
    times = ", ".join(
        f"{kind.value} {first.asked[kind].p50 * 1e3:.2f} to {last.asked[kind].p50 * 1e3:.2f}"
        for kind in kinds
        if last.asked[kind].seconds
    )
    return f"Bahith alone. {memory} Median milliseconds: {times}."


def _legend(results: Sequence[SizeResult]) -> Iterator[str]:
    shown = {name: e.version for result in results for name, e in result.measured.items()}
    yield '<text x="12" y="20" font-size="14" font-weight="bold">Growth</text>'
    place = 12
    for name, version in shown.items():
        look = LOOKS[name]
        yield (
            f'<g transform="translate({place} 42)">{_line([(0, -4), (30, -4)], look)}'
            f'<text x="36">{escape(version)}</text></g>'
        )
        place += 60 + 6 * len(version)


def _panel(title: str, lines: Mapping[str, Points], sizes: Sequence[int]) -> str:
    values = [y for points in lines.values() for _, y in points if y > 0]
    low, high = _decades(values)
    across = _scale(math.log10(sizes[0]), math.log10(sizes[-1]), LEFT, WIDTH - RIGHT)
    down = _scale(low, high, HEIGHT - BOTTOM, TOP)
    parts = [f'<text x="{LEFT}" y="{TOP - 12}" font-weight="bold">{escape(title)}</text>']
    for decade in range(low, high + 1):
        y = down(decade)
        parts.append(
            f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ccc"/>'
            f'<text x="{LEFT - 5}" y="{y + 4:.1f}" text-anchor="end">{10.0**decade:,g}</text>'
        )
    for size in sizes:
        x = across(math.log10(size))
        parts.append(
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">'
            f"{size / 1000:g}k</text>"
        )
    for name, points in lines.items():
        placed = [(across(math.log10(x)), down(math.log10(y))) for x, y in points if y > 0]
        parts.append(_line(placed, LOOKS[name]))
    return "".join(parts)


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten around some values."""
    if not values:
        return 0, 1
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _scale(start: float, end: float, first: float, last: float) -> Callable[[float], float]:
    """Return what maps a range onto another."""
    rate = (last - first) / (end - start) if end > start else 0.0
    return lambda value: first + (value - start) * rate


def _line(points: Sequence[tuple[float, float]], look: _Look) -> str:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dashes = f' stroke-dasharray="{look.dashes}"' if look.dashes else ""
    marks = "".join(
        f'<text x="{x:.1f}" y="{y + 3.5:.1f}" text-anchor="middle" font-size="10" '
        f'fill="{look.colour}">{look.mark}</text>'
        for x, y in points
    )
    return f'<path d="M{path}" fill="none" stroke="{look.colour}"{dashes}/>{marks}'

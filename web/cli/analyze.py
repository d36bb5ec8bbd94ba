"""`bahith analyze`: what the analyzer makes of a text, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from web.cli.common import Exit, json_option, print_json

if TYPE_CHECKING:
    from index.analysis import WordTrace

__all__ = ["analyze"]

# A terminal that knows no bidirectional text would interleave words and labels; isolates keep
# each Arabic form in its own place in one that does.
_ISOLATE, _END = "\u2067", "\u2069"


@click.command()
@click.argument("text")
@json_option
@click.pass_context
def analyze(ctx: click.Context, /, *, text: str, as_json: bool) -> None:
    """Show every step and every view of the analysis of TEXT."""
    from index.analysis import default_analyzer

    analyzer = default_analyzer()
    traces = analyzer.explain(text)
    if as_json:
        print_json(
            {"text": text, "analyzer": analyzer.fingerprint, "words": list(map(_row, traces))}
        )
    else:
        for trace in traces:
            _tell(trace)
    if not traces:
        ctx.exit(Exit.NOTHING_FOUND)


def _row(trace: WordTrace) -> dict[str, object]:
    row: dict[str, object] = trace._asdict()
    row["steps"] = [{"step": name, "form": form} for name, form in trace.steps]
    return row


def _tell(trace: WordTrace) -> None:
    click.echo(f"{_ISOLATE}{trace.written}{_END}  [{trace.start}:{trace.end}]")
    for name, form in trace.steps:
        click.echo(f"  {name:<22} {_ISOLATE}{form}{_END}")
    note = "  (stop word)" if trace.stop else ""
    click.echo(f"  {'exact view':<22} {_ISOLATE}{trace.exact}{_END}{note}")
    click.echo(f"  {'stem view':<22} {_ISOLATE}{trace.stem}{_END}\n")

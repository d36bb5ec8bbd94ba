"""`bahith analyze`: what the analyzer makes of a text, step by step."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.cli.common import Exit, json_option, print_json
from web.cli.messages import said

if TYPE_CHECKING:
    from index.analysis import WordTrace

__all__ = ["analyze"]

# A terminal that knows no bidirectional text would interleave words and labels; isolates keep
# each Arabic form in its own place in one that does.
_ISOLATE, _END = "\u2067", "\u2069"

_LABELS, _FORMS = 34, 44
"""Columns of what is said of a form, and of the forms, which end at one right edge."""


@click.command()
@click.argument("text")
@click.option(
    "--dictionary",
    "dictionary_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Analyse as with this dictionary of an archive.",
)
@json_option
@click.pass_context
def analyze(
    ctx: click.Context, /, *, text: str, dictionary_file: Path | None, as_json: bool
) -> None:
    """Show every step and every view of the analysis of TEXT."""
    from index.analysis import Analyzer, default_analyzer
    from index.analysis.dictionary import Dictionary

    analyzer = Analyzer(Dictionary.load(dictionary_file)) if dictionary_file else default_analyzer()
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


def _grams(trace: WordTrace) -> tuple[str, ...]:
    from index.analysis import grams

    return grams(trace.exact)


def _row(trace: WordTrace) -> dict[str, object]:
    row: dict[str, object] = trace._asdict()
    row["steps"] = [{"step": name, "form": form} for name, form in trace.steps]
    row["grams"] = list(_grams(trace))
    return row


def _tell(trace: WordTrace) -> None:
    place = {"start": str(trace.start), "end": str(trace.end)}
    _line(
        said("[{start}:{end}], a stop word", **place)
        if trace.stop
        else said("[{start}:{end}]", **place),
        trace.written,
    )
    for name, form in trace.steps:
        # A clitic is its own name in every language.
        _line(f"  {said(name)}", form)
    _line(f"  {said('exact view')}", trace.exact)
    _line(f"  {said('stem view')}", trace.stem)
    _line(f"  {said('gram view')}", " ".join(_grams(trace)))
    click.echo()


def _line(label: str, form: str) -> None:
    blanks = " " * (_LABELS - _width(label) + _FORMS - _width(form))
    click.echo(f"{label}{blanks}{_ISOLATE}{form}{_END}")


def _width(form: str) -> int:
    """Return how many columns a form takes: marks and controls take none."""
    return sum(unicodedata.category(char) not in ("Mn", "Me", "Cf") for char in form)

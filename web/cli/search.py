"""`bahith search`: ranked results in a terminal or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.message import Counted
from web.cli.common import Exit, counted, index_option, json_option, message, print_json
from web.cli.messages import chosen_language, said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.results import Explanation, Results, Slice

__all__ = ["search"]


@click.command()
@click.argument("query")
@click.option(
    "--limit",
    default=10,
    show_default=True,
    type=click.IntRange(min=1),
    help="Most results that are shown.",
)
@click.option(
    "--offset",
    default=0,
    show_default=True,
    type=click.IntRange(min=0),
    help="Results that are skipped first.",
)
@click.option(
    "--sort",
    default="relevance",
    show_default=True,
    type=click.Choice(["relevance", "newest", "oldest"]),
    help="Order of the results.",
)
@click.option("--section", default="", help="Only articles of this section.")
@click.option("--source", default="", help="Only articles of this source.")
@click.option("--collapse", is_flag=True, help="Show one article of several near-duplicates.")
@click.option(
    "--recency",
    type=click.IntRange(1, 36500),
    metavar="DAYS",
    help="Newer articles first among equals; after DAYS half of what the newest gains is lost.",
)
@click.option("--explain", is_flag=True, help="Show the numbers that add up to each score.")
@index_option
@json_option
@click.pass_context
def search(  # noqa: PLR0913 - one parameter an option
    ctx: click.Context,
    /,
    *,
    query: str,
    limit: int,
    offset: int,
    sort: str,
    section: str,
    source: str,
    collapse: bool,
    recency: int | None,
    explain: bool,
    index_directory: Path,
    as_json: bool,
) -> None:
    """Search the index for QUERY.

    Words are all required, unless no article has them all. "Words in quotes" or «such» are a
    phrase.
    """
    from index.store import Store
    from search.payload import to_payload
    from search.request import Request, Sort
    from search.service import Service

    request = Request(
        query,
        offset,
        limit,
        Sort(sort),
        section,
        source,
        explain=explain,
        collapse=collapse,
        half_life=recency,
    )
    results = Service(Store(index_directory)).search(request)
    if as_json:
        print_json(to_payload(results, _understood(results)))
    else:
        _tell(results, offset)
    if not results.hits:
        ctx.exit(Exit.NOTHING_FOUND)


def _understood(results: Results) -> str:
    if results.structure is None:
        return ""
    from web.reading import understood
    from web.voice import ARABIC, ENGLISH

    return understood(results, ARABIC if chosen_language() == "ar" else ENGLISH)


def _tell(results: Results, offset: int) -> None:
    from search.markup import to_terminal, to_text
    from search.results import Slice

    show: Callable[[Sequence[Slice]], str] = to_terminal if sys.stdout.isatty() else to_text
    for rank, hit in enumerate(results.hits, offset + 1):
        day = hit.date.date().isoformat() if hit.date else ""
        facts = [show((Slice(fact, False),)) for fact in (day, hit.source, hit.section, hit.id)]
        click.echo(f"{rank}. {show(hit.title)}")
        click.echo("   " + " · ".join(filter(None, facts)))
        if hit.copies:
            click.echo(
                "   " + said("and {copies} like it", copies=Counted(hit.copies, "copy", "copies"))
            )
        click.echo(f"   {show(hit.snippet)}\n")
        if hit.explanation is not None:
            _explain(hit.explanation)
    for text in results.unread_dates:
        message("“{text}” was not understood as a date; its words are searched", text=text)
    if results.relaxed and results.hits:
        message("no article has all the words; these have some of them")
    if results.partial:
        message("the search stopped at its time limit; more articles may match")
    if results.suggestion:
        message("did you mean: {suggestion}", suggestion=results.suggestion)
    message(
        "{articles}, {ms} ms",
        articles=counted(results.total, "article"),
        ms=round(results.took_ms),
    )


def _explain(explanation: Explanation) -> None:
    """Show a sum: a line a contribution, with the numbers that it is made of."""
    total = f"   {explanation.score:8.4f}"
    if explanation.coverage is not None:
        total += " = " + said(
            "the sum × {factor}, for covering {share}",
            factor=f"{explanation.factor:.4f}",
            share=f"{explanation.coverage:.0%}",
        )
    if explanation.freshness != 1:
        total += " × " + said("{factor}, for being new", factor=f"{explanation.freshness:.4f}")
    click.echo(total)
    for share in explanation.contributions:
        part, view = (said(name) if name else "" for name in (share.field, share.view))
        line = f"   {share.score:8.4f}   {part} {view}: {share.term}"
        if share.idf is not None:
            line += "   " + said(
                "(idf {idf}, {frequency} in {length} words, weight {weight})",
                idf=f"{share.idf:.3f}",
                frequency=str(share.frequency),
                length=str(share.length),
                weight=f"{share.weight:g}",
            )
        click.echo(line)
    click.echo()

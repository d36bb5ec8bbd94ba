"""`bahith evaluate`: how well the index ranks what people judged, from TREC files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import ReadError
from index.message import Counted, Message
from search.limits import Limits
from web.cli.common import index_option, json_option, print_json, warn
from web.cli.messages import said

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from search.relevance import Answers, Measured

__all__ = ["evaluate"]

_SHOWN_IDS = 10
_COLUMNS = (8, 10, 12, 8, 8, 8, 8)
"""How wide the columns of numbers are, their gaps included."""

_TAG = "bahith"

_IN_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_OUT_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--queries", "queries_file", required=True, type=_IN_FILE, help="id<TAB>text lines.")
@click.option("--qrels", "qrels_file", required=True, type=_IN_FILE, help="TREC judgements.")
@click.option("--per-query", is_flag=True, help="Show each query's measures too.")
@click.option("--baseline", type=_IN_FILE, metavar="RUN", help="Compare with this TREC run.")
@click.option("--run", "run_file", type=_OUT_FILE, help="Write the results as a TREC run.")
@click.option(
    "--depth",
    default=Limits().max_results,
    show_default=True,
    type=click.IntRange(1, Limits().max_results),
    help="Results a query; with fewer than 100, R@100 counts only these.",
)
@index_option
@json_option
def evaluate(  # noqa: PLR0913 - one parameter an option
    *,
    queries_file: Path,
    qrels_file: Path,
    per_query: bool,
    baseline: Path | None,
    run_file: Path | None,
    depth: int,
    index_directory: Path,
    as_json: bool,
) -> None:
    """Measure how well the index ranks what people judged.

    Each query is searched as a reader's would be. nDCG@10, RR@10 and R@100 are means over the
    queries that have a judgement. With --baseline, queries won, tied and lost are counted, and
    p is that of a two-sided paired randomisation test.
    """
    from index.store import Store
    from search.relevance import answer, measure
    from search.service import Service
    from search.trec import read_qrels, read_queries, read_run, write_run

    # Every file is read before the first query is asked: a mistake shows at once.
    queries = read_queries(queries_file)
    qrels = read_qrels(qrels_file)
    judged = {query: qrels[query] for query in queries if query in qrels}
    if not judged:
        reason = Message("judges none of the queries of {queries}", queries=str(queries_file))
        raise ReadError(qrels_file, reason)
    other = read_run(baseline) if baseline else None

    with _progress(len(queries)) as advance:
        answers = answer(Service(Store(index_directory)), queries, depth, advance)
    if run_file:
        write_run(run_file, answers.run, _TAG)
    _note(
        "queries without a judgement, left out of the means ({count}): {ids}",
        queries.keys() - qrels.keys(),
    )
    _note("judged queries that were not asked ({count}): {ids}", qrels.keys() - queries.keys())
    for query, limit in answers.refused.items():
        warn(
            "query {query} was refused by the limit {limit}; it counts as without results",
            query=query,
            limit=limit,
        )
    if other is not None:
        _note(
            "queries that the baseline has no results for ({count}): {ids}",
            judged.keys() - other.keys(),
        )

    report = _Report(
        queries,
        measure(answers.run, judged),
        answers,
        measure(other, judged) if other is not None else None,
    )
    if as_json:
        print_json(report.payload(per_query=per_query))
    else:
        report.tell(per_query=per_query)


class _Report:
    """Show what was measured, as JSON or as text."""

    def __init__(
        self,
        queries: Mapping[str, str],
        measured: Measured,
        answers: Answers,
        baseline: Measured | None,
    ) -> None:
        from search.relevance import compare, mean

        self._queries = queries
        self._measured = measured
        self._answers = answers
        self._baseline = baseline
        self._means = mean(measured)
        self._compared = compare(measured, baseline) if baseline is not None else {}

    def payload(self, *, per_query: bool) -> dict[str, object]:
        refused = self._answers.refused
        payload: dict[str, object] = {
            "queries": len(self._measured),
            "measures": self._means,
            "unjudged": [query for query in self._queries if query not in self._measured],
            "refused": [{"id": query, "limit": limit} for query, limit in refused.items()],
        }
        if self._compared:
            payload["baseline"] = {name: asdict(found) for name, found in self._compared.items()}
        if per_query:
            payload["per_query"] = [self._row(query) for query in self._measured]
        return payload

    def tell(self, *, per_query: bool) -> None:
        if per_query:
            for query, measures in self._measured.items():
                values = "  ".join(f"{name} {value:.4f}" for name, value in measures.items())
                click.echo(f"{values}  {query}  {self._queries[query]}")
            click.echo()
        heads = [said("mean")]
        if self._compared:
            names = ("baseline", "difference", "wins", "ties", "losses", "p")
            heads.extend(map(said, names))
        count = said("{queries}", queries=Counted(len(self._measured), "query", "queries"))
        click.echo(f"{count:<13}" + "".join(map(_head, heads, _COLUMNS)))
        for name, value in self._means.items():
            row = f"{name:<13}  {value:.4f}"
            if self._compared:
                found = self._compared[name]
                row += (
                    f"    {found.baseline:.4f}     {found.difference:+.4f} {found.wins:>7} "
                    f"{found.ties:>7} {found.losses:>7}  {found.p:.4f}"
                )
            click.echo(row)

    def _row(self, query: str) -> dict[str, object]:
        row: dict[str, object] = {
            "id": query,
            "query": self._queries[query],
            "measures": dict(self._measured[query]),
        }
        if self._baseline is not None:
            row["baseline"] = dict(self._baseline[query])
        return row


@contextmanager
def _progress(length: int) -> Iterator[Callable[[], object]]:
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(
        length=length, label=said("Asking"), show_pos=True, file=sys.stderr
    ) as bar:
        yield lambda: bar.update(1)


def _head(name: str, width: int) -> str:
    return f"{name:>{width}}"


def _note(what: str, ids: Collection[str]) -> None:
    if ids:
        more = " …" if len(ids) > _SHOWN_IDS else ""
        warn(what, count=len(ids), ids=" ".join(sorted(ids)[:_SHOWN_IDS]) + more)

"""Measure how well Bahith ranks judged sets, beside plain BM25 over other Arabic analyses.

    python -m benchmarks.relevance [--section=NAME] FOLDER [FOLDER …]

A folder is a set: `docs.jsonl` (id, title, text), `queries.tsv` (id<TAB>text) and `qrels.txt`
(TREC). Everything is indexed, asked and measured in one run, the same way for every system.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from benchmarks.baselines import BASELINES, BM25
from benchmarks.report import write_section
from index.build import build
from index.store import Store
from search.relevance import MEASURES, Comparison, Measured, answer, compare, mean, measure
from search.service import Service
from search.trec import Ranked, read_qrels, read_queries

DEPTH = 100
OURS = "**Bahith**"


class JudgedSet(NamedTuple):
    """Hold a judged set.

    Args:
        folder: Where it is.
        texts: Title and text of each document in one, by its id.
        queries: Text by id; only judged ones.
        qrels: Relevance by document id, by query id; only of queries that there are.
    """

    folder: Path
    texts: Mapping[str, str]
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]


def read_set(folder: Path) -> JudgedSet:
    """Read a judged set.

    Args:
        folder: Its folder.
    """
    with (folder / "docs.jsonl").open(encoding="utf-8") as file:
        docs = list(map(json.loads, file))
    queries = read_queries(folder / "queries.tsv")
    qrels = read_qrels(folder / "qrels.txt")
    return JudgedSet(
        folder,
        {doc["id"]: f"{doc['title']}\n{doc['text']}".strip() for doc in docs},
        {query: text for query, text in queries.items() if query in qrels},
        {query: judged for query, judged in qrels.items() if query in queries},
    )


def measure_bahith(judged: JudgedSet) -> Measured:
    """Index a set as `bahith index` does, ask as a reader does, and measure.

    Args:
        judged: The set.

    Raises:
        RuntimeError: Not every document was indexed, so the systems would not have the same.
    """
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "index")
        report = build([judged.folder / "docs.jsonl"], store)
        if report.articles != len(judged.texts):
            message = f"{judged.folder}: {report.articles} of {len(judged.texts)} indexed"
            raise RuntimeError(message)
        service = Service(store)
        answers = answer(service, judged.queries, DEPTH)
        service.close()
    for query, limit in answers.refused.items():
        print(f"{query}: refused by {limit}; counts as without results", file=sys.stderr)
    return measure(answers.run, judged.qrels)


def measure_baseline(judged: JudgedSet, name: str) -> Measured:
    """Rank a set with a baseline and measure.

    Args:
        judged: The set.
        name: One of `BASELINES`.
    """
    engine = BM25(judged.texts, BASELINES[name])
    run = {
        query: [Ranked(id, -rank) for rank, id in enumerate(engine.rank(text, DEPTH))]  # noqa: A001
        for query, text in judged.queries.items()
    }
    return measure(run, judged.qrels)


def rows(judged: JudgedSet) -> list[str]:
    """Measure every system on a set and return its rows of the table.

    Args:
        judged: The set.
    """
    ours = measure_bahith(judged)
    table = [_row(judged, OURS, ours, "")]
    for name in BASELINES:
        theirs = measure_baseline(judged, name)
        table.append(_row(judged, name, theirs, _versus(compare(ours, theirs)["nDCG@10"])))
    return table


def _row(judged: JudgedSet, system: str, measured: Measured, versus: str) -> str:
    means = mean(measured)
    values = " | ".join(f"{means[name]:.4f}" for name in MEASURES)
    return f"| {judged.folder.name} | {system} | {values} | {versus} |"


def _versus(found: Comparison) -> str:
    p = "p < 0.001" if found.p < 0.001 else f"p = {found.p:.3f}"
    return f"{found.difference:+.4f} ({found.wins}/{found.ties}/{found.losses}, {p})"


def main() -> None:
    """Measure the sets named on the command line and write the table."""
    arguments = sys.argv[1:]
    section = "relevance"
    if arguments and arguments[0].startswith("--section="):
        section = arguments.pop(0).partition("=")[2]
    folders = [Path(name) for name in arguments]
    if not folders:
        sys.exit(__doc__)
    sets: list[str] = []
    table: list[str] = []
    for folder in folders:
        print(f"measuring {folder.name} …", file=sys.stderr)
        judged = read_set(folder)
        sets.append(f"{folder.name} ({len(judged.texts)} documents, {len(judged.queries)} queries)")
        table += rows(judged)
    lines = [
        f"Measured {datetime.now(UTC):%Y-%m-%d} with Bahith {version('bahith')}, "
        f"ir-measures {version('ir-measures')}, PyStemmer {version('PyStemmer')}: "
        f"{', '.join(sets)}.",
        "",
        f"| set | system | {' | '.join(MEASURES)} | Bahith's nDCG@10 against it (won/tied/lost) |",
        "|---|---|---|---|---|---|",
        *table,
    ]
    write_section(section, lines, "relevance.md")
    print("\n".join(lines))


if __name__ == "__main__":
    main()

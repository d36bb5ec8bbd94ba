"""The files of TREC evaluations: queries, judgements (qrels) and runs, read and written."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.errors import BahithError, ReadError
from index.message import Message

__all__ = ["Ranked", "Run", "read_qrels", "read_queries", "read_run", "write_run"]

_MAX_LINE_BYTES = 1 << 20
"""Longest line; a query, judgement or result is far shorter, so a longer one is another file."""

_QREL_COLUMNS = ("query", "iteration", "article", "relevance")
_RUN_COLUMNS = ("query", "iteration", "article", "rank", "score", "tag")


class Ranked(NamedTuple):
    """Hold one result of a query.

    Args:
        id: The article's id.
        score: Its score; higher is better.
    """

    id: str
    score: float


Run = Mapping[str, Sequence[Ranked]]
"""The results of each query by its id, best first; a query without results may be missing."""


def read_queries(path: Path) -> dict[str, str]:
    """Read queries from a file of `id<TAB>text` lines.

    Args:
        path: The file, in UTF-8.

    Returns:
        Text by id, in the order of the file.

    Raises:
        ReadError: A line is not an id and a text, or has an id again.
        OSError: The file cannot be opened.
    """
    queries: dict[str, str] = {}
    for number, line in _lines(path):
        columns = line.split("\t")
        if len(columns) != 2:
            raise ReadError(
                path,
                Message("{columns} columns, not 2 (id<TAB>text)", columns=len(columns)),
                number,
            )
        query, text = columns[0].strip(), columns[1].strip()
        if not query or len(query.split()) != 1:
            raise ReadError(
                path, Message("the id {query} is not one word", query=repr(query)), number
            )
        if not text:
            raise ReadError(path, Message("query {query} has no text", query=query), number)
        if query in queries:
            raise ReadError(
                path, Message("query {query} stands in the file twice", query=query), number
            )
        queries[query] = text
    if not queries:
        raise ReadError(path, "no queries")
    return queries


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Read judgements from a file of `query iteration article relevance` lines.

    Args:
        path: The file, in UTF-8; a relevance above 0 is relevant, and a higher one more so.

    Returns:
        Relevance by article id, by query id.

    Raises:
        ReadError: A line is no judgement, or judges a pair again.
        OSError: The file cannot be opened.
    """
    qrels: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        query, _, article, written = _columns(path, number, line, _QREL_COLUMNS)
        try:
            relevance = int(written)
        except ValueError:
            raise ReadError(
                path,
                Message("the relevance {written} is no whole number", written=repr(written)),
                number,
            ) from None
        if not -(2**31) <= relevance < 2**31:
            raise ReadError(
                path, Message("the relevance {written} is past 32 bits", written=written), number
            )
        judged = qrels.setdefault(query, {})
        if article in judged:
            raise ReadError(
                path,
                Message(
                    "query {query} judges article {article} twice", query=query, article=article
                ),
                number,
            )
        judged[article] = relevance
    if not qrels:
        raise ReadError(path, "no judgements")
    return qrels


def read_run(path: Path) -> dict[str, list[Ranked]]:
    """Read a run from a file of `query iteration article rank score tag` lines.

    Results are put in the order that trec_eval gives them: by score as a 32-bit number, equal
    ones by id from the last to the first. The ranks written in the file are not looked at.

    Args:
        path: The file, in UTF-8.

    Returns:
        The results of each query, best first.

    Raises:
        ReadError: A line is no result, or names an article again.
        OSError: The file cannot be opened.
    """
    found: dict[str, dict[str, float]] = {}
    for number, line in _lines(path):
        query, _, article, _, written, _ = _columns(path, number, line, _RUN_COLUMNS)
        try:
            score = float(written)
        except ValueError:
            raise ReadError(
                path, Message("the score {written} is no number", written=repr(written)), number
            ) from None
        if not math.isfinite(score):
            raise ReadError(
                path, Message("the score {written} is not finite", written=written), number
            )
        results = found.setdefault(query, {})
        if article in results:
            raise ReadError(
                path,
                Message("query {query} has article {article} twice", query=query, article=article),
                number,
            )
        results[article] = score
    return {query: _in_order(results) for query, results in found.items()}


def write_run(path: Path, run: Run, tag: str) -> None:
    """Write a run that every TREC tool ranks as it is ranked here.

    TREC tools sort by the score and not by the rank. So where scores are equal, or would be as
    32-bit numbers, the later one is written lower by the smallest step.

    Args:
        path: The file; one that is there is replaced.
        run: The results.
        tag: The name of the system, one word.

    Raises:
        BahithError: An article's id has a blank, which the format cannot hold.
        OSError: The file cannot be written.
    """
    lines: list[str] = []
    for query, results in run.items():
        scores = _strictly_falling([result.score for result in results])
        for rank, (result, score) in enumerate(zip(results, scores, strict=True), 1):
            if len(result.id.split()) != 1:
                raise BahithError(
                    "{path}: not written: the article id {id} has a blank, which a run file cannot "
                    "hold; give the article another id and index it anew",
                    path=path,
                    id=repr(result.id),
                )
            lines.append(f"{query} Q0 {result.id} {rank} {score} {tag}\n")
    path.write_text("".join(lines), "utf-8")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, each with its number."""
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(_MAX_LINE_BYTES + 1):
            number += 1
            if len(raw) > _MAX_LINE_BYTES:
                raise ReadError(
                    path,
                    Message("the line is longer than {limit} bytes", limit=_MAX_LINE_BYTES),
                    number,
                )
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                reason = Message("not valid UTF-8 at byte {byte} of the line", byte=error.start + 1)
                raise ReadError(path, reason, number) from error
            if line.strip():
                yield number, line.rstrip("\r\n")


def _columns(path: Path, number: int, line: str, names: Sequence[str]) -> list[str]:
    columns = line.split()
    if len(columns) != len(names):
        reason = Message(
            "{columns} columns, not {wanted} ({names})",
            columns=len(columns),
            wanted=len(names),
            names=" ".join(names),
        )
        raise ReadError(path, reason, number)
    return columns


def _in_order(results: Mapping[str, float]) -> list[Ranked]:
    with np.errstate(over="ignore"):
        narrow = {article: float(np.float32(score)) for article, score in results.items()}
    order = sorted(results, key=lambda article: (narrow[article], article), reverse=True)
    return [Ranked(article, results[article]) for article in order]


def _strictly_falling(scores: Sequence[float]) -> Iterator[str]:
    last = np.float32(np.inf)
    for score in scores:
        last = min(np.float32(score), np.nextafter(last, np.float32(-np.inf)))
        yield np.format_float_positional(last, trim="0")

"""Relevance: how well the service ranks what people judged, measured as in TREC."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from index.errors import QueryRefused
from search.request import Request
from search.service import Service
from search.trec import Ranked, Run

__all__ = [
    "MEASURES",
    "Answers",
    "Comparison",
    "Measured",
    "answer",
    "compare",
    "mean",
    "measure",
]

MEASURES = ("nDCG@10", "RR@10", "R@100")
"""What is measured, by the names of ir-measures."""

Measured = Mapping[str, Mapping[str, float]]
"""The value of each measure by its name, by the query's id."""

_EQUAL = 1e-9
"""Values nearer than this are the same; they come from divisions of small whole numbers."""

_RESAMPLES = 9_999
_SEED = 2007


@dataclass(frozen=True, slots=True)
class Answers:
    """Hold what the service answered to a set of queries.

    Args:
        run: The results of each query, best first.
        refused: The limit that refused a query, by the query's id; it has no results.
    """

    run: Run
    refused: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compare two runs by one measure, query by query.

    Args:
        baseline: The mean of the run that is compared with.
        difference: The mean minus the baseline's.
        wins: Queries that this run answers better.
        ties: Queries that both answer equally well.
        losses: Queries that this run answers worse.
        p: How likely a difference as large, of either sign, would be if both runs were equally
            good.
    """

    baseline: float
    difference: float
    wins: int
    ties: int
    losses: int
    p: float


def answer(
    service: Service,
    queries: Mapping[str, str],
    depth: int,
    progress: Callable[[], object] = lambda: None,
) -> Answers:
    """Ask the service each query, as a reader would.

    Args:
        service: What is evaluated.
        queries: Text by id.
        depth: How many results of each are kept; at most the service's `max_results`.
        progress: Called after each query.

    Raises:
        ValueError: `depth` is more than the service gives.
        StoreError: No index answers.
    """
    if depth > service.limits.max_results:
        raise ValueError(f"depth {depth} is past max_results, {service.limits.max_results}")
    run: dict[str, list[Ranked]] = {}
    refused: dict[str, str] = {}
    for query, text in queries.items():
        try:
            results = service.search(Request(text, limit=depth))
        except QueryRefused as error:
            refused[query] = error.limit
        else:
            run[query] = [Ranked(hit.id, hit.score) for hit in results.hits]
        progress()
    return Answers(run, refused)


def measure(run: Run, qrels: Mapping[str, Mapping[str, int]]) -> Measured:
    """Measure a run against judgements, query by query.

    nDCG is that of Järvelin and Kekäläinen (2002) with the gain and the discount of trec_eval,
    RR the reciprocal of the first relevant rank, R the share of the relevant articles found.
    The formulas are ir-measures' own.

    Args:
        run: The results.
        qrels: Relevance by article id, by query id.

    Returns:
        The measures of every judged query; 0 where the run has no result for it.
    """
    # Brings numpy and scipy along, and only evaluation needs it.
    import ir_measures

    # Ranks for scores: so no tool breaks ties in another order than the results came in.
    scored = {
        query: {result.id: float(-rank) for rank, result in enumerate(run.get(query, ()))}
        for query in qrels
    }
    judged = {query: dict(relevance) for query, relevance in qrels.items()}
    values = {query: dict.fromkeys(MEASURES, 0.0) for query in qrels}
    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    for metric in ir_measures.iter_calc(measures, judged, scored):
        values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values


def mean(measured: Measured) -> dict[str, float]:
    """Return the mean of each measure over the queries.

    Args:
        measured: At least one query.
    """
    return {name: fmean(row[name] for row in measured.values()) for name in MEASURES}


def compare(measured: Measured, baseline: Measured) -> dict[str, Comparison]:
    """Compare two runs over the same queries.

    Args:
        measured: The run in question.
        baseline: The run that it is compared with; it has at least the same queries.

    Returns:
        A comparison by each measure.
    """
    return {
        name: _compared(
            [row[name] for row in measured.values()],
            [baseline[query][name] for query in measured],
        )
        for name in MEASURES
    }


def _compared(values: Sequence[float], others: Sequence[float]) -> Comparison:
    differences = [value - other for value, other in zip(values, others, strict=True)]
    decided = [difference for difference in differences if abs(difference) > _EQUAL]
    wins = sum(difference > 0 for difference in decided)
    return Comparison(
        baseline=fmean(others),
        difference=fmean(differences),
        wins=wins,
        ties=len(differences) - len(decided),
        losses=len(decided) - wins,
        p=_randomisation_test(decided),
    )


def _randomisation_test(differences: Sequence[float]) -> float:
    """Return the two-sided p of the paired randomisation test for a mean difference.

    If both runs were equally good, the sign of each difference would be chance: p is the share of
    the possible signs, all of them or a fixed sample, whose mean is as far from 0. Queries that
    tie have no sign to change, so they are left out before.

    Source: Smucker, Allan and Carterette, A Comparison of Statistical Significance Tests for
    Information Retrieval Evaluation, 2007; one is added to both counts of a sample as in Phipson
    and Smyth, Permutation P-values Should Never Be Zero, 2010.
    """
    if len(differences) < 2:  # no sign to change, or one whose change is as far from 0
        return 1.0
    import numpy as np
    from scipy.stats import permutation_test  # type: ignore[import-untyped]

    test = permutation_test(
        (np.array(differences),),
        np.mean,
        permutation_type="samples",
        vectorized=True,
        n_resamples=_RESAMPLES,
        batch=1_000,
        rng=_SEED,
    )
    return float(test.pvalue)

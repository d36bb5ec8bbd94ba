"""The variants of analysis and ranking that `benchmarks.experiments` compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import NamedTuple
from unittest.mock import patch

from benchmarks.rescoring import Evaluate, feedback, nearness, two_stages
from index.analysis import View
from index.schema import field_name
from search import clauses, coverage, execute, parser, rank
from search.rank import ArticleModel, inverse_frequency

__all__ = ["SHIPPED", "VARIANTS", "Variant"]

SHIPPED = "as shipped"

_Change = AbstractContextManager[object]


class Variant(NamedTuple):
    """Hold one change.

    Args:
        group: What is changed.
        name: How, by comparison with what is shipped.
        change: Makes the change while it lasts.
    """

    group: str
    name: str
    change: _Change


def _rescored(evaluate: Evaluate) -> _Change:
    return patch.object(execute, "evaluate", evaluate)


def _idf_by_field() -> _Change:
    def idf(self: ArticleModel, name: str, term: bytes) -> float:
        return inverse_frequency(self._articles, self._frequency(name, term))

    return patch.object(ArticleModel, "idf", idf)


def _b_of_grams(value: float) -> _Change:
    shipped = ArticleModel.b
    name = field_name("body", View.GRAM)
    return patch.object(
        ArticleModel, "b", lambda self, field: value if field == name else shipped(self, field)
    )


@contextmanager
def _grams(letters: int, edge: str) -> Iterator[None]:
    # The package exports the function `grams` under the module's name.
    module = sys.modules["index.analysis.grams"]
    with patch.multiple(module, GRAM_LETTERS=letters, _EDGE=edge):
        yield


_VIEWS, _FIELDS = rank._VIEW_WEIGHTS, rank._FIELD_WEIGHTS
_LENGTHS = rank._LENGTH_NORMALISATION

_TABLE: Sequence[tuple[str, Mapping[str, _Change]]] = (
    (SHIPPED, {"": nullcontext()}),
    (
        "weight of letter grams (0.4)",
        {f"{w:g}": patch.dict(_VIEWS, {View.GRAM: w}) for w in (0.0, 0.2, 0.6, 0.8)},
    ),
    ("letters of a gram (4)", {"3": _grams(3, "_"), "5": _grams(5, "_")}),
    ("edges of words in grams (yes)", {"no": _grams(4, "")}),
    (
        "weight of the exact view (0.5)",
        {f"{w:g}": patch.dict(_VIEWS, {View.EXACT: w}) for w in (0.0, 0.25, 0.8)},
    ),
    (
        "weight of the title (1.5)",
        {f"{w:g}": patch.dict(_FIELDS, {"title": w}) for w in (1.0, 2.5)},
    ),
    (
        "weight of the lead (1.3)",
        {f"{w:g}": patch.dict(_FIELDS, {"lead": w}) for w in (1.0, 1.6)},
    ),
    ("k1 (1.2)", {f"{k:g}": patch.object(ArticleModel, "k1", k) for k in (0.9, 1.5)}),
    ("b of bodies (0.75)", {f"{b:g}": patch.dict(_LENGTHS, {"body": b}) for b in (0.5, 0.9)}),
    ("b of grams of bodies (0.75)", {f"{b:g}": _b_of_grams(b) for b in (0.3, 0.9)}),
    ("idf (one a view)", {"one a field": _idf_by_field()}),
    (
        "power of coverage (0.5)",
        {f"{p:g}": patch.object(coverage, "_POWER", p) for p in (0.0, 0.25, 1.0)},
    ),
    ("least coverage (0.1)", {f"{c:g}": patch.object(coverage, "_LEAST", c) for c in (0.0, 0.2)}),
    (
        "weight of question words (0.25)",
        {f"{w:g}": patch.object(clauses, "QUESTION_WEIGHT", w) for w in (0.05, 0.5, 1.0)},
    ),
    ("words that frame a question (weak)", {"as others": patch.object(parser, "framed", tuple)}),
    (
        "questions (ranked by coverage)",
        {"all words required": patch.object(parser, "_describes", lambda _: False)},
    ),
    (
        "words that make a description (5)",
        {f"{n}": patch.object(parser, "_MANY_WORDS", n) for n in (3, 8)},
    ),
    (
        "letter grams in a second stage (no)",
        {f"of the best {n}": _rescored(two_stages(n)) for n in (50, 20)},
    ),
    (
        "weight of words side by side (0.1)",
        {f"{w:g}": patch.object(clauses, "NEIGHBOURS_WEIGHT", w) for w in (0.0, 0.3)},
    ),
    (
        "proximity within 8 words (no)",
        {f"weight {w:g}": _rescored(nearness(8, w)) for w in (0.1, 0.3)},
    ),
    (
        "pseudo-relevance feedback (no)",
        {
            f"10 words of {n} articles, weight {w:g}": _rescored(feedback(n, 10, w))
            for n, w in ((3, 0.1), (3, 0.3), (10, 0.1))
        },
    ),
)

VARIANTS: Sequence[Variant] = [
    Variant(group, name, change) for group, names in _TABLE for name, change in names.items()
]
"""Every variant; the first is what is shipped."""

"""Framing: the words by which a question speaks of itself and its answer, not of its subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.analysis.fold import fold
from search.clauses import Clause

__all__ = ["framed"]

# A row a kind, words as they are spelled, and the question that shows why.
_FRAMES = (
    # وفقًا للنص، متى …؟ names the source that is wanted, and every source is one.
    "وفق وفقا حسب استنادا",
    # … في الفقرة؟ is the text itself, which seldom calls itself so.
    "نص فقرة مقطع",
    # أي مما يلي …؟ points at choices that are not in the text.
    "تالي تالية آتي آتية يلي أعلاه أدناه",
    # أي عبارة …؟ asks for any sentence.
    "عبارة عبارات جملة جمل",
    # أي جملة صحيحة؟ asks for truth, and a text does not say that it is true.
    "صحيح صحيحة خاطئ خاطئة بدقة",
    # المذكورة في النص: so is all that is found.
    "مذكور مذكورة موصوف موصوفة وارد واردة",
    # كيف يمكن …؟ a modal bends the verb behind it and has no subject of its own.
    "يمكن يمكنك يجب ينبغي ممكن محتمل مرجح",
)

_PREFIXES = ("", "ال", "لل", "بال", "ل", "ب")

_WORDS = frozenset(prefix + word for row in _FRAMES for word in fold(row) for prefix in _PREFIXES)

_BASED, _ON = fold("بناء على")
"""بناءً على المعلومات is "according to", but alone بناء is a building."""


def framed(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses of a question with those that only frame it made weak.

    As `index.analysis.is_question_word`, these words count little beside the others; they are
    not dropped, because a question may be about one of them.

    Args:
        clauses: The clauses in order, stop words included.
    """
    following = [*(clause.terms[0] for clause in clauses[1:]), ""]
    return tuple(
        replace(clause, asking=True) if _frames(clause, after) else clause
        for clause, after in zip(clauses, following, strict=True)
    )


def _frames(clause: Clause, after: str) -> bool:
    if clause.adjacent or clause.stop:
        return False
    return clause.terms[0] in _WORDS or (clause.terms[0] == _BASED and after == _ON)

"""Evidence: when «أو», «و», «ليس» and «بدون» join parts of a query, and are not words of it.

«غزة أو رفح» asks for either; «هل يصوم المسافر أو المريض» asks a question. An Arabic operator
counts only where the whole of a query, or of what stands between two brackets, is parts and
operators in turn, and asks nothing. «معبر رفح أو كرم أبو سالم» is a list of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.analysis import default_analyzer, is_question_word, is_stop_word
from search.syntax.lexer import Kind, Lexeme
from search.syntax.names import Operator
from search.syntax.nodes import Dates, Word

__all__ = ["weigh"]


def weigh(lexemes: Sequence[Lexeme], *, asks: bool) -> list[Lexeme]:
    """Make operators of the Arabic words that are, and leave the others out.

    Those left out are stop words, which are not searched beside others.

    Args:
        lexemes: A query, its brackets balanced.
        asks: Whether it is a question.
    """
    keep: set[int] = set()
    if not asks:
        for level in _levels(lexemes):
            if _alternates([lexemes[place] for place in level]):
                keep.update(place for place in level if lexemes[place].kind is Kind.MAYBE)
    weighed = []
    for place, lexeme in enumerate(lexemes):
        if lexeme.kind is not Kind.MAYBE:
            weighed.append(lexeme)
        elif place in keep:
            weighed.append(lexeme._replace(kind=Kind.OPERATOR))
    return weighed


def _levels(lexemes: Sequence[Lexeme]) -> list[list[int]]:
    """Return the places of what stands side by side: at the top, and in each pair of brackets."""
    done: list[list[int]] = []
    open_levels: list[list[int]] = [[]]
    for place, lexeme in enumerate(lexemes):
        if lexeme.kind is Kind.CLOSE:
            done.append(open_levels.pop())
            continue
        open_levels[-1].append(place)
        if lexeme.kind is Kind.OPEN:
            open_levels.append([])
    return done + open_levels


class _Turn(NamedTuple):
    """Hold an operator or a part; a signed part is excluded, filtered, or in one field."""

    lexeme: Lexeme
    signed: bool

    @property
    def joins(self) -> bool:
        return self.lexeme.kind in _JOINING

    @property
    def is_part(self) -> bool:
        unit = self.lexeme.unit
        return not self.joins and not (isinstance(unit, Word) and _is_function_word(unit.text))


_JOINING = (Kind.MAYBE, Kind.OPERATOR)
_SIGNS = (Kind.PLUS, Kind.MINUS, Kind.FIELD)


def _alternates(level: Sequence[Lexeme]) -> bool:
    """Tell whether a level is parts and operators in turn, whatever is signed beside them."""
    turns = []
    for before, lexeme in pairwise([None, *level]):
        if lexeme is not None and lexeme.kind not in _SIGNS:
            signed = before is not None and before.kind in _SIGNS
            turns.append(_Turn(lexeme, signed or isinstance(lexeme.unit, Dates)))
    ends = [None, *turns, None]
    turns = [
        turn
        for left, turn, right in zip(ends, turns, ends[2:], strict=False)
        if not turn.signed or any(near is not None and near.joins for near in (left, right))
    ]
    operators = turns[1::2]
    return (
        len(turns) % 2 == 1
        and all(turn.joins for turn in operators)
        # «غزة و رفح» asks for both, as the words alone do.
        and any(turn.lexeme.operator is not Operator.AND for turn in operators)
        and all(turn.is_part for turn in turns[::2])
    )


def _is_function_word(written: str) -> bool:
    terms = [token.exact for token in default_analyzer().tokens(written)]
    return all(is_stop_word(term) or is_question_word(term) for term in terms)

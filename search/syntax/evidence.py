"""Evidence: when «أو», «و», «ليس» and «بدون» join parts of a query, and are not words of it.

«غزة أو رفح» asks for either; «هل يصوم المسافر أو المريض» asks a question. An Arabic operator
counts only where the whole of a query, or of what stands between two brackets, is parts and
operators in turn, and asks nothing. «معبر رفح أو كرم أبو سالم» is a list of words.

Beside fields there is no such doubt: «معبر رفح ليس قسم:رياضة», «غزة قسم:علوم أو قسم:مدن».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.analysis import default_analyzer, is_question_word, is_stop_word
from search.syntax.lexer import Kind, Lexeme
from search.syntax.names import Operator
from search.syntax.nodes import Dates, Span, Word

__all__ = ["weigh"]


def weigh(lexemes: Sequence[Lexeme], *, asks: bool) -> list[Lexeme]:
    """Make operators of the Arabic words that are, and leave the others out.

    Those left out are stop words, which are not searched beside others.

    Args:
        lexemes: A query, its brackets balanced.
        asks: Whether it is a question.
    """
    keep: set[Span] = set()
    if not asks:
        for level in _levels(lexemes):
            turns = _turns(level)
            if _alternates(turns):
                keep.update(lexeme.span for lexeme in level if lexeme.kind is Kind.MAYBE)
            else:
                keep.update(_beside_fields(turns))
    weighed = []
    for lexeme in lexemes:
        if lexeme.kind is not Kind.MAYBE:
            weighed.append(lexeme)
        elif lexeme.span in keep:
            weighed.append(lexeme._replace(kind=Kind.OPERATOR))
    return weighed


def _levels(lexemes: Sequence[Lexeme]) -> list[list[Lexeme]]:
    """Return what stands side by side: at the top, and in each pair of brackets."""
    done: list[list[Lexeme]] = []
    open_levels: list[list[Lexeme]] = [[]]
    for lexeme in lexemes:
        if lexeme.kind is Kind.CLOSE:
            done.append(open_levels.pop())
            continue
        open_levels[-1].append(lexeme)
        if lexeme.kind is Kind.OPEN:
            open_levels.append([])
    return done + open_levels


class _Turn(NamedTuple):
    """Hold an operator or a part.

    Args:
        lexeme: The operator, or what the part begins with behind its signs.
        signed: Whether the part is excluded, filtered, or in one field.
        filters: Whether it is filtered or in one field, and neither excluded nor a must.
    """

    lexeme: Lexeme
    signed: bool
    filters: bool

    @property
    def joins(self) -> bool:
        return self.lexeme.kind in _JOINING

    @property
    def is_part(self) -> bool:
        unit = self.lexeme.unit
        return not self.joins and not (isinstance(unit, Word) and _is_function_word(unit.text))


_JOINING = (Kind.MAYBE, Kind.OPERATOR)
_SIGNS = (Kind.PLUS, Kind.MINUS, Kind.FIELD)


def _turns(level: Sequence[Lexeme]) -> list[_Turn]:
    turns: list[_Turn] = []
    signs: set[Kind] = set()
    for lexeme in level:
        if lexeme.kind in _SIGNS:
            signs.add(lexeme.kind)
            continue
        filters = isinstance(lexeme.unit, Dates) or Kind.FIELD in signs
        turns.append(_Turn(lexeme, filters or bool(signs), filters and signs <= {Kind.FIELD}))
        signs = set()
    return turns


def _beside_fields(turns: Sequence[_Turn]) -> Iterator[Span]:
    """Yield where the words stand that join two fields, or exclude the one behind them."""
    for left, turn, right in zip([None, *turns], turns, turns[1:], strict=False):
        after_field = left is not None and left.filters
        excludes = turn.lexeme.operator is Operator.NOT
        if turn.lexeme.kind is Kind.MAYBE and right.filters and (after_field or excludes):
            yield turn.lexeme.span


def _alternates(turns: Sequence[_Turn]) -> bool:
    """Tell whether a level is parts and operators in turn, whatever is signed beside them."""
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

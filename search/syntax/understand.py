"""Understanding: whether a text has operators or fields, and what they ask for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from whoosh import query

from index.analysis import Analyzer, is_question_word
from index.analysis.fold import fold
from search.clauses import Clause, distinct
from search.limits import Limits, refuse
from search.syntax.evidence import weigh
from search.syntax.grammar import attach, balance, make_tree
from search.syntax.lexer import Kind, lex
from search.syntax.names import ARABIC_OPERATORS, unmark
from search.syntax.nodes import (
    Group,
    Item,
    Node,
    Occur,
    Phrase,
    Span,
    Word,
    is_filter,
)
from search.syntax.structure import Structure
from search.syntax.trees import TreeBuilder

__all__ = ["Read", "read", "understand"]

# What a text without any of these cannot have: operators, signs before a word, fields, patterns.
_TELLING = re.compile(
    rf"(?<!\w)(?:AND|OR|NOT|{'|'.join(ARABIC_OPERATORS)})(?!\w)"
    r"|(?<![^\s(])[-+\u2212][^\s\d]|\S:\S|[*~]|\w\?+\w"
)
# A plain query pays for these alone. «و» by itself never makes an operator of a word.
_HINTS = ("-", "+", "\u2212", ":", "*", "~", "?", "AND", "OR", "NOT", "أو", "او", "ليس", "بدون")

_OPENING_CHARS = 40
_SENTENCE_END = re.compile(r"[?؟!]\s*$")


class Read(NamedTuple):
    """Hold what was read of a text.

    Args:
        node: Its tree, or None where it says nothing.
        operators: Where its operators stand.
        doubtful: Which of them are Arabic words.
    """

    node: Node | None
    operators: tuple[Span, ...]
    doubtful: tuple[Span, ...]


def read(text: str, today: date, limits: Limits) -> Read:
    """Read a text as the query language, whether it has operators or not.

    Args:
        text: The text.
        today: The day that relative dates count from.
        limits: The limits in force.

    Raises:
        QueryRefused: Its brackets are past `max_depth`.
    """

    def too_deep(depth: int) -> None:
        if depth > limits.max_depth:
            raise refuse(limits, "max_depth")

    lexemes = balance(lex(text, today), too_deep)
    weighed = weigh(lexemes, asks=_asks(text))
    operators = tuple(lexeme.span for lexeme in weighed if lexeme.kind is Kind.OPERATOR)
    maybe = {lexeme.span for lexeme in lexemes if lexeme.kind is Kind.MAYBE}
    return Read(
        make_tree(attach(weighed)), operators, tuple(span for span in operators if span in maybe)
    )


def understand(
    text: str, analyzer: Analyzer, limits: Limits, today: date | None = None
) -> Structure | None:
    """Return what the operators and fields of a text ask for, or None where it has none.

    Args:
        text: What a person typed.
        analyzer: The analyzer that the index was made with.
        limits: The limits in force.
        today: The day that relative dates count from; the current one, in UTC, where None.

    Raises:
        QueryRefused: The text is past one of the limits.
    """
    unmarked = unmark(text)
    if not any(map(unmarked.__contains__, _HINTS)) or not _TELLING.search(unmarked):
        return None
    node, operators, doubtful = read(text, today or datetime.now(UTC).date(), limits)
    if node is None or _is_plain(node):
        return None
    items = node.items if isinstance(node, Group) else (Item(Occur.PLAIN, node),)
    plain = [item for item in items if _is_plain_item(item)]
    beside = [item for item in items if not _is_plain_item(item)]
    builder = TreeBuilder(text, analyzer.tokens(text))
    if plain and all(_only_keeps(item) for item in beside):
        within = builder.build(Group(tuple(beside)))
        rest = _without(text, [*operators, *(item.node.span for item in beside)])
        structure = Structure(text, node, within, None, (), (), doubtful, rest)
    else:
        tree = builder.build(node)
        clauses = distinct(builder.clauses)
        expansions = tuple(dict.fromkeys(builder.expansions))
        tree = _ranked(tree, clauses) if tree is not None else query.NullQuery
        structure = Structure(text, node, None, tree, clauses, expansions, doubtful, "")
    if builder.size > limits.max_clauses:
        raise refuse(limits, "max_clauses")
    if any(each.letters < limits.min_pattern_letters for each in builder.patterns):
        raise refuse(limits, "min_pattern_letters")
    return structure


def _asks(text: str) -> bool:
    """Tell whether a text is a question or an exclamation: «حدود بدون دول!»."""
    if _SENTENCE_END.search(text):
        return True
    words = fold(text[:_OPENING_CHARS])
    return bool(words) and is_question_word(words[0])


def _is_plain(node: Node) -> bool:
    if isinstance(node, Group):
        return all(_is_plain_item(item) for item in node.items)
    return isinstance(node, Word) or (isinstance(node, Phrase) and not node.gap)


def _is_plain_item(item: Item) -> bool:
    return item.occur is Occur.PLAIN and _is_plain(item.node)


def _only_keeps(item: Item) -> bool:
    """Tell whether an item keeps articles or keeps them out, and ranks none."""
    return item.occur is Occur.NOT or is_filter(item.node)


def _without(text: str, parts: Sequence[Span]) -> str:
    """Return a text with blanks for some parts, so that all others keep their places."""
    for start, end in parts:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _ranked(tree: query.Query, clauses: Sequence[Clause]) -> query.Query:
    """Return a tree whose articles letter grams rank too, as those of plain words."""
    pieces = [piece for clause in clauses for piece in clause.pieces()]
    return query.AndMaybe(tree, query.Or(pieces)) if pieces else tree

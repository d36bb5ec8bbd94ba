"""The grammar: from lexemes to a tree.

    query := either+                     side by side: all of them
    either := all (OR all)*
    all := part (AND part | NOT part)*
    part := [+ | - | NOT] [field:] [+ | -] unit
    unit := word | phrase | pattern | fuzzy | dates | "(" query ")"

What stands at a wrong place, as an operator at the end, says nothing and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from search.syntax.lexer import Kind, Lexeme
from search.syntax.names import Operator
from search.syntax.nodes import (
    Dates,
    Either,
    Field,
    Group,
    Item,
    Node,
    Occur,
    Scoped,
    Span,
)

__all__ = ["attach", "balance", "make_tree"]


def balance(lexemes: Sequence[Lexeme], too_deep: Callable[[int], None]) -> list[Lexeme]:
    """Return lexemes without brackets that have no partner, or nothing between them.

    Args:
        lexemes: The lexemes of a query.
        too_deep: Called with the depth of the innermost bracket; raises where that is too much.
    """
    opened: list[int] = []
    dropped: set[int] = set()
    said = [0]
    deepest = 0
    for place, lexeme in enumerate(lexemes):
        if lexeme.kind is Kind.OPEN:
            opened.append(place)
            said.append(0)
        elif lexeme.kind is Kind.CLOSE and not opened:
            dropped.add(place)
        elif lexeme.kind is Kind.CLOSE:
            inside = said.pop()
            said[-1] += inside
            # The lexer's own brackets are not written.
            depth = sum(lexemes[each].span[0] < lexemes[each].span[1] for each in opened)
            deepest = max(deepest, depth if inside else 0)
            start = opened.pop()
            if not inside:
                dropped.update((start, place))
        elif lexeme.kind is Kind.UNIT:
            said[-1] += 1
    dropped.update(opened)
    too_deep(deepest)
    return [lexeme for place, lexeme in enumerate(lexemes) if place not in dropped]


def attach(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """Return lexemes without the signs and names of fields that touch nothing.

    Args:
        lexemes: The lexemes of a query.
    """
    kept: list[Lexeme] = []
    following = -1
    for lexeme in reversed(lexemes):
        if lexeme.kind not in (Kind.PLUS, Kind.MINUS, Kind.FIELD) or lexeme.span[1] == following:
            kept.append(lexeme)
            following = lexeme.span[0]
    kept.reverse()
    return kept


def make_tree(lexemes: Sequence[Lexeme]) -> Node | None:
    """Return the tree of a query, or None where it asks for nothing.

    Args:
        lexemes: Balanced lexemes; Arabic operators that are none have been left out.
    """
    return _Parser(lexemes).query()


_SIGNS = (Kind.PLUS, Kind.MINUS)


class _Parser:
    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self._lexemes = lexemes
        self._place = 0

    def query(self) -> Node | None:
        items: list[Item] = []
        while self._peek() not in (None, Kind.CLOSE):
            item = self._either()
            if item is not None:
                items.append(item)
        return _group(items)

    def _peek(self) -> Kind | None:
        return self._lexemes[self._place].kind if self._place < len(self._lexemes) else None

    def _accept(self, *operators: Operator) -> Operator | None:
        """Step over operators of one kind; two in a row say no more than one."""
        found = None
        while self._peek() is Kind.OPERATOR:
            operator = self._lexemes[self._place].operator
            if operator not in operators:
                break
            found = operator
            self._place += 1
        return found

    def _either(self) -> Item | None:
        found = [item for item in (self._all(),) if item is not None]
        while self._accept(Operator.OR, Operator.AND):
            following = self._all()
            if following is not None:
                found.append(following)
        if len(found) < 2:
            return found[0] if found else None
        nodes: list[Node] = []
        for item in found:
            node = item.node if item.occur is not Occur.NOT else Group((item,), item.node.span)
            nodes.extend(node.nodes if isinstance(node, Either) else (node,))
        return Item(Occur.PLAIN, Either(tuple(nodes), _around(nodes)))

    def _all(self) -> Item | None:
        first = self._part()
        if first is None:
            return None
        items = [first]
        joined = False
        while True:
            if self._accept(Operator.AND):
                joined = True
                item = self._part()
            elif self._at_not():
                item = self._part()
            else:
                break
            if item is not None:
                items.append(item)
        if len(items) == 1:
            return first
        if joined:
            # Who wrote AND wants both, and no article that has only one.
            items = [
                item if item.occur is Occur.NOT else Item(Occur.MUST, item.node) for item in items
            ]
        node = _group(items)
        return Item(Occur.PLAIN, node) if node is not None else None

    def _at_not(self) -> bool:
        return self._peek() is Kind.OPERATOR and self._lexemes[self._place].operator is Operator.NOT

    def _part(self) -> Item | None:
        occur = Occur.PLAIN
        while self._peek() in _SIGNS or self._at_not():
            occur = self._sign()
        fields: list[tuple[Field, int]] = []
        while (kind := self._peek()) is Kind.FIELD or (fields and kind in _SIGNS):
            lexeme = self._lexemes[self._place]
            if lexeme.field is not None:
                fields.append((lexeme.field, lexeme.span[0]))
                self._place += 1
            else:
                # title:-x says what -title:x does.
                sign = self._sign()
                occur = occur if occur is Occur.NOT else sign
        node = self._unit()
        if node is None:
            return None
        if fields:
            # Of title:section:x the inner name counts, and the outer one is no word either.
            node = _scope(fields[-1][0], node, (fields[0][1], node.span[1]))
        return Item(occur, node)

    def _sign(self) -> Occur:
        self._place += 1
        return Occur.MUST if self._lexemes[self._place - 1].kind is Kind.PLUS else Occur.NOT

    def _unit(self) -> Node | None:
        kind = self._peek()
        if kind is Kind.UNIT:
            self._place += 1
            return self._lexemes[self._place - 1].unit
        if kind is Kind.OPEN:
            start = self._lexemes[self._place].span[0]
            self._place += 1
            node = self.query()
            end = start
            if self._peek() is Kind.CLOSE:
                end = self._lexemes[self._place].span[1]
                self._place += 1
            return _with_span(node, (start, end)) if isinstance(node, Group | Either) else node
        return None


def _scope(field: Field, node: Node, span: Span) -> Node:
    """Return a node in a field; what names another field already keeps it."""
    if isinstance(node, Dates | Scoped):
        return replace(node, span=span)
    return Scoped(field, node, span)


def _group(items: Sequence[Item]) -> Node | None:
    """Return what items ask for together; a group in a group dissolves where that says the same."""
    signed = any(item.occur is Occur.MUST for item in items)
    flat: list[Item] = []
    for item in items:
        inner = item.node
        if (
            isinstance(inner, Group)
            and item.occur is Occur.PLAIN
            and not signed
            and all(part.occur is not Occur.MUST for part in inner.items)
        ):
            flat.extend(inner.items)
        else:
            flat.append(item)
    if not flat:
        return None
    if len(flat) == 1 and flat[0].occur is Occur.PLAIN:
        return flat[0].node
    return Group(tuple(flat), _around([item.node for item in flat]))


def _around(nodes: Sequence[Node]) -> Span:
    spans = [node.span for node in nodes]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _with_span(node: Group | Either, span: Span) -> Node:
    if isinstance(node, Group):
        return Group(node.items, span)
    return Either(node.nodes, span)

"""Trees: from the tree of a query to what Whoosh searches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from whoosh import query

from index.analysis import Token, default_analyzer, is_stop_word
from index.schema import FIELDS, NO_DATE
from search.clauses import Clause, Word
from search.syntax import nodes
from search.syntax.nodes import (
    Dates,
    Either,
    Field,
    Fuzzy,
    Group,
    Item,
    Node,
    Occur,
    Pattern,
    Phrase,
    Scoped,
    is_filter,
)
from search.syntax.patterns import Expansion
from search.syntax.values import ValueQuery

__all__ = ["TreeBuilder"]

_TEXTS = {Field.TITLE: ("title",), Field.BODY: ("lead", "body")}
_VALUES = {Field.SECTION: "section", Field.SOURCE: "source", Field.TAG: "tags"}


class TreeBuilder:
    """Build what Whoosh searches, and collect what is to be marked.

    Args:
        text: The query.
        tokens: Its words.

    Attributes:
        clauses: The words and phrases that are not excluded.
        expansions: The patterns and fuzzy words that are not excluded.
        patterns: All patterns and fuzzy words, excluded ones too.
        size: How many words, patterns, values and days were built.
    """

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.clauses: list[Clause] = []
        self.expansions: list[Expansion] = []
        self.patterns: list[Expansion] = []
        self.size = 0
        self._text = text
        self._tokens = tokens
        self._starts = [token.start for token in tokens]
        self._excluding = 0

    def build(  # noqa: PLR0911 - one for each kind of node
        self, node: Node, fields: Sequence[str] = FIELDS
    ) -> query.Query | None:
        """Return what Whoosh searches for a node, or None where it says nothing.

        Args:
            node: The node.
            fields: Those of `index.schema.FIELDS` that words are searched in.
        """
        match node:
            case nodes.Word() | Phrase():
                return self._words(node, fields)
            case Pattern() | Fuzzy():
                return self._expansion(node, fields)
            case Dates(first, last):
                self.size += 1
                return _days(first, last)
            case Scoped(field, inner):
                if field.is_text:
                    return self.build(inner, _TEXTS[field])
                return self._value(inner, _VALUES[field])
            case Either(parts):
                return self._either(parts, lambda part: self.build(part, fields))
            case Group(items):
                return self._group(items, lambda part: self.build(part, fields))

    def _words(self, node: nodes.Word | Phrase, fields: Sequence[str]) -> query.Query | None:
        clause = self._clause(node)
        if clause is None:
            return None
        self.size += len(clause.words)
        if not self._excluding:
            self.clauses.append(clause)
        return clause.tree(fields)

    def _clause(self, node: nodes.Word | Phrase) -> Clause | None:
        start, end = node.span
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        # Of several readings of one written word the first is searched.
        held = {token.position: token for token in reversed(self._tokens[first:last])}
        words = tuple(
            Word(token.start, token.end, token.exact, token.stem)
            for _, token in sorted(held.items())
        )
        if not words:
            return None
        written = self._text[words[0].start : words[-1].end]
        if isinstance(node, Phrase):
            return Clause(written, words, quoted=True, stop=False, slop=node.gap + 1)
        stop = all(is_stop_word(word.exact) for word in words)
        return Clause(written, words, quoted=False, stop=stop)

    def _expansion(self, node: Pattern | Fuzzy, fields: Sequence[str]) -> query.Query | None:
        expansion = Expansion.of(node)
        if not expansion.letters:
            return None
        self.size += 1
        self.patterns.append(expansion)
        if not self._excluding:
            self.expansions.append(expansion)
        return expansion.tree(fields)

    def _value(self, node: Node, name: str) -> query.Query | None:
        """Return what finds the articles with a section, source or tag."""
        match node:
            case nodes.Word(text):
                value = ValueQuery(name, (text,))
            case Phrase(words):
                value = ValueQuery(name, words, whole=True)
            case Pattern(text) | Fuzzy(text):
                value = ValueQuery(name, (text,), expansion=Expansion.of(node))
            case Either(parts):
                return self._either(parts, lambda part: self._value(part, name))
            case Group(items):
                return self._group(items, lambda part: self._value(part, name))
            case _:
                return self.build(node)
        self.size += len(value.words)
        return value

    def _either(
        self, parts: Sequence[Node], build: Callable[[Node], query.Query | None]
    ) -> query.Query | None:
        trees = [tree for part in parts if (tree := build(part)) is not None]
        return query.Or(trees) if len(trees) > 1 else trees[0] if trees else None

    def _group(
        self, items: Sequence[Item], build: Callable[[Node], query.Query | None]
    ) -> query.Query | None:
        signed = any(item.occur is Occur.MUST for item in items)
        must: list[query.Query] = []
        may: list[query.Query] = []
        for item in _telling(items):
            if (tree := build(item.node)) is not None:
                plain = item.occur is Occur.PLAIN and signed and not is_filter(item.node)
                (may if plain else must).append(tree)
        tree = query.And(must) if len(must) > 1 else must[0] if must else None
        if may:
            tree = query.AndMaybe(tree, query.Or(may)) if tree is not None else query.Or(may)
        unwanted = self._unwanted(items, build)
        if unwanted is None:
            return tree
        return query.AndNot(tree if tree is not None else query.Every(boost=0.0), unwanted)

    def _unwanted(
        self, items: Sequence[Item], build: Callable[[Node], query.Query | None]
    ) -> query.Query | None:
        self._excluding += 1
        unwanted = self._either([item.node for item in items if item.occur is Occur.NOT], build)
        self._excluding -= 1
        return unwanted


def _telling(items: Sequence[Item]) -> list[Item]:
    """Return the items that are not excluded, without stop words beside others."""
    wanted = [item for item in items if item.occur is not Occur.NOT]
    telling = [item for item in wanted if item.occur is Occur.MUST or not _is_stop_word(item.node)]
    return telling or wanted


def _is_stop_word(node: Node) -> bool:
    if not isinstance(node, nodes.Word):
        return False
    return all(is_stop_word(token.exact) for token in default_analyzer().tokens(node.text))


def _days(first: date | None, last: date | None) -> query.Query:
    # An article without a date has one before every real one.
    start = _second(first) if first else NO_DATE + 1
    end = _second(last + timedelta(1)) if last and last < date.max else None
    return query.NumericRange("date", start, end, endexcl=True, boost=0.0)


def _second(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())

"""Readings: a query with operators in words, so that a reader sees how it was understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from search.results import Results
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
    Word,
    is_filter,
)
from web.dates import day
from web.sayings import SAYINGS, Sayings
from web.voice import Voice

__all__ = ["reading", "understood"]

# A typed word may run the other way: it is set off by FIRST STRONG ISOLATE and its end.
_ISOLATE: Final = "\u2068{}\u2069"


def reading(node: Node, voice: Voice) -> str:
    """Return a sentence that says what a query asks for.

    Args:
        node: The tree of the query.
        voice: The voice of the page.

    Returns:
        Such as «مقالات فيها «غزة» أو «رفح»، وليس فيها «معبر».» What a person typed stands between
        directional isolates.
    """
    return _Reader(SAYINGS[voice.language], voice).sentence(node)


def understood(results: Results, voice: Voice) -> str:
    """Return how the operators and fields of a query were understood, or "" where it has none.

    Args:
        results: The answer to the query.
        voice: The voice of the answer.
    """
    return reading(results.structure.node, voice) if results.structure else ""


class _Reader:
    def __init__(self, say: Sayings, voice: Voice) -> None:
        self._say = say
        self._voice = voice

    def sentence(self, node: Node) -> str:
        return self._say.opening.format(self._clause(node))

    def _clause(self, node: Node) -> str:
        """Return what articles are that a node finds: «فيها …، وليس فيها …»."""
        say = self._say
        if isinstance(node, Dates):
            return self._days(node)
        if isinstance(node, Scoped):
            spread = _spread(node)
            return self._scoped(node, say.in_field) if spread is None else self._clause(spread)
        if (noun := self._noun(node)) is not None:
            return say.has.format(noun)
        if isinstance(node, Group):
            return self._group(node)
        if isinstance(node, Either):
            return say.any_of.format(say.either.join(f"({self._clause(n)})" for n in node.nodes))
        return ""

    def _group(self, group: Group) -> str:
        say = self._say
        signed = any(item.occur is Occur.MUST for item in group.items)
        wanted: list[Node] = []
        better: list[Node] = []
        unwanted: list[str] = []
        for item in group.items:
            if item.occur is Occur.NOT:
                unwanted.append(self._lacks(item.node))
            elif signed and item.occur is Occur.PLAIN and not is_filter(item.node):
                better.append(item.node)
            else:
                wanted.append(item.node)
        parts = say.besides.join([*self._together(wanted), *unwanted])
        if not better:
            return parts
        return say.maybe.format(parts, say.besides.join(self._together(better)))

    def _together(self, wanted: Sequence[Node]) -> list[str]:
        """Return clauses of nodes, those that are words and phrases in one."""
        nouns: list[str] = []
        others: list[str] = []
        for node in wanted:
            noun = None if is_filter(node) else self._noun(node)
            if noun is None:
                others.append(self._clause(node))
            else:
                nouns.append(self._bracketed(node, noun))
        first = [self._say.has.format(self._say.both.join(nouns))] if nouns else []
        return first + others

    def _lacks(self, node: Node) -> str:
        say = self._say
        if isinstance(node, Dates):
            return say.not_days.format(self._days(node))
        if isinstance(node, Scoped) and _spread(node) is None:
            return self._scoped(node, say.not_in_field)
        noun = self._noun(node)
        if noun is not None:
            return say.lacks.format(self._bracketed(node, noun))
        return say.none_of.format(self._clause(node))

    def _scoped(self, node: Scoped, sayings: Mapping[Field, str]) -> str:
        noun = self._noun(node.node, named=not node.field.is_text) or ""
        return sayings[node.field].format(self._bracketed(node.node, noun))

    def _bracketed(self, node: Node, noun: str) -> str:
        return f"({noun})" if isinstance(node, Either | Group) else noun

    def _noun(  # noqa: PLR0911 - one for each kind of node
        self, node: Node, *, named: bool = False
    ) -> str | None:
        """Return what can follow «فيها», or None; `named`: it is a name, as of a section."""
        say = self._say
        match node:
            case Word(text):
                return self._quoted(say.quote, text)
            case Phrase(words):
                return self._phrase(words, node.gap, named=named)
            case Pattern(text):
                prefix = text[-1] == "*" and not set("*?") & set(text[:-1])
                shown = text[:-1] if prefix else text
                noun = self._quoted(say.prefix if prefix else say.pattern, shown)
                return say.in_name.format(noun) if named else noun
            case Fuzzy(text):
                noun = self._quoted(say.fuzzy, text)
                return say.in_name.format(noun) if named else noun
            case Either(nodes):
                return self._joined(say.either, nodes, named=named)
            case Group(items) if all(_is_wanted(item) for item in items):
                same = {item.occur for item in items}
                return (
                    self._joined(say.both, [item.node for item in items], named=named)
                    if len(same) == 1
                    else None
                )
            case _:
                return None

    def _joined(self, joint: str, nodes: Sequence[Node], *, named: bool) -> str | None:
        nouns = []
        for node in nodes:
            noun = self._noun(node, named=named)
            if noun is None:
                return None
            nouns.append(self._bracketed(node, noun))
        return joint.join(nouns)

    def _phrase(self, words: Sequence[str], gap: int, *, named: bool) -> str:
        say = self._say
        text = _ISOLATE.format(" ".join(words))
        if gap:
            return say.gap.format(text, self._voice.number(gap))
        if named:
            return say.quote.format(text)
        return (say.phrase if len(words) > 1 else say.as_typed).format(text)

    def _quoted(self, pattern: str, text: str) -> str:
        return pattern.format(_ISOLATE.format(text))

    def _days(self, node: Dates) -> str:
        say = self._say
        if node.first is None or node.last is None:
            only = node.first or node.last
            return (say.since if node.first else say.until).format(self._day(only))
        if node.first == node.last:
            return say.one_day.format(self._day(node.first))
        return say.between.format(self._day(node.first), self._day(node.last))

    def _day(self, value: date | None) -> str:
        return day(value, self._voice) if value else ""


def _spread(node: Scoped) -> Node | None:
    """Return a field's group as a group of fields, where parts of it are excluded; else None."""
    inner = node.node
    if isinstance(inner, Group):
        if not any(_mixed(item) for item in inner.items) and _one_occur(inner):
            return None
        items = (Item(item.occur, _in(node.field, item.node)) for item in inner.items)
        return Group(tuple(items))
    if isinstance(inner, Either):
        if not any(_mixed(Item(Occur.PLAIN, each)) for each in inner.nodes):
            return None
        return Either(tuple(_in(node.field, each) for each in inner.nodes))
    return None


def _in(field: Field, node: Node) -> Node:
    return node if isinstance(node, Dates | Scoped) else Scoped(field, node)


def _one_occur(group: Group) -> bool:
    return len({item.occur for item in group.items} | {Occur.NOT}) == 2 and all(
        map(_is_wanted, group.items)
    )


def _mixed(item: Item) -> bool:
    """Tell whether no noun can name a part: it excludes, or has a field or days in it."""
    match item.node:
        case Dates() | Scoped():
            return True
        case Group(items):
            group = Group(items)
            return not _one_occur(group) or any(map(_mixed, items))
        case Either(nodes):
            return any(_mixed(Item(Occur.PLAIN, node)) for node in nodes)
        case _:
            return False


def _is_wanted(item: Item) -> bool:
    return item.occur is not Occur.NOT

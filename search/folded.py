"""Folded words: the exact terms of written words, without the stems that cost most of analysis."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from index.analysis import Analyzer
from index.analysis.analyzer import TERM_LETTERS
from index.analysis.fold import compose_all, fold_hamzas
from index.analysis.letters import DAGGER_ALEF

__all__ = ["Folded", "FoldedWords"]


class Folded(NamedTuple):
    """Hold what one item of `split_words` is.

    Args:
        written: Its words as written.
        terms: The exact term of each.
    """

    written: tuple[str, ...]
    terms: tuple[str, ...]


class FoldedWords:
    """Remember the exact terms of items of `split_words`, each distinct one folded once.

    Attributes:
        single: The term of each item that is one word.
        others: What each other item is: several words, or none.

    Args:
        analyzer: The analyzer of the index; the terms are those that its `tokens` gives.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self.single: dict[str, str] = {}
        self.others: dict[str, Folded] = {}

    def learn(self, items: Iterable[str]) -> None:
        """Fold the items that are not known yet.

        Args:
            items: What was written as one.
        """
        new = [item for item in set(items) if item not in self.single and item not in self.others]
        regular: dict[str, str] = {}
        for item, composed in zip(new, compose_all(new), strict=True):
            if (
                composed.isalnum()
                and max(len(item), len(composed)) <= TERM_LETTERS
                and DAGGER_ALEF not in item
            ):
                regular[item] = composed
            else:
                self._ask(item)
        terms = fold_hamzas(list(regular.values()))
        self.single.update(zip(regular, terms, strict=True))

    def terms(self, item: str) -> tuple[str, ...]:
        """Return the exact terms of an item, in order.

        Args:
            item: What was written as one.
        """
        if item not in self.single and item not in self.others:
            self.learn((item,))
        return (self.single[item],) if item in self.single else self.others[item].terms

    def _ask(self, item: str) -> None:
        tokens = self._analyzer.tokens(item)
        self.others[item] = Folded(
            tuple(item[token.start : token.end] for token in tokens),
            tuple(token.exact for token in tokens),
        )

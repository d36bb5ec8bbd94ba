"""Values: sections, sources and tags by the words of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from whoosh.query.terms import MultiTerm
from whoosh.reading import IndexReader

from index.analysis import default_analyzer
from search.syntax.patterns import Expansion

__all__ = ["ValueQuery"]

_MOST_REMEMBERED = 10_000


class ValueQuery(MultiTerm):  # type: ignore[misc]
    """Find the articles whose section, source or tag has some words in its name, in their order.

    «سبق» finds the source «صحيفة سبق», «رياضه» the section «رياضة». It gives no score.

    Args:
        name: The field of the schema.
        words: The words as written.
        whole: Whether they must be the whole name, each in its exact form.
        expansion: What one word of the name must be instead, where the words are a pattern.
    """

    constantscore = True
    boost = 0.0

    def __init__(
        self,
        name: str,
        words: Sequence[str],
        *,
        whole: bool = False,
        expansion: Expansion | None = None,
    ) -> None:
        self.fieldname = name
        self.words = tuple(words)
        self.whole = whole
        self.expansion = expansion
        self.text = " ".join(words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ValueQuery) and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash((self.fieldname, self.words, self.whole, self.expansion))

    def __repr__(self) -> str:
        more = f"whole={self.whole}, expansion={self.expansion!r}"
        return f"ValueQuery({self.fieldname!r}, {self.words!r}, {more})"

    def field(self) -> str:
        """Return the field of the schema."""
        return self.fieldname

    def _btexts(self, ixreader: IndexReader) -> Iterator[bytes]:
        """Yield the values of an index that have the words."""
        wanted = _terms(self.text)
        for value in _values(ixreader, self.fieldname):
            if self._fits(wanted, _terms(value.decode("utf-8", "surrogatepass"))):
                yield value

    def _fits(self, wanted: _Terms, found: _Terms) -> bool:
        if self.expansion is not None:
            return any(map(self.expansion.matches, _exact(found)))
        if self.whole or not wanted:
            return bool(wanted) and _exact(wanted) == _exact(found)
        return any(
            all(
                asked[0] == had[0] or asked[1] == had[1]
                for asked, had in zip(wanted, found[start:], strict=False)
            )
            for start in range(len(found) - len(wanted) + 1)
        )


_Terms = tuple[tuple[str, str], ...]


@lru_cache(_MOST_REMEMBERED)
def _terms(text: str) -> _Terms:
    return tuple((token.exact, token.stem) for token in default_analyzer().tokens(text))


def _exact(terms: _Terms) -> list[str]:
    return [exact for exact, _ in terms]


def _values(reader: IndexReader, name: str) -> Iterable[bytes]:
    if name not in reader.schema:
        return ()
    found: Iterable[bytes] = reader.lexicon(name)
    return found

"""The matcher: the postings of one term, one document after the other, as Whoosh asks for them."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from whoosh.formats import Format
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.scoring import BaseScorer
from whoosh.system import pack_uint

from index.columnar.bits import UInt32s
from index.columnar.segment import Field
from index.columnar.textfield import LENGTHS, TextField

__all__ = ["TermMatcher"]


class TermMatcher(LeafMatcher):  # type: ignore[misc]
    """Step through the documents of a term.

    Args:
        name: The name of the field.
        field: The field.
        number: The number of the term in it.
        format_: What Whoosh's schema says of the field's postings.
        scorer: Scores a document, or None.
    """

    def __init__(
        self, name: str, field: Field, number: int, format_: Format, scorer: BaseScorer | None
    ) -> None:
        self.format = format_
        self.scorer = scorer
        self._field = field
        self._number = number
        self._name = name
        self._term = (name, field.terms[number])
        self._docs: list[int] = field.docs(number).tolist()
        self._freqs: list[int] | None = (
            field.freqs(number).tolist() if isinstance(field, TextField) else None
        )
        self._positions: list[list[int]] | None = None
        self._at = 0

    def copy(self) -> TermMatcher:
        """Return a matcher at the same document."""
        other = TermMatcher(self._name, self._field, self._number, self.format, self.scorer)
        other._at = self._at
        return other

    def is_active(self) -> bool:
        """Return whether there is a document."""
        return self._at < len(self._docs)

    def reset(self) -> None:
        """Go back to the first document."""
        self._at = 0

    def id(self) -> int:
        """Return the document."""
        return self._docs[self._at]

    def all_ids(self) -> list[int]:
        """Return all documents from here on."""
        return self._docs[self._at :]

    def next(self) -> None:
        """Go to the next document."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1

    def skip_to(self, id: int) -> None:  # noqa: A002 - Whoosh's name
        """Go to the first document from here on whose number is not less."""
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect_left(self._docs, id, self._at)

    def weight(self) -> float:
        """Return how often the document has the term."""
        return float(self._freqs[self._at]) if self._freqs is not None else 1.0

    def value(self) -> bytes:
        """Return the posting as Whoosh would have stored it."""
        if self.format.supports("positions"):
            encoded: bytes = self.format.encode(self._places())
        elif self._freqs is not None:
            encoded = pack_uint(self._freqs[self._at])
        else:
            encoded = b""
        return encoded

    def value_as(self, astype: str) -> object:
        """Return the posting as Whoosh would have decoded it."""
        if astype == "positions" and self.format.supports("positions"):
            return self._places()
        return LeafMatcher.value_as(self, astype)

    def _places(self) -> list[int]:
        if self._positions is None:
            assert isinstance(self._field, TextField)  # noqa: S101 - only text has positions
            ends = np.cumsum(self._field.freqs(self._number))[:-1]
            places = np.split(self._field.positions(self._number), ends)
            self._positions = [place.tolist() for place in places]
        return self._positions[self._at]

    # The whole list is one block: Whoosh may leave it out, but not a part of it.

    def skip_to_quality(self, minquality: float) -> int:
        """Leave out the rest where no document can be as good."""
        if self.is_active() and self.block_quality() <= minquality:
            self._at = len(self._docs)
            return 1
        return 0

    def block_min_length(self) -> int:
        """Return the shortest length of the field in a document with the term."""
        return int(self._lengths().min())

    def block_max_length(self) -> int:
        """Return the longest length of the field in a document with the term."""
        return int(self._lengths().max())

    def block_max_weight(self) -> float:
        """Return how often the term is in the document that has it most often."""
        return float(max(self._freqs)) if self._freqs else 1.0

    def _lengths(self) -> UInt32s:
        if isinstance(self._field, TextField):
            return LENGTHS[self._field.lengths[self._docs]]
        return np.zeros(1, np.uint32)

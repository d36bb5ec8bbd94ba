"""Positions: where a term stands in some of its documents."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import Int64s, UInt32s
from index.columnar.impacts import Coded
from index.columnar.textfield import TextField

__all__ = ["positions_in"]

_FEW = 256
"""Numbers of fewer documents are repeated one by one."""

_FREQUENCY = np.uint16(8)
"""From which bit on a code of `Coded` is a frequency."""


def positions_in(
    field: TextField, term: int, postings: Coded, places: Int64s
) -> tuple[Int64s, UInt32s]:
    """Return where a term stands in some of its documents.

    Args:
        field: The field; it has positions.
        term: The number of the term.
        postings: Its documents, and how often it is in each.
        places: Which of these documents, ascending.

    Returns:
        For each occurrence in them, the number of its document among these, and its position.

    Raises:
        IndexDamaged: They are not what was written.
    """
    freqs: NDArray[np.unsignedinteger] = postings.codes >> _FREQUENCY
    if len(postings.places):
        freqs = postings.frequencies()
    ends = np.add.accumulate(freqs, dtype=np.int64)
    freqs = freqs.take(places)
    wanted = np.add.accumulate(freqs, dtype=np.int64)
    numbers = _numbers(freqs, wanted)
    # Of all occurrences: those up to the end of the document, less the wanted ones up to it,
    # leaves those before it that are not wanted.
    occurrences = (ends.take(places) - wanted).take(numbers)
    occurrences += np.arange(len(numbers))
    return numbers, field.positions_at(term, occurrences, int(ends[-1]))


def _numbers(freqs: NDArray[np.unsignedinteger], ends: Int64s) -> Int64s:
    """Return the number of each document as often as its frequency; `ends` are their sums."""
    if len(freqs) < _FEW:
        return np.arange(len(freqs)).repeat(freqs)
    # The processor cannot guess how often to repeat each, and loses more time than this takes.
    numbers = np.zeros(int(ends[-1]) + 1, np.int64)
    numbers[ends] = 1
    return np.add.accumulate(numbers, out=numbers)[:-1]

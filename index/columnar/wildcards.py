"""Wildcards: the terms of a dictionary that a pattern with * and ? matches whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.columnar.bits import Int64s, UInt32s
from index.columnar.terms import TermDictionary

__all__ = ["terms_like"]

_ONE_LETTER = rb"(?:[\x00-\x09\x0b-\x7f]|[\xc2-\xf4][\x80-\xbf]+)"

_DENSE = 16
"""From one candidate in so many terms on, all terms are tried at once."""


def terms_like(terms: TermDictionary, pattern: str) -> range | Int64s:
    """Return the numbers of the terms that a pattern matches.

    Args:
        terms: The dictionary.
        pattern: `*` stands for any letters, `?` for one.

    Returns:
        The numbers, ascending.
    """
    begin, *others = re.split(r"[*?]", pattern)
    among = terms.prefix_range(begin.encode())
    if not others:
        number = terms.find(pattern.encode())
        return range(number, number + 1) if number >= 0 else range(0)
    if "?" not in pattern:
        *middle, end = (piece.encode() for piece in others)
        return _stars(terms, among, begin.encode(), [piece for piece in middle if piece], end)
    longest = max(others, key=len).encode()
    if not longest and not begin:
        letters = terms.letters(among)
        least = pattern.count("?")
        fits = letters >= least if "*" in pattern else letters == least
        return np.flatnonzero(fits) + among.start
    return _one_by_one(terms, among, pattern, longest)


def _stars(
    terms: TermDictionary, among: range, begin: bytes, middle: Sequence[bytes], end: bytes
) -> range | Int64s:
    """Match pieces with stars between them: each at its first place behind the one before."""
    if not middle and not end:
        return among
    pieces = [*middle, end + b"\n"] if end else list(middle)
    hits = [terms.hits(piece, among) for piece in pieces]
    # The piece that stands in the fewest terms says which are looked at.
    numbers = terms.owners(min(hits, key=len), among)
    if len(pieces) == 1 and not begin:
        return numbers
    ends = terms.places(numbers + 1)
    places = terms.places(numbers) + np.uint32(len(begin))
    for piece, found in zip(pieces, hits, strict=True):
        if piece[-1:] == b"\n":
            # The last piece stands at the end, wherever else it does.
            fits = _among(found, ends - np.uint32(len(piece)))
            fits &= ends >= places + np.uint32(len(piece))
        else:
            nearest = np.searchsorted(found, places)
            places = np.append(found, np.uint32(2**32 - 1 - len(piece)))[nearest]
            places += np.uint32(len(piece))
            fits = places < ends
        numbers, ends, places = numbers[fits], ends[fits], places[fits]
    return numbers


def _among(sorted_places: UInt32s, places: UInt32s) -> NDArray[np.bool_]:
    if not len(sorted_places):
        return np.zeros(len(places), np.bool_)
    nearest = np.minimum(np.searchsorted(sorted_places, places), len(sorted_places) - 1)
    found: NDArray[np.bool_] = sorted_places[nearest] == places
    return found


def _one_by_one(terms: TermDictionary, among: range, pattern: str, piece: bytes) -> Int64s:
    """Try a regular expression on the terms that have a piece of the pattern."""
    compiled = re.compile(_expression(pattern), re.MULTILINE)
    if piece:
        numbers = terms.owners(terms.hits(piece, among), among)
        if len(numbers) * _DENSE < len(among):
            kept = [compiled.match(terms[number]) is not None for number in numbers.tolist()]
            return numbers[np.array(kept, np.bool_)]
    if not among:
        return np.zeros(0, np.int64)
    found = [match.start() for match in compiled.finditer(terms.text(among))]
    # Of another type than the offsets, all of them would be converted first.
    places = np.array(found, np.uint32) + terms.places(np.array([among.start]))
    return terms.owners(places, among)


def _expression(pattern: str) -> bytes:
    """Return the regular expression over UTF-8 of a pattern with * and ?.

    What stands between two stars is taken where it is first found, for good: going back would
    find nothing more, and would take longer with every star.
    """
    first, *others = ("".join(_letters(piece)).encode("latin-1") for piece in pattern.split("*"))
    if not others:
        return b"^" + first + b"$"
    middle = b"".join(rb"(?>[^\n]*?" + piece + b")" for piece in others[:-1] if piece)
    return b"^" + first + middle + rb"[^\n]*" + others[-1] + b"$"


def _letters(piece: str) -> Iterator[str]:
    # Bytes as characters of Latin-1, so that pieces join as text.
    for char in piece:
        yield (_ONE_LETTER if char == "?" else re.escape(char.encode())).decode("latin-1")

"""The parser: from what a person typed to words and phrases; it refuses only by a limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from index.analysis import Analyzer, Token, is_stop_word
from search.clauses import Clause, ParsedQuery, Word
from search.limits import Limits, refuse

__all__ = ["parse"]

# Each opening mark with the marks that close it. Keyboards and word processors pair the
# curved ones in both directions, so either of the two closes what either opened.
_PHRASE = re.compile(
    r'"(?P<straight>[^"]*)"'
    r"|«(?P<angle>[^«»]*)»"
    r"|[“”](?P<curved>[^“”]*)[“”]"
    r'|„(?P<low>[^„“”"]*)[“”"]'
)

# Half of a surrogate pair: no text has it, but a command line can; it cannot be encoded.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class _Piece(NamedTuple):
    start: int
    text: str
    quoted: bool


def parse(text: str, analyzer: Analyzer, limits: Limits) -> ParsedQuery:
    """Parse what a person typed.

    Words are searched in any form of theirs. Words between quotation marks ("…", «…», “…”,
    „…”) are a phrase: adjacent, in this order, in this form. A mark without its partner is
    punctuation, like every other sign.

    Args:
        text: The text; nothing is assumed of it.
        analyzer: The analyzer that the index was made with.
        limits: The limits in force.

    Returns:
        The clauses, each once; none where the text has no words.

    Raises:
        QueryRefused: The text is past `max_query_chars` or `max_clauses`.
    """
    if len(text) > limits.max_query_chars:
        raise refuse(limits, "max_query_chars")
    text = _LONE_SURROGATE.sub(" ", text)
    clauses: dict[tuple[bool, tuple[str, ...]], Clause] = {}
    for piece in _pieces(text):
        for clause in _clauses(piece, text, analyzer):
            clauses.setdefault((clause.adjacent, clause.terms), clause)
    parsed = ParsedQuery(text, tuple(clauses.values()))
    if sum(len(clause.words) for clause in parsed.searched) > limits.max_clauses:
        raise refuse(limits, "max_clauses")
    return parsed


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield the runs of a text that stand inside and outside quotation marks."""
    end = 0
    for match in _PHRASE.finditer(text):
        yield _Piece(end, text[end : match.start()], False)
        group = str(match.lastgroup)
        yield _Piece(match.start(group), match[group], True)
        end = match.end()
    yield _Piece(end, text[end:], False)


def _clauses(piece: _Piece, text: str, analyzer: Analyzer) -> Iterator[Clause]:
    tokens = analyzer.tokens(piece.text)
    if not tokens:
        return
    if piece.quoted:
        yield _clause(tokens, piece, text)
        return
    # A sign that stands for several words (ﷺ) gives several tokens with the same offsets.
    for _, written in groupby(tokens, key=lambda token: (token.start, token.end)):
        yield _clause(list(written), piece, text)


def _clause(tokens: list[Token], piece: _Piece, text: str) -> Clause:
    words = tuple(
        Word(piece.start + token.start, piece.start + token.end, token.exact, token.stem)
        for token in tokens
    )
    stop = not piece.quoted and all(is_stop_word(word.exact) for word in words)
    return Clause(text[words[0].start : words[-1].end], words, piece.quoted, stop)

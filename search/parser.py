"""The parser: from what a person typed to words and phrases; it refuses only by a limit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from index.analysis import Analyzer, Token, is_question_word, is_stop_word
from index.analysis.letters import CONTROLS, char_class
from search.clauses import Clause, ParsedQuery, Word, distinct
from search.framing import framed
from search.limits import Limits, refuse
from search.syntax.lexer import unread_dates
from search.syntax.names import english_operator
from search.syntax.quotes import GAP, QUOTED
from search.syntax.understand import understand

__all__ = ["parse"]

# Half of a surrogate pair: no text has it, but a command line can; it cannot be encoded.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


# Direction marks come with pasted text; next to a sign they would hide it. Joiners are spelling.
_INVISIBLE = re.compile(f"(?![\u200c\u200d])[{char_class(CONTROLS)}]")

_QUESTION_MARK = re.compile("[?؟]")

_MANY_WORDS = 5
"""So many words seldom stand in one article all, unless it was quoted."""


_WHO = "من"
_PRONOUNS = frozenset(("هو", "هي", "هم", "هن"))


class _Piece(NamedTuple):
    start: int
    text: str
    quoted: bool


def parse(text: str, analyzer: Analyzer, limits: Limits, today: date | None = None) -> ParsedQuery:
    """Parse what a person typed.

    Words are searched in any form of theirs. Words between quotation marks ("…", «…», “…”,
    „…”) are a phrase: adjacent, in this order, in this form; so is a single word after =. A mark
    without its partner is punctuation, like every other sign but those of the query language
    (`search.syntax`). What only filters or excludes leaves the words beside it what they are
    alone.

    Args:
        text: The text; nothing is assumed of it.
        analyzer: The analyzer that the index was made with.
        limits: The limits in force.
        today: The day that «منذ أسبوع» counts from; the current one, in UTC, where None.

    Returns:
        The clauses, each once; none where the text has no words.

    Raises:
        QueryRefused: The text is past one of the limits.
    """
    if len(text) > limits.max_query_chars:
        raise refuse(limits, "max_query_chars")
    text = _INVISIBLE.sub("", _LONE_SURROGATE.sub(" ", text))
    today = today or datetime.now(UTC).date()
    unread = tuple(unread_dates(text, today)) if ":" in text else ()
    structure = understand(text, analyzer, limits, today)
    if structure is None:
        return replace(_plain(text, analyzer, limits), unread_dates=unread)
    if structure.tree is None:
        plain = _plain(structure.rest, analyzer, limits)
        return replace(plain, text=text, structure=structure, unread_dates=unread)
    return ParsedQuery(text, structure.clauses, structure=structure, unread_dates=unread)


def _plain(text: str, analyzer: Analyzer, limits: Limits) -> ParsedQuery:
    """Parse words and phrases. Of words the service searches as many as it may, and says so."""
    clauses = distinct(
        clause for piece in _pieces(text) for clause in _clauses(piece, text, analyzer)
    )
    parsed = ParsedQuery(text, clauses)
    if sum(len(clause.words) for clause in parsed.clauses if clause.quoted) > limits.max_clauses:
        raise refuse(limits, "max_clauses")
    if not _describes(parsed):
        return parsed
    # Who asks about a title in quotation marks wants what is said of it, however it is written.
    loose = (_word(word, text) for clause in clauses if clause.quoted for word in clause.words)
    return ParsedQuery(text, distinct((*framed(clauses), *loose)), described=True)


def _describes(parsed: ParsedQuery) -> bool:
    """Tell a description, best answered by what fits it best, from a list of required words."""
    if all(clause.quoted for clause in parsed.searched):
        return False
    return (
        len(parsed.required) >= _MANY_WORDS
        or _QUESTION_MARK.search(parsed.text) is not None
        or any(clause.asking for clause in parsed.searched)
        or _opens_a_question(parsed.clauses)
    )


def _opens_a_question(clauses: Sequence[Clause]) -> bool:
    """Tell whether the first words ask, though they are stop words: «ما عدد …», «من هو …»."""
    terms = [clause.terms[0] for clause in clauses[:2] if not clause.quoted]
    # At the head of a query من mostly means "from".
    return len(terms) == 2 and (
        terms[1] in _PRONOUNS if terms[0] == _WHO else is_question_word(terms[0])
    )


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield the runs of a text that stand inside and outside quotation marks."""
    end = 0
    for match in QUOTED.finditer(text):
        yield _Piece(end, text[end : match.start()], False)
        group = str(match.lastgroup)
        yield _Piece(match.start(group), match[group], True)
        # None between says nothing, and is no word either.
        gap = GAP.match(text, match.end())
        end = gap.end() if gap else match.end()
    yield _Piece(end, text[end:], False)


def _clauses(piece: _Piece, text: str, analyzer: Analyzer) -> Iterator[Clause]:
    tokens = _likeliest(analyzer.tokens(piece.text))
    if not tokens:
        return
    if piece.quoted:
        yield _clause(tokens, piece, text)
        return
    # A sign that stands for several words (ﷺ) gives several tokens with the same offsets.
    for _, written in groupby(tokens, key=lambda token: (token.start, token.end)):
        yield _clause(list(written), piece, text)


def _likeliest(tokens: list[Token]) -> list[Token]:
    """Return the first reading of each word; articles are indexed under all readings."""
    return [next(readings) for _, readings in groupby(tokens, key=attrgetter("position"))]


def _clause(tokens: list[Token], piece: _Piece, text: str) -> Clause:
    words = tuple(
        Word(piece.start + token.start, piece.start + token.end, token.exact, token.stem)
        for token in tokens
    )
    written = text[words[0].start : words[-1].end]
    if piece.quoted:
        return Clause(written, words, quoted=True, stop=False)
    # «غزة NOT» is not finished: what should join parts is no word that articles must have.
    joins = english_operator(written) is not None
    stop = joins or all(is_stop_word(word.exact) for word in words)
    asking = len(words) == 1 and not stop and is_question_word(words[0].exact)
    return Clause(written, words, quoted=False, stop=stop, asking=asking)


def _word(word: Word, text: str) -> Clause:
    written = text[word.start : word.end]
    return Clause(written, (word,), quoted=False, stop=is_stop_word(word.exact))

"""The lexer: from a text to words, phrases, signs and brackets; it never fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from itertools import islice
from typing import NamedTuple

from index.analysis.letters import CONTROLS, MARKS, char_class
from index.analysis.tokens import split_words
from search.syntax.dates import find_period, is_date_head, read_period
from search.syntax.names import FIELDS, Operator, arabic_operator, english_operator, unmark
from search.syntax.nodes import Dates, Field, Fuzzy, Pattern, Phrase, Span, Word
from search.syntax.quotes import GAP, QUOTED, is_quote

__all__ = ["Kind", "Lexeme", "lex", "unread_dates"]


class Kind(Enum):
    """Name what a lexeme is."""

    UNIT = "something that is searched"
    OPEN = "("
    CLOSE = ")"
    PLUS = "+"
    MINUS = "-"
    FIELD = "a field and its colon"
    OPERATOR = "an operator in capitals"
    MAYBE = "an Arabic word that may be an operator"


class Lexeme(NamedTuple):
    """Hold one piece of a query.

    Args:
        kind: What it is.
        span: Where it stands.
        unit: What is searched, for a UNIT.
        field: The field, for a FIELD.
        operator: Which, for an OPERATOR or MAYBE.
    """

    kind: Kind
    span: Span
    unit: Word | Phrase | Pattern | Fuzzy | Dates | None = None
    field: Field | None = None
    operator: Operator | None = None


_BLANKS = re.compile(r"\s+")
_CHUNK = re.compile(r"[^\s()\"«»“”„]+")
_MINUS = "-\u2212"
_SIGNS = "+" + _MINUS

# Vowel marks and controls stand inside of words.
_ASIDE = char_class(MARKS + CONTROLS)
_PATTERN = re.compile(r"(?:[^\W_]|[*?])+")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_YEARS = re.compile(r"\d{3}\*+")
_FUZZY = re.compile("([^\\W_]+)~([12\u0661\u0662\u06f1\u06f2]?)")
_FIELD = re.compile(rf"((?:[^\W_]|[{_ASIDE}])+):")
_ENDS = ".,،:;؛!؟…"
_ASIDE_END = re.compile(r"\w-(?=[\s.,،؛:!؟?)]|$)")

_DIGIT = re.compile(r"\d")
_MOST_DATE_WORDS = 4

_TWO_EDITS_FROM = 6
"""A shorter word with two letters changed is another word."""


def lex(text: str, today: date) -> list[Lexeme]:
    """Cut a text into lexemes; what says nothing, as lone signs, is left out.

    Args:
        text: The text; nothing is assumed of it.
        today: The day that relative dates count from.
    """
    return list(_Lexer(text, today).lexemes())


def unread_dates(text: str, today: date) -> list[str]:
    """Return what the field of dates is asked for and is no date: «30 فبراير 2017».

    Where such a text ends nobody can say; it goes to the last of its first words with a digit.

    Args:
        text: The text; nothing is assumed of it.
        today: The day that relative dates count from.
    """
    lexer = _Lexer(text, today)
    for _ in lexer.lexemes():
        pass
    return lexer.unread


class _Lexer:
    def __init__(self, text: str, today: date) -> None:
        self.unread: list[str] = []
        self._text = text
        self._today = today
        self._place = 0
        self._last: Kind | None = None

    def lexemes(self) -> Iterator[Lexeme]:
        while self._place < len(self._text):
            for lexeme in self._next():
                self._last = lexeme.kind
                yield lexeme

    def _next(self) -> Iterator[Lexeme]:
        text, start = self._text, self._place
        if blank := _BLANKS.match(text, start):
            self._place = blank.end()
            # A sign or a field belongs to what touches it.
            self._last = None
        elif quoted := QUOTED.match(text, start):
            yield from self._phrase(quoted)
        elif text[start] in "()":
            self._place += 1
            yield Lexeme(Kind.OPEN if text[start] == "(" else Kind.CLOSE, (start, start + 1))
        elif chunk := _CHUNK.match(text, start):
            self._place = chunk.end()
            yield from self._chunk(start, chunk.end())
        else:
            # A quotation mark without its partner is punctuation.
            self._place += 1

    def _phrase(self, quoted: re.Match[str]) -> Iterator[Lexeme]:
        self._place = quoted.end()
        group = str(quoted.lastgroup)
        words = tuple(_written(quoted[group]))
        if not words:
            return
        gap = GAP.match(self._text, quoted.end())
        if gap:
            self._place = gap.end()
        between = int(gap[1]) if gap and len(words) > 1 else 0
        yield _unit(Phrase(words, between, quoted.span()), (quoted.start(), self._place))

    def _chunk(self, start: int, end: int) -> Iterator[Lexeme]:
        text = self._text
        if self._begins(start):
            if text[start] in _SIGNS and self._signs(start):
                kind = Kind.PLUS if text[start] == "+" else Kind.MINUS
                self._place = start + 1
                yield Lexeme(kind, (start, start + 1))
                return
            if (named := _FIELD.match(text, start, end)) and self._touches(named.end()):
                field = FIELDS.get(unmark(named[1]).lower())
                if field is Field.DATE:
                    dates = self._dates(start, named.end())
                    if dates is not None:
                        yield dates
                        return
                    self.unread.append(_no_date(text, named.end()))
                elif field is not None:
                    self._place = named.end()
                    yield Lexeme(Kind.FIELD, named.span(), field=field)
                    return
        yield from self._words(start, end)

    def _begins(self, start: int) -> bool:
        """Tell whether signs and fields may stand here: not within a word, nor behind a quote."""
        before = self._text[start - 1 : start]
        return (
            not before
            or before.isspace()
            or before == "("
            or self._last in (Kind.PLUS, Kind.MINUS, Kind.FIELD)
        )

    def _touches(self, place: int) -> bool:
        after = self._text[place : place + 1]
        return bool(after) and not after.isspace() and after != ")"

    def _signs(self, start: int) -> bool:
        """Tell whether + or - is a sign, and not a dash, a telephone number or a temperature."""
        if self._last in (Kind.PLUS, Kind.MINUS):
            return False
        after = self._text[start + 1 : start + 2]
        if not (after.isalpha() or is_quote(after) or after in ("(", "=", "*")):
            return False
        # «الشيخ -رحمه الله- في …»: a pair of dashes holds an aside.
        return self._text[start] == "+" or not _ASIDE_END.search(self._text, start + 1)

    def _dates(self, start: int, colon: int) -> Lexeme | None:
        text = self._text
        if (held := QUOTED.match(text, colon)) and held.lastgroup != "same":
            period = read_period(held[str(held.lastgroup)], self._today)
            end = held.end()
        elif text[colon] == "(" and ")" in text[colon:]:
            end = text.index(")", colon) + 1
            period = read_period(text[colon + 1 : end - 1], self._today)
        else:
            period, length = find_period(text[colon:], self._today)
            end = colon + length
        if period is None:
            return None
        self._place = end
        return _unit(Dates(*period, (start, end)), (start, end))

    def _words(self, start: int, end: int) -> Iterator[Lexeme]:
        text = self._text[start:end]
        bare = text.strip(_ENDS)
        span = (start + text.index(bare), start + text.index(bare) + len(bare)) if bare else None
        if span is None:
            return
        if (special := _special(bare, span)) is not None:
            yield special
            return
        words = list(_places(text, start))
        joined = self._last in (Kind.PLUS, Kind.MINUS, Kind.FIELD)
        if joined and len(words) > 1:
            # -كوفيد-19 excludes the two side by side.
            whole = (words[0].span[0], words[-1].span[1])
            yield _unit(Phrase(tuple(word.text for word in words), 0, whole), whole)
            return
        if len(words) < 2:
            yield from (_unit(word, word.span) for word in words)
            return
        # 2023م أو 2024م: what was written as one stays together.
        first, last = words[0].span[0], words[-1].span[1]
        yield Lexeme(Kind.OPEN, (first, first))
        yield from (_unit(word, word.span) for word in words)
        yield Lexeme(Kind.CLOSE, (last, last))


def _no_date(text: str, colon: int) -> str:
    """Return what may have been meant as a date, from behind a colon."""
    if (held := QUOTED.match(text, colon)) and held.lastgroup:
        return held[held.lastgroup].strip()
    if text[colon] == "(":
        return text[colon + 1 :].partition(")")[0].strip()
    words = list(islice(_CHUNK.finditer(text, colon), _MOST_DATE_WORDS))
    if not words:
        return ""
    ends = [word.end() for word in words if _DIGIT.search(word[0])] or [words[0].end()]
    if len(words) > 1 and is_date_head(words[0][0]):
        ends.append(words[1].end())
    return text[colon : max(ends)].strip(_ENDS)


def _special(bare: str, span: Span) -> Lexeme | None:
    """Return the operator, the pattern or the fuzzy word that a chunk is, or None."""
    if operator := english_operator(bare):
        return Lexeme(Kind.OPERATOR, span, operator=operator)
    if operator := arabic_operator(bare):
        return Lexeme(Kind.MAYBE, span, operator=operator)
    bare = unmark(bare)
    # A hotel's five stars (5*) and four-wheel drive (4*4) are no patterns.
    if not _HAS_LETTER.search(bare) and not _YEARS.fullmatch(bare):
        return None
    if fuzzy := _FUZZY.fullmatch(bare):
        edits = int(fuzzy[2] or (2 if len(fuzzy[1]) >= _TWO_EDITS_FROM else 1))
        return _unit(Fuzzy(fuzzy[1], edits, span), span)
    pattern = re.sub(r"\*+", "*", bare.rstrip("?"))
    # A question mark before a word is none of its letters.
    if pattern.startswith("?") or not re.search("[*?]", pattern) or not _PATTERN.fullmatch(pattern):
        return None
    return _unit(Pattern(pattern, span), span)


def _unit(unit: Word | Phrase | Pattern | Fuzzy | Dates, span: Span) -> Lexeme:
    return Lexeme(Kind.UNIT, span, unit=unit)


def _written(text: str) -> list[str]:
    """Return the written words of a text, each without a blank."""
    return [part for item in split_words(text)[1::2] for part in item.split()]


def _places(text: str, start: int) -> Iterator[Word]:
    for number, item in enumerate(split_words(text)):
        # Operators among other signs are words, and the Arabic ones say nothing as words.
        if number % 2 and arabic_operator(item) is None:
            word = item.lower() if english_operator(item) else item
            yield Word(word, (start, start + len(item)))
        start += len(item)

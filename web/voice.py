"""The voice of a page: its language and its digits, as the URL asks for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final
from urllib.parse import urlencode

from babel import Locale
from babel.numbers import format_decimal
from flask import g, has_request_context, request
from markupsafe import Markup, escape

from web.translation import Translator

__all__ = [
    "ARABIC",
    "ENGLISH",
    "Language",
    "Numerals",
    "Voice",
    "alternatives",
    "direction",
    "translated",
    "voice",
]

_API: Final = "/api/"


class Language(StrEnum):
    """Name the languages of the page; the first is spoken where the URL names none."""

    ARABIC = "ar"
    ENGLISH = "en"

    # Voices are keys of caches that a page asks a hundred times.
    __hash__ = str.__hash__


class Numerals(StrEnum):
    """Name the digits of the page, as CLDR names its numbering systems."""

    ARABIC = "arab"
    LATIN = "latn"

    __hash__ = str.__hash__


_TO_ARABIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_TO_LATIN: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")

_LANGUAGES: Final = {one.value: one for one in Language}
_NUMERALS: Final = {one.value: one for one in Numerals}
_OWN: Final = {Language.ARABIC: Numerals.ARABIC, Language.ENGLISH: Numerals.LATIN}


@dataclass(frozen=True, slots=True)
class Voice:
    """Say things in one language with one kind of digits.

    Args:
        language: The language.
        numerals: The digits.
    """

    language: Language
    numerals: Numerals

    @property
    def locale(self) -> Locale:
        """Return the locale that numbers and dates are written in."""
        return _locale(self.language)

    @property
    def direction(self) -> str:
        """Return "rtl" or "ltr", for the attribute `dir`."""
        return self.locale.text_direction

    @property
    def parameters(self) -> Mapping[str, str]:
        """Return the URL parameters that keep this voice: none for the first language."""
        kept = {}
        if self.language is not Language.ARABIC:
            kept["lang"] = self.language.value
        if self.numerals is not _OWN[self.language]:
            kept["digits"] = self.numerals.value
        return kept

    @property
    def query(self) -> str:
        """Return the same as the query part of a URL."""
        return urlencode(kept) if (kept := self.parameters) else ""

    def text(self, message: str, **values: object) -> Markup:
        """Return a message as HTML.

        Args:
            message: The English message, a `str.format` pattern.
            values: What its fields stand for; what is not `Markup` is escaped.
        """
        said = _escaped(self.language, message)
        return _filled(said, values) if values else said

    def plural(self, one: str, other: str, count: int, **values: object) -> Markup:
        """Return a message about a number, as HTML.

        Args:
            one: The English message for 1.
            other: The English message for any other number.
            count: The number; the field {n} is the number written out.
            values: What the other fields stand for, as for `text`.
        """
        message = escape(Translator(self.language.value, "page").form(one, other, count))
        return _filled(message, {"n": self.number(count), **values})

    def number(self, value: int) -> str:
        """Write a whole number, thousands parted.

        Args:
            value: The number.
        """
        return _decimal(value, self)

    def digits(self, text: object) -> str:
        """Write a value with the digits of this voice.

        Args:
            text: Anything whose `str` has digits.
        """
        wanted = _TO_ARABIC if self.numerals is Numerals.ARABIC else _TO_LATIN
        return str(text).translate(wanted)

    def plain(self, message: str, **values: object) -> str:
        """Return a message as plain text.

        Args:
            message: As for `text`.
            values: What its fields stand for, taken as they are.
        """
        return translated(self.language, message).format(**values)


ARABIC: Final = Voice(Language.ARABIC, Numerals.ARABIC)
"""The voice of a page where the URL asks for none."""

ENGLISH: Final = Voice(Language.ENGLISH, Numerals.LATIN)


def voice() -> Voice:
    """Return the voice of the current request; `ARABIC` outside of one."""
    # A page asks a hundred times.
    try:
        found: Voice = g.voice
    except AttributeError:
        found = g.voice = _asked() if has_request_context() else ARABIC
    except RuntimeError:
        return ARABIC
    return found


def alternatives(current: Voice) -> tuple[Voice, Voice]:
    """Return the voice in the other language, and the one with the other digits.

    Args:
        current: The voice of the page.
    """
    other = Language.ENGLISH if current.language is Language.ARABIC else Language.ARABIC
    digits = Numerals.LATIN if current.numerals is Numerals.ARABIC else Numerals.ARABIC
    return Voice(other, _OWN[other]), replace(current, numerals=digits)


@cache
def _locale(language: Language) -> Locale:
    return Locale.parse(language.value)


@cache
def _escaped(language: Language, message: str) -> Markup:
    # Messages are those of the project, so there are not many.
    return escape(translated(language, message))


def _filled(message: Markup, values: Mapping[str, object]) -> Markup:
    # As `Markup.format` does, which looks for more than the names of fields.
    filled = str.format(message, **{name: escape(value) for name, value in values.items()})
    return Markup(filled)  # noqa: S704


@lru_cache(4096)
def _decimal(value: int, voice: Voice) -> str:
    system = voice.numerals.value
    return voice.digits(format_decimal(value, locale=voice.locale, numbering_system=system))


def direction(text: Iterable[str]) -> str:
    """Return the direction of a text: that of its first letter that has one.

    Args:
        text: The text, such as a title, or its letters.

    Returns:
        "rtl" or "ltr", for the attribute `dir`; "rtl" where no letter decides.
    """
    for letter in text:
        match unicodedata.bidirectional(letter):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return "rtl"


def _asked() -> Voice:
    named = request.args.get("lang", "")
    if named not in _LANGUAGES and request.path.startswith(_API):
        # A program has no page with a link to the other language; its header says what it reads.
        named = request.accept_languages.best_match([one.value for one in Language]) or ""
    language = _LANGUAGES.get(named, Language.ARABIC)
    return Voice(language, _NUMERALS.get(request.args.get("digits", ""), _OWN[language]))


def translated(language: Language, message: str) -> str:
    """Return a message as it stands in a catalog, with its fields; itself where it is not there.

    Args:
        language: The language.
        message: The English message.
    """
    return Translator(language.value, "page").text(message)

"""What is told to people, in their language: catalogs of messages, their plurals and numbers."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.message import Counted, Message, told

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

__all__ = ["LANGUAGES", "Translator", "catalog"]

LANGUAGES = ("ar", "en")
"""Languages that every message is told in; the messages in the source are the English ones."""

_FOLDER = Path(__file__).parent / "locale"
# First strong isolate and its end: what stands between is laid out by itself.
_ISOLATE, _END = "\u2068", "\u2069"


@cache
def catalog(language: str, domain: str) -> Catalog | None:
    """Return the messages of one part of the project in one language, read once.

    The catalogs are read as translators write them, so that no compiled copy can be older.

    Args:
        language: One of `LANGUAGES`.
        domain: The name of the file, such as "commands".

    Returns:
        The catalog, or None where the language is that of the source.
    """
    if language not in LANGUAGES or language == "en":
        return None
    from babel.messages.pofile import read_po

    with (_FOLDER / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def _plural_rule(language: str, domain: str) -> Callable[[int], int]:
    found = catalog(language, domain)
    return gettext.c2py(found.plural_expr if found is not None else "n != 1")


@cache
def _forms(language: str, domain: str, singular: str, plural: str) -> tuple[str, ...]:
    # The templates are those of the project, so there are not many.
    found = catalog(language, domain)
    entry = found.get((singular, plural)) if found is not None else None
    return tuple(map(str, entry.string)) if entry and entry.string else ()


class Translator:
    """Say messages in one language.

    Args:
        language: One of `LANGUAGES`.
        domain: The catalog that has them.
        isolate: Whether names, paths and other fields are set off from a sentence that runs
            the other way, by characters that are not seen. That is for a terminal: in a file
            they would stand in the way of whoever searches it or copies a path out of it.
    """

    def __init__(self, language: str, domain: str, *, isolate: bool = False) -> None:
        self.language = language
        self._domain = domain
        self._isolate = isolate and language == "ar"

    def text(self, msgid: str, /, **fields: object) -> str:
        """Return a message in this language, in English where there is no translation.

        Args:
            msgid: The English template, or a `Message`, which brings its own fields.
            fields: What stands in it; messages and errors among them are translated too.
        """
        if type(msgid) is Message:
            return self.text(msgid.template, **msgid.fields)
        found = catalog(self.language, self._domain)
        entry = found.get(msgid) if found is not None and msgid else None
        return self._fill(str(entry.string) if entry and entry.string else msgid, fields)

    def plural(self, singular: str, plural: str, n: int, /, **fields: object) -> str:
        """Return a message that counts something.

        Args:
            singular: The English template for one.
            plural: The English template for all other numbers.
            n: The number; in the templates it is the field `n`.
            fields: What else stands in it.
        """
        return self._fill(self.form(singular, plural, n), {"n": n, **fields})

    def form(self, singular: str, plural: str, n: int) -> str:
        """Return the template that goes with a number, its fields not filled in.

        Args:
            singular: The English template for one.
            plural: The English template for all other numbers.
            n: The number.
        """
        if forms := _forms(self.language, self._domain, singular, plural):
            return forms[_plural_rule(self.language, self._domain)(n)]
        return singular if n == 1 else plural

    def number(self, value: float) -> str:
        """Return a number as this language writes it.

        Args:
            value: The number; one with a fraction is written with one decimal.
        """
        english = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
        return english.translate(_ARABIC_NUMBERS) if self.language == "ar" else english

    def _fill(self, template: str, fields: dict[str, object]) -> str:
        if not fields:
            return template
        return template.format(**{name: self._shown(value) for name, value in fields.items()})

    def _shown(self, value: object) -> str:
        match value:
            case bool():
                return str(value)
            case Counted():
                return self.plural(f"{{n}} {value.noun}", f"{{n}} {value.plural}", int(value))
            case int() | float():
                return self.number(value)
            case BaseException():
                said = told(value)
                return self.text(said) if type(said) is Message else self._shown(said)
            case Message():
                return self.text(value)
            case _:
                return f"{_ISOLATE}{value}{_END}" if self._isolate else str(value)


# As CLDR has them for Arabic digits: ١٬٢٣٤٫٥.
_ARABIC_NUMBERS = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫")

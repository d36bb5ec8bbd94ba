"""The Arabic catalog of commands: complete, faithful and grammatical."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.checkers import num_plurals
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexDamaged
from index.message import Counted, Message
from index.readers.csv import _REASONS
from index.verify import Kind
from web.cli.stats import LABELS
from web.translation import Translator, catalog

_ROOT = Path(__file__).parents[2]
# For each call that says something to a person, the place of its message.
_ERRORS = ("BahithError", "StoreError", "IndexMissing", "IndexLocked", "IndexDamaged")
_SAYING = {
    **dict.fromkeys((*_ERRORS, "IndexOutdated", "Message", "message", "warn", "said", "_note"), 0),
    "ReadError": 1,
    "Skipped": 2,
}
_ARABIC = re.compile("[ء-ي]")


def _strings(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from _strings(body)
            yield from _strings(other)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _strings(value)


def _said() -> Iterator[str]:
    for package in ("index", "search", "web/cli"):
        for path in sorted((_ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
                place = _SAYING.get(name)
                if name == "ValueError" and path.parent.name == "readers":
                    place = 0
                if place is not None and len(node.args) > place:
                    yield from _strings(node.args[place])
    yield from _REASONS.values()
    yield from (kind.value for kind in Kind)
    yield from LABELS


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("msgid", sorted(set(_said()) - {""}))
def test_every_message_has_an_arabic_translation(msgid: str) -> None:
    found = catalog("ar", "commands")
    assert found is not None
    entry = found.get(msgid)
    assert entry is not None, f"web/locale/ar/LC_MESSAGES/commands.po lacks {msgid!r}"
    assert _fields(entry.string) == _fields(msgid)
    assert entry.string.count("\n") == msgid.count("\n")
    # A kind of line that has no word of its own needs none in Arabic.
    if re.sub(r"\{\w+\}|[\W_]", "", msgid):
        assert _ARABIC.search(entry.string)


def test_every_command_that_is_named_is_named_in_arabic_too() -> None:
    found = catalog("ar", "commands")
    assert found is not None
    for entry in found:
        if isinstance(entry.id, str) and entry.id:
            wanted = re.findall(r"`([^`]+)`", entry.id)
            assert re.findall(r"`([^`]+)`", entry.string) == wanted


def test_the_catalog_has_the_six_forms_of_arabic() -> None:
    found = catalog("ar", "commands")
    assert found is not None
    assert found.num_plurals == 6
    for entry in found:
        num_plurals(found, entry)


@pytest.mark.parametrize(
    ("number", "articles", "files"),
    [
        (0, "لا مقالات", "لا ملفات"),
        (1, "مقال واحد", "ملف واحد"),
        (2, "مقالان", "ملفان"),
        (3, "٣ مقالات", "٣ ملفات"),
        (10, "١٠ مقالات", "١٠ ملفات"),
        (11, "١١ مقالًا", "١١ ملفًا"),
        (99, "٩٩ مقالًا", "٩٩ ملفًا"),
        (100, "١٠٠ مقال", "١٠٠ ملف"),
        (102, "١٠٢ مقال", "١٠٢ ملف"),
        (103, "١٠٣ مقالات", "١٠٣ ملفات"),
        (1_111, "١٬١١١ مقالًا", "١٬١١١ ملفًا"),
    ],
)
def test_counted_nouns(number: int, articles: str, files: str) -> None:
    arabic = Translator("ar", "commands")
    assert arabic.text("{n}", n=Counted(number, "article")) == articles
    assert arabic.text("{n}", n=Counted(number, "file")) == files


@pytest.mark.parametrize(
    ("number", "english"),
    [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (1_000, "1,000 articles")],
)
def test_counted_nouns_in_english(number: int, english: str) -> None:
    assert Translator("en", "commands").text("{n}", n=Counted(number, "article")) == english
    assert str(Message("{n}", n=Counted(number, "article"))) == english


def test_an_error_is_said_with_all_it_holds() -> None:
    inner = IndexDamaged("{file} {problem}", file="/i/1.segment", problem=Message("is missing"))
    outer = IndexDamaged("{error}; there is nothing sound to back up", error=inner)
    assert str(outer) == "/i/1.segment is missing; there is nothing sound to back up"
    arabic = Translator("ar", "commands").text(outer.args[0])
    assert arabic == "/i/1.segment مفقود؛ لا يوجد شيء سليم يُنسخ"


def test_fields_are_set_off_on_a_terminal_only_and_in_arabic_only() -> None:
    said = Message("skipped {place}: {reason}", place="/a/b.txt:3", reason=Message("empty"))
    plain = "تُخطِّي /a/b.txt:3: فارغ"
    assert Translator("ar", "commands").text(said) == plain
    on_terminal = Translator("ar", "commands", isolate=True).text(said)
    assert on_terminal == plain.replace("/a/b.txt:3", "\u2068/a/b.txt:3\u2069")
    assert Translator("en", "commands", isolate=True).text(said) == str(said)


@given(st.text(), st.text(), st.integers(), st.floats(allow_nan=False, allow_infinity=False))
def test_whatever_stands_in_a_field_is_told(a: str, b: str, n: int, x: float) -> None:
    said = Message("{a} {b} {n} {x}", a=a, b=Message(b), n=n, x=x)
    for language in ("ar", "en"):
        assert a in Translator(language, "commands").text(said)
    assert str(said).startswith(f"{a} {b} {n:,} ")


def test_what_is_not_translated_is_told_in_english() -> None:
    assert Translator("ar", "commands").text("no such message {n}", n="x") == "no such message x"

"""Help and usage errors, click's own sentences among them, in both languages."""

from __future__ import annotations

import inspect
import re

import pytest
from click.testing import CliRunner, Result

from web.cli import main
from web.cli.help import paragraphs
from web.translation import catalog

_NEUTRAL = {"BAHITH_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}
_ARABIC = re.compile("[ء-ي]")


def run(*arguments: str, **environ: str) -> Result:
    return CliRunner(env={**_NEUTRAL, **environ}).invoke(main, arguments, prog_name="bahith")


def _helps() -> set[str]:
    commands = (main, *main.commands.values())
    helps = {part for c in commands for part in paragraphs(inspect.cleandoc(c.help or ""))}
    return helps | {getattr(param, "help", "") or "" for c in commands for param in c.params} - {""}


@pytest.mark.parametrize("text", sorted(_helps()))
def test_every_help_text_has_an_arabic_translation(text: str) -> None:
    found = catalog("ar", "commands")
    assert found is not None
    entry = found.get(text)
    assert entry is not None, f"web/locale/ar/LC_MESSAGES/commands.po lacks {text!r}"
    assert isinstance(entry.string, str)
    assert _ARABIC.search(entry.string)
    # What has to be typed as it stands is in both.
    typed = re.compile(r"--[a-z-]+|\b[A-Z]{4,}\b")
    assert set(typed.findall(entry.string)) == set(typed.findall(text))


@pytest.mark.parametrize("name", [None, *sorted(main.commands)])
def test_help_is_all_in_one_language(name: str | None) -> None:
    command = [name, "--help"] if name else ["--help"]
    arabic = run(*command, LC_ALL="ar_EG.UTF-8").stdout
    assert "الاستعمال: bahith" in arabic
    assert not re.search(r"Usage|Options|Commands|Show|default|env var|required", arabic)
    for line in arabic.splitlines()[2:]:
        # Names and values may fill a line; a sentence in Latin letters may not.
        words = re.sub(r"--\S+|\[[^]]*\]", "", line)
        assert _ARABIC.search(words) or len(re.findall(r"[A-Za-z]{2,}", words)) < 4, line
    english = run(*command, LC_ALL="en_US.UTF-8").stdout
    assert not _ARABIC.search(english)
    assert run("--lang", "en", *command, LC_ALL="ar_EG.UTF-8").stdout == english
    assert run("--lang", "ar", *command).stdout == arabic


@pytest.mark.parametrize(
    ("arguments", "arabic", "english"),
    [
        ("serch", "لا يوجد أمر اسمه 'serch'", "No such command 'serch'"),
        ("search", "تنقص القيمة 'QUERY'", "Missing argument 'QUERY'"),
        ("evaluate", "ينقص الخيار '--queries'", "Missing option '--queries'"),
        ("index --nope x", "لا يوجد خيار اسمه '--nope'", "No such option '--nope'"),
        ("search --limit", "يحتاج الخيار '--limit' إلى قيمة", "requires an argument"),
        ("verify --json=1", "لا يأخذ الخيار '--json' قيمة", "does not take a value"),
        ("search --limit 0 x", "0 خارج المدى x>=1", "0 is not in the range x>=1"),
        ("search --limit z x", "'z' ليست عددًا مقبولًا", "'z' is not a valid integer"),
        ("search --sort z x", "'z' ليست من القيم المقبولة", "'z' is not one of"),
        ("verify a", "قيمة زائدة (a)", "unexpected extra argument (a)"),
        ("verify a b c", "قيم زائدة (a b c)", "unexpected extra arguments (a b c)"),
        ("restore /no/such", "المسار '/no/such' غير موجود", "'/no/such' does not exist"),
        (f"verify --index {__file__}", "ملف لا مجلد", "is a file"),
        ("restore /", "المسار '/' مجلد لا ملف", "'/' is a directory"),
        ("index --reader-limit a=1 x", "'a' ليس من هذه الأسماء", "'a' is not one of max_line"),
        ("index --reader-limit max_line_bytes=-1 x", "'-1' ليس عددًا صحيحًا", "'-1' is not a whole"),
        ("serve --processes 2 --metrics", "احذف --processes", "leave --processes out"),
    ],
)
def test_usage_errors(arguments: str, arabic: str, english: str) -> None:
    said = run("--lang", "ar", *arguments.split())
    assert said.exit_code == 2
    assert arabic in said.stderr
    assert "خطأ: " in said.stderr
    assert not re.search(r"Usage|Error|Try|Invalid|Missing", said.stderr)
    assert english in run("--lang", "en", *arguments.split()).stderr
    assert run(*arguments.split(), LANG="ar").stderr == said.stderr


def test_a_language_that_there_is_not() -> None:
    said = run("--lang", "fr", "stats", LANG="ar_EG.UTF-8")
    assert said.exit_code == 2
    assert "'fr' ليست من القيمتين المقبولتين، وهما 'ar', 'en'" in said.stderr

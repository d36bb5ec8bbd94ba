"""What commands tell: in which language, and as records for programs."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner, Result

from web.cli import main, messages
from web.cli.messages import chosen_language

_NEUTRAL = {"BAHITH_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}


def run(*arguments: str, **environ: str) -> Result:
    return CliRunner(env={**_NEUTRAL, **environ}).invoke(main, arguments)


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "ar_EG.UTF-8"}, "ar"),
        ({"LANG": "ar"}, "ar"),
        ({"LANG": "ar_SA@latin"}, "ar"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "arc_XX"}, "en"),
        ({"LANG": "ar_EG.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ar_MA.UTF-8"}, "ar"),
        ({"LC_MESSAGES": "ar_MA.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "ar_EG.UTF-8"}, "ar"),
        ({"LC_ALL": "C", "BAHITH_LANG": "ar"}, "ar"),
        ({"LANG": "ar_EG.UTF-8", "BAHITH_LANG": "en"}, "en"),
    ],
)
def test_the_locale_chooses(environ: Mapping[str, str], language: str) -> None:
    assert chosen_language(environ) == language


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    rows = [{"id": str(n), "title": f"عنوان {n}", "body": "متن"} for n in range(3)]
    lines = [json.dumps(row) for row in rows]
    (folder / "a.jsonl").write_text("\n".join([*lines, "[1]"]), "utf-8")
    return folder


def test_a_build_is_told_in_arabic(archive: Path, tmp_path: Path) -> None:
    result = run("index", str(archive), "--index", str(tmp_path / "i"), LANG="ar_EG.UTF-8")
    assert result.exit_code == 0
    skipped, files, articles = result.stderr.splitlines()
    assert skipped == f"باحث: تُخطِّي {archive / 'a.jsonl'}:4: قيمة JSON ليست كائنًا"
    assert files.startswith("باحث: الملفات: المضاف ١، المتغير ٠")
    assert files.endswith("والمتخطَّى ١")
    assert articles.startswith("باحث: تمت الفهرسة: ٣ مقالات؛ في الفهرس الآن: ٣ مقالات؛ المدة")


def test_an_error_is_told_in_the_language_that_was_named(tmp_path: Path) -> None:
    at = ("--index", str(tmp_path / "none"))
    assert f"{tmp_path}/none: لا فهرس هنا" in run("--lang", "ar", "verify", *at).stderr
    assert "no index here" in run("--lang", "en", "verify", *at, LANG="ar_EG").stderr


def test_a_failing_disk_is_told_in_arabic(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("--lang", "ar", "index", str(tmp_path), "--index", str(tmp_path / "file" / "i"))
    assert result.exit_code == 2
    assert "هذا ليس مجلدًا" in result.stderr


def test_json_for_programs_stays_english(archive: Path, tmp_path: Path) -> None:
    at = ("--index", str(tmp_path / "i"), "--json")
    payload = json.loads(run("--lang", "ar", "index", str(archive), *at).stdout)
    reason = "a JSON value that is not an object"
    assert payload["skipped"] == [{"path": str(archive / "a.jsonl"), "line": 4, "reason": reason}]
    assert payload["warnings"] == []


def test_a_date_that_does_not_exist_costs_no_article(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"id": "1", "title": "ع", "date": "31/02/2024"}), "utf-8")
    result = run("index", str(file), "--index", str(tmp_path / "i"), "--json")
    payload = json.loads(result.stdout)
    assert (result.exit_code, payload["articles"], payload["skipped"]) == (0, 1, [])
    (warning,) = payload["warnings"]
    assert warning["line"] == 1
    assert "'31/02/2024' is no date that exists" in warning["reason"]


def test_messages_as_records(archive: Path, tmp_path: Path) -> None:
    at = ("--index", str(tmp_path / "i"))
    result = run("--lang", "ar", "index", str(archive), *at, "--log-json")
    skipped, files, articles = map(json.loads, result.stderr.splitlines())
    assert datetime.fromisoformat(skipped["time"]).tzinfo is not None
    assert (skipped["level"], skipped["event"]) == ("warning", "skipped {place}: {reason}")
    assert skipped["fields"]["place"] == f"{archive / 'a.jsonl'}:4"
    assert files["fields"]["added"] == 1
    assert articles["level"] == "info"
    assert articles["message"].startswith("indexed 3 articles; in the index: 3 articles; ")
    assert articles["fields"]["articles"] == 3


def test_an_error_as_a_record(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    at = ("--index", str(tmp_path / "file" / "i"))
    result = run("index", str(tmp_path), *at, "--log-json")
    assert result.exit_code == 2
    row = json.loads(result.stderr)
    assert row["fields"]["reason"] == "Not a directory"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ["warning"]),
        (("--log-level", "info"), ["info", "warning"]),
        (("--log-level", "error"), []),
    ],
)
def test_what_the_library_logs(
    monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], expected: list[str]
) -> None:
    from web.cli.records import log_options

    log = logging.getLogger("index.something")

    @main.command("log-something")
    @log_options
    def log_something() -> None:
        log.info("read %s", "a", extra={"articles": 3})
        log.warning("cannot read %s", "b")

    monkeypatch.setitem(main.commands, "log-something", log_something)
    before = logging.getLogger().level
    result = run("log-something", *options, "--log-json")
    rows = [json.loads(line) for line in result.stderr.splitlines()]
    assert [row["level"] for row in rows] == expected
    for row in rows:
        if row["level"] == "info":
            assert row["event"] == "read %s"
            assert row["message"] == "read a"
            assert row["fields"] == {"articles": 3}
    plain = run("log-something", *options).stderr.splitlines()
    assert plain == [
        f"bahith: {level.upper()}: index.something: {text}"
        for level, text in zip(
            expected, ["read a", "cannot read b"][-len(expected) :] if expected else [], strict=True
        )
    ]
    assert logging.getLogger().level == before
    assert not [h for h in logging.getLogger().handlers if h.__module__ == "web.cli.records"]
    main.commands.pop("log-something", None)


def test_completion_knows_the_commands() -> None:
    asked = {"_BAHITH_COMPLETE": "bash_complete", "COMP_WORDS": "bahith ve", "COMP_CWORD": "1"}
    script = str(Path(sys.executable).with_name("bahith"))
    environ = {**os.environ, **asked}
    told = subprocess.run([script], env=environ, capture_output=True, text=True, check=True)
    assert told.stdout == "plain,verify\n"


@pytest.mark.parametrize("terminal", [True, False])
def test_the_name_of_a_file_cannot_steer_the_terminal(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    steers = "\x1b]0;taken\x07.jsonl"
    (archive / steers).write_text("[1]", "utf-8")
    stderr = Mock(isatty=lambda: terminal)
    monkeypatch.setattr(messages, "sys", Mock(stderr=stderr, stdout=stderr))
    told = run("index", "-q", str(archive), "--index", str(tmp_path / "i"), BAHITH_LANG="en").stderr
    # What goes into a file keeps the name as it is.
    assert ("skipped" in told, steers in told) == (True, not terminal)
    assert terminal is ("\ufffd]0;taken\ufffd.jsonl:1: " in told)

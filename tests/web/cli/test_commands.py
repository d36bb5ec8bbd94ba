from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner, Result

from index.store import Store
from tests.conftest import WriteArticles
from web.cli import main
from web.translation import catalog

ORIGINAL = "000_aefc2bb80fa31315"

# As `Analyzer.explain` names them; a clitic, such as الـ, is its own name.
STEPS = (
    *("letters, marks, digits", "hamza, teh marbuta, alef maqsura", "month", "compound name"),
    "table of stems",
    *("seat of hamza", "broken plural", "spelling of a name", "pronoun", "verb ending"),
    *("adverb", "dual or plural", "feminine", "nisba"),
)


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, list(arguments), env=environment)


@pytest.fixture
def seed_index(seed_store: Store) -> str:
    return str(seed_store.directory)


@pytest.mark.parametrize(
    "query",
    [
        "انترسيبت",
        "إنترسيبت",
        "القوات الامريكية في العراق",
        "قوات أمريكية",
        "جيش امريكي",
        "لكيان الاحتلال",
        "فلسطين المحتلة",
        "تل أبيب",
        "الوثائق العسكرية",
        "جو بايدن",
        "بايدن كيربي",
        "دونالد ترامب سوريا",
        '"طوفان الأقصى"',
        "2000 جندي",
        "٢٠٠٠ جندي",
        "كانون الثاني بايدن",
        "مُسْتَعِدَّة للمشاركة",
        "مستعداً",
    ],
)
def test_the_original_article_comes_first(seed_index: str, query: str) -> None:
    result = run("search", query, "--json", "--index", seed_index)
    assert result.exit_code == 0
    hits = json.loads(result.stdout)["hits"]
    assert hits[0]["id"] == ORIGINAL
    assert "<mark>" in hits[0]["snippet"] + hits[0]["title"]


def test_a_phrase_the_other_way_round_finds_nothing(seed_index: str) -> None:
    result = run("search", '"الأقصى طوفان"', "--json", "--index", seed_index)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["hits"] == []


def test_search_json_has_the_promised_shape(seed_index: str) -> None:
    payload = json.loads(run("search", "القمر", "--json", "--index", seed_index).stdout)
    assert {"query", "total", "took_ms", "hits", "facets", "suggestion"} <= set(payload)
    keys = {"id", "title", "score", "date", "section", "source", "url", "snippet"}
    assert all(keys <= set(hit) for hit in payload["hits"])


def test_search_for_people(seed_index: str) -> None:
    result = run("search", "القوات الأمريكية في العراق", "--limit", "1", "--index", seed_index)
    assert result.exit_code == 0
    assert result.stdout.startswith("1. القوات الأمريكية في العراق كانت مستعدة")
    assert "2024-01-31 · العالم · الامريكيتان" in result.stdout


def test_nothing_of_an_article_steers_the_terminal(
    tmp_path: Path, write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    steers = "\x1b]0;taken\x07\u202e"
    values = {name: f"{name}{steers}" for name in ("id", "title", "source", "section")}
    index = str(tmp_path / "index")
    run("index", str(write_articles([{**values, "body": "كتاب"}])), "--index", index)
    # The name leads to the command elsewhere.
    monkeypatch.setattr(
        sys.modules["web.cli.search"], "sys", Mock(stdout=Mock(isatty=lambda: True))
    )
    shown = run("search", "كتاب", "--index", index).stdout
    assert "source]0;taken · section]0;taken · id]0;taken" in shown
    assert not set("\x1b\x07\u202e") & set(re.sub(r"\x1b\[\d+m", "", shown))


def test_limit_and_offset(seed_index: str) -> None:
    arguments = ("search", "في", "--json", "--index", seed_index)
    both = json.loads(run(*arguments, "--limit", "2").stdout)["hits"]
    second = json.loads(run(*arguments, "--limit", "1", "--offset", "1").stdout)["hits"]
    assert [hit["id"] for hit in second] == [both[1]["id"]]


def test_index_then_stats_then_search(tmp_path: Path, write_articles: WriteArticles) -> None:
    index = str(tmp_path / "index")
    path = str(write_articles([{"id": "1", "body": "كتاب"}, {"id": "2", "body": "قلم"}]))
    result = run("index", path, "--json", "--index", index)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["articles"] == 2
    assert json.loads(run("stats", "--json", "--index", index).stdout)["articles"] == 2
    assert "articles" in run("stats", "--index", index).stdout
    assert run("search", "كتاب", BAHITH_INDEX=index).exit_code == 0


def test_reindex_is_the_same_command(tmp_path: Path, write_articles: WriteArticles) -> None:
    path = str(write_articles([{"id": "1"}]))
    index = str(tmp_path / "index")
    assert run("reindex", path, "--index", index).exit_code == 0
    result = run("reindex", path, "--index", index)
    assert "files: 0 added" in result.stderr
    assert "1 left alone" in result.stderr


def test_skipped_input_is_named(tmp_path: Path, write_articles: WriteArticles) -> None:
    path = write_articles([{"id": "1"}])
    path.write_text(path.read_text("utf-8") + "{\n", "utf-8")
    result = run("index", str(path), "--index", str(tmp_path / "index"))
    assert result.exit_code == 0
    assert f"skipped {path}:2: " in result.stderr


def test_nothing_to_index_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run("index", str(empty), "--index", str(tmp_path / "index")).exit_code == 1


@pytest.mark.parametrize("command", [("search", "كلمة"), ("stats",)])
def test_no_index_is_an_error_with_the_way_out(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(*command, "--index", str(tmp_path / "none"))
    assert result.exit_code == 2
    assert "bahith index" in result.stderr
    assert result.stdout == ""


def test_a_locked_index_exits_3(tmp_path: Path, write_articles: WriteArticles) -> None:
    path = write_articles([{"id": "1"}])
    with Store(tmp_path / "index").lock():
        assert run("index", str(path), "--index", str(tmp_path / "index")).exit_code == 3


def test_a_damaged_index_exits_4(tmp_path: Path, write_articles: WriteArticles) -> None:
    index = tmp_path / "index"
    assert run("index", str(write_articles([{"id": "1"}])), "--index", str(index)).exit_code == 0
    (index / "manifest.json").write_text("{", "utf-8")
    for command in (["search", "x"], ["stats"], ["serve", "--port", "0"]):
        assert run(*command, "--index", str(index)).exit_code == 4


def test_a_query_over_the_limit_is_refused_in_arabic(seed_index: str) -> None:
    result = run("search", "كلمة " * 200, "--index", seed_index)
    assert result.exit_code == 2
    assert "512" in result.stderr or "٥١٢" in result.stderr


def test_analyze_shows_steps_and_views() -> None:
    result = run("analyze", "وبالوزير")
    assert result.exit_code == 0
    assert "exact view" in result.stdout
    words = json.loads(run("analyze", "وبالوزير", "--json").stdout)["words"]
    assert words[0]["written"] == "وبالوزير"
    assert words[0]["exact"] == "وبالوزير"
    assert words[0]["stem"] == "وزير"
    assert words[0]["grams"] == ["_وبا", "وبال", "بالو", "الوز", "لوزي", "وزير", "زير_"]
    assert run("analyze", "؟!").exit_code == 1


def test_forms_end_at_one_edge_in_a_terminal() -> None:
    lines = run("analyze", "وبالمدارسِ هٰذا").stdout.splitlines()
    shown = [line for line in lines if line]
    assert len(shown) > 8
    edges = {sum(unicodedata.category(char) not in ("Mn", "Cf") for char in line) for line in shown}
    assert len(edges) == 1


def test_forms_and_labels_in_arabic() -> None:
    text = "وبالمدارسِ هٰذا كتابًا شباط الفلسطينيون كتبت مسؤول"
    lines = run("--lang", "ar", "analyze", text).stdout.splitlines()
    shown = [line for line in lines if line]
    assert not re.findall("[a-z]", "".join(shown))
    assert any("كلمة وظيفية" in line for line in shown)
    edges = {sum(unicodedata.category(char) not in ("Mn", "Cf") for char in line) for line in shown}
    assert len(edges) == 1


@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_an_arabic_name(step: str) -> None:
    found = catalog("ar", "commands")
    assert found is not None
    entry = found.get(step)
    assert entry is not None, f"web/locale/ar/LC_MESSAGES/commands.po lacks {step!r}"
    assert re.search("[ء-ي]", str(entry.string))


def test_analyze_as_with_a_dictionary(tmp_path: Path) -> None:
    rows = tmp_path / "words.txt"
    rows.write_text("stem مفكرون مفكر\n", "utf-8")
    told = run("analyze", "والمفكرون", "--json", "--dictionary", str(rows)).stdout
    assert json.loads(told)["words"][0]["stem"] == "مفكر"


def test_every_command_explains_itself() -> None:
    listing = run("--help").stdout
    for name in ("index", "search", "analyze", "serve", "stats"):
        assert name in listing
        assert run(name, "--help").exit_code == 0


def test_a_defect_is_an_error_and_not_nothing_found(
    seed_index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Store, "open", fail)
    result = run("search", "كلمة", "--index", seed_index)
    assert result.exit_code == 2
    assert "ZeroDivisionError" in result.stderr


def test_a_score_is_explained(seed_index: str) -> None:
    asked = ("search", "طوفان الأقصى", "--explain", "--index", seed_index)
    hit = json.loads(run(*asked, "--json").stdout)["hits"][0]
    shares = hit["explanation"]["contributions"]
    total = sum(share["score"] for share in shares) * hit["explanation"]["factor"]
    assert round(total, 4) == hit["score"]
    told = run(*asked).stdout
    assert f"{hit['score']:.4f}" in told
    assert all(f"{share['score']:.4f}" in told for share in shares)


def test_a_score_is_explained_in_arabic(seed_index: str) -> None:
    asked = ("search", "طوفان الأقصى", "--explain", "--index", seed_index, "--limit", "1")
    told = run("--lang", "ar", *asked).stdout
    assert "المتن بالجذع: طوفان" in told
    assert "(الندرة " in told
    assert not re.findall(r"\b(?:body|title|stem|gram|exact|idf|words|weight)\b", told)


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("عنوان\n\nمتن", "utf-8")
    at = ("--index", str(tmp_path / "index"))
    result = run("index", str(tmp_path / "a.txt"), str(tmp_path / "nothing"), *at)
    assert result.exit_code == 2
    assert "nothing: No such file" in result.stderr
    assert "in the index: 1 article" in result.stderr
    assert run("index", str(tmp_path / "a.txt"), *at).exit_code == 0


@pytest.mark.skipif(sys.platform == "darwin", reason="names are text there")
def test_names_that_are_no_text_are_read_back(tmp_path: Path) -> None:
    """A locale of UTF-8 alone cannot print them, and JSON with a stray byte is no JSON."""
    archive = tmp_path / "archive"
    archive.mkdir()
    path = archive / os.fsdecode(b"\xff.txt")
    path.write_text("")
    index = str(tmp_path / "index")
    result = run("index", str(archive), "--json", "--index", index)
    assert result.exit_code == 1
    assert json.loads(result.stdout_bytes)["skipped"][0]["path"] == str(path)
    (tmp_path / "index" / path.name).touch()
    result = run("verify", "--index", index)
    assert result.exit_code == 4
    assert r"\udcff.txt" in result.stdout

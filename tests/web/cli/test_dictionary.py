"""`bahith index --dictionary`, from the file to the answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import WriteArticles
from web.cli import main


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words.txt"
    path.write_text("same تويتر إكس\n", "utf-8")
    return path


@pytest.fixture
def archive(write_articles: WriteArticles) -> Path:
    return write_articles([{"id": "x", "body": "نشر على إكس"}])


def run(tmp_path: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--index", str(tmp_path / "index")])


def total(tmp_path: Path) -> int:
    said = run(tmp_path, "search", "تويتر", "--json")
    found: int = json.loads(said.stdout)["total"]
    assert said.exit_code == (0 if found else 1)
    return found


def test_it_is_named_once_and_stays(tmp_path: Path, archive: Path, words: Path) -> None:
    assert run(tmp_path, "index", archive, "--dictionary", words).exit_code == 0
    words.unlink()
    assert total(tmp_path) == 1
    assert run(tmp_path, "index", archive, "--full").exit_code == 0
    assert total(tmp_path) == 1
    assert json.loads(run(tmp_path, "stats", "--json").stdout)["dictionary"] == 2


@pytest.mark.parametrize("nothing", ["--no-dictionary", "an empty file"])
def test_it_can_be_taken_away(tmp_path: Path, archive: Path, words: Path, nothing: str) -> None:
    run(tmp_path, "index", archive, "--dictionary", words)
    words.write_text("# nothing\n", "utf-8")
    options = [nothing] if nothing.startswith("--") else ["--dictionary", words]
    assert run(tmp_path, "index", archive, *options).exit_code == 0
    assert total(tmp_path) == 0


def test_a_wrong_row_is_named(tmp_path: Path, archive: Path, words: Path) -> None:
    words.write_text("\nsynonym كتاب سفر\n", "utf-8")
    said = run(tmp_path, "index", archive, "--dictionary", words)
    assert said.exit_code == 2
    assert f"{words}:2: 'synonym' is no keyword" in said.stderr
    assert not (tmp_path / "index").exists()


def test_both_options_exclude_each_other(tmp_path: Path, archive: Path, words: Path) -> None:
    said = run(tmp_path, "index", archive, "--dictionary", words, "--no-dictionary")
    assert said.exit_code == 2
    assert "exclude each other" in said.stderr

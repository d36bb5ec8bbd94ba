from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index import manifest
from index.build import build
from index.store import Store
from tests.conftest import WriteArticles
from tests.index.damaging import flip, own_files
from web.cli import main
from web.cli.progress import Lines, progress

BAHITH = str(Path(sys.executable).with_name("bahith"))


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, list(arguments), env=environment)


@pytest.fixture
def index(tmp_path: Path, write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Generation 1 has article 1, generation 2 has articles 1 and 2."""
    store = Store(tmp_path / "index")
    monkeypatch.setenv("BAHITH_INDEX", str(store.directory))
    build([write_articles([{"id": "1"}], "1.jsonl")], store)
    build([write_articles([{"id": "2"}], "2.jsonl")], store)
    return store


def test_verify(index: Store) -> None:
    result = run("verify")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "generations 2, 1" in result.stderr
    assert json.loads(run("verify", "--json").stdout)["sound"] is True
    hurt = own_files(index, 2)[0]
    flip(hurt, random.Random(1))
    result = run("verify")
    assert result.exit_code == 4
    assert result.stdout.startswith(f"damaged: {hurt} has another checksum")
    result = run("verify", "--json")
    assert result.exit_code == 4
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["path"], finding["kind"], finding["generation"]) == (str(hurt), "damaged", 2)


def test_rollback(index: Store) -> None:
    result = run("rollback")
    assert result.exit_code == 0
    assert "generation 1 answers again: 1 article," in result.stderr
    assert json.loads(run("rollback", "--json").stdout)["generation"] == 2


def test_rollback_without_another_generation(tmp_path: Path) -> None:
    result = run("rollback", "--index", str(tmp_path / "none"))
    assert result.exit_code == 2
    assert "there is no index" in result.stderr


def test_a_damaged_index_offers_the_way_back(index: Store) -> None:
    hurt = own_files(index, 2)[0]
    hurt.unlink()
    result = run("stats")
    assert result.exit_code == 4
    assert str(hurt) in result.stderr
    assert "bahith rollback" in result.stderr
    assert run("rollback").exit_code == 0
    assert run("stats").exit_code == 0


@pytest.mark.parametrize("is_later", [True, False])
def test_full_makes_anew_what_cannot_be_read(
    index: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_later: bool
) -> None:
    held = index.manifest()
    assert held is not None
    manifest_file = index.directory / "manifest.json"
    if is_later:
        with monkeypatch.context() as later:
            later.setattr(manifest, "FORMAT", manifest.FORMAT + 1)
            manifest.write_manifest(manifest_file, held)
    else:
        manifest_file.write_text("{", "utf-8")
    again = str(tmp_path / "in" / "1.jsonl")
    result = run("index", again)
    assert result.exit_code == (2 if is_later else 4)
    assert "bahith index --full PATH..." in result.stderr
    assert run("index", "--full", "--dry-run", again).exit_code == 0
    assert run("index", "--full", again).exit_code == 0
    assert json.loads(run("stats", "--json").stdout)["generation"] == 3


def test_backup_and_restore(index: Store, tmp_path: Path) -> None:
    file = str(tmp_path / "b.tar")
    result = run("backup", file)
    assert result.exit_code == 0
    assert f"generation 2 is in {file}: 2 articles, " in result.stderr
    assert json.loads(run("backup", file, "--json").stdout)["articles"] == 2
    other = str(tmp_path / "other")
    result = run("restore", file, "--index", other)
    assert result.exit_code == 0
    assert "2 articles" in result.stderr
    assert json.loads(run("restore", file, "--index", other, "--json").stdout) == {
        "generation": 2,
        "articles": 2,
    }
    assert run("stats", "--index", other).exit_code == 0
    assert run("restore", str(tmp_path / "none.tar")).exit_code == 2
    flip(Path(file), random.Random(4))
    result = run("restore", file)
    assert result.exit_code == 2
    assert "nothing was replaced" in result.stderr


def test_stats_name_the_generations(index: Store) -> None:
    kept = json.loads(run("stats", "--json").stdout)["kept"]
    assert [(old["generation"], old["articles"]) for old in kept] == [(2, 2), (1, 1)]
    shown = run("stats").stdout
    assert re.search(r"before that +generation 1, 1 article,", shown)
    assert re.search(r"segments +2\n", shown)


def test_delete(index: Store) -> None:
    result = run("delete", "2", "x")
    assert result.exit_code == 0
    assert "there is no article 'x'" in result.stderr
    assert "1 article deleted; in the index: 1 article" in result.stderr
    result = run("delete", "2", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["unknown"] == ["2"]


def test_quiet_tells_only_what_was_skipped(index: Store, write_articles: WriteArticles) -> None:
    path = write_articles([{"id": "3"}], "3.jsonl")
    assert run("index", "--quiet", str(path)).output == ""
    path.write_text("{\n", "utf-8")
    result = run("index", "--quiet", str(path))
    assert re.fullmatch(r"bahith: skipped .*3\.jsonl:1: .*\n", result.output)


def test_plain_lines_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    lines = progress(quiet=False)
    assert isinstance(lines, Lines)
    lines.start(3)
    for _ in range(4):
        now += 2.0
        lines.article()
        lines.file()
    assert capsys.readouterr().err == "bahith: 2 of 3 files, 3 articles, 0/s\n"


def test_the_second_writer_exits_3_and_names_the_first(
    index: Store, write_articles: WriteArticles
) -> None:
    path = write_articles([{"id": "3"}], "3.jsonl")
    with index.lock():
        for command in (["index", str(path)], ["rollback"], ["delete", "1"]):
            result = run(*command)
            assert result.exit_code == 3
            assert f"process {os.getpid()} on " in result.stderr


def test_ctrl_c_keeps_nothing_and_says_so(index: Store, tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    text = "كلام كثير " * 300
    with many.open("w", encoding="utf-8") as out:
        for number in range(20_000):
            row = {"id": f"m{number}", "title": "ع", "body": text}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    process = subprocess.Popen([BAHITH, "index", str(many)], stderr=subprocess.PIPE, text=True)
    folder = index.directory / "generations" / "3"
    while not folder.exists():
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    said = process.communicate()[1]
    assert process.returncode == 130
    assert "nothing of this run is kept" in said
    assert "Traceback" not in said
    assert not folder.exists()
    assert run("stats", "--json").exit_code == 0


def test_a_reader_that_stops_is_not_nothing_found(index: Store) -> None:
    """As in `bahith stats | head -1`, with the pipe closed before the first line."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [BAHITH, "stats", "--index", str(index.directory)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")

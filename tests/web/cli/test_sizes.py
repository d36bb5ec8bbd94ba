from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import WriteArticles
from web.cli import main


def test_a_limit_of_the_files_is_a_setting(tmp_path: Path, write_articles: WriteArticles) -> None:
    path = write_articles([{"id": "1", "title": "ك" * 400}, {"id": "2", "title": "قصير"}])
    command = ["index", str(path), "--index", str(tmp_path / "index"), "--json"]
    told = CliRunner().invoke(main, [*command, "--reader-limit", "max_line_bytes=500"]).stdout
    report = json.loads(told)
    assert report["articles"] == 1
    assert report["skipped"][0]["reason"].startswith("the line is longer than 500 bytes; `--reader")


@pytest.mark.parametrize(
    "row", ["lines=5", "max_line_bytes", "max_line_bytes=0", "max_line_bytes=x"]
)
def test_what_is_no_limit_is_refused(tmp_path: Path, row: str) -> None:
    command = ["index", str(tmp_path), "--index", str(tmp_path / "i"), "--reader-limit", row]
    assert CliRunner().invoke(main, command).exit_code == 2

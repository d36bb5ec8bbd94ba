from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.request import Request
from search.results import Results
from tests.web.fake import PlainService
from tests.web.samples import ARTICLES
from web.app import create_app
from web.config import WebConfig
from web.querylog import QueryLog, files, read


def test_answered_searches_are_written_and_nobody_is_named(tmp_path: Path) -> None:
    path = tmp_path / "queries.log"
    client = create_app(PlainService(ARTICLES), WebConfig(query_log=path)).test_client()
    for url in ("/search?q=النجوم&page=2", "/api/search?q=عنقاء", "/", "/search?q=x&from=1"):
        client.get(url, headers={"User-Agent": "someone", "X-Forwarded-For": "192.0.2.1"})
    lines = path.read_text("utf-8").splitlines()
    assert [set(json.loads(line)) for line in lines] == [{"at", "query", "total", "ms", "page"}] * 2
    entries = list(read(lines))
    assert [(e.query, e.total, e.page) for e in entries] == [("النجوم", 25, 2), ("عنقاء", 0, 1)]
    assert path.stat().st_mode & 0o777 == 0o600


def test_no_log_is_written_unless_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    create_app(PlainService(ARTICLES)).test_client().get("/search?q=ب")
    assert list(tmp_path.iterdir()) == []


def test_a_full_log_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "q"
    log = QueryLog(path, max_bytes=400)
    for number in range(40):
        log.add(Request(f"قمر {number}"), Results("", number, 1.0, (), {}))
    log.close()
    assert len(files(path)) == 6
    assert all(file.stat().st_size <= 400 for file in files(path))
    entries = [e for f in files(path) for e in read(f.read_text("utf-8").splitlines())]
    assert [e.total for e in entries] == list(range(40 - len(entries), 40))


def test_a_log_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        create_app(PlainService(()), WebConfig(query_log=tmp_path / "none" / "q"))


@settings(deadline=None)
@given(st.text())
def test_any_query_is_read_back(text: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as name:
        path = Path(name) / "q"
        log = QueryLog(path)
        log.add(Request(text), Results("", 1, 1.0, (), {}))
        log.close()
        (entry,) = read(path.read_text("utf-8").splitlines())
        assert entry.query == text


@pytest.mark.parametrize(
    "line",
    ["", "{", "[]", "1", '{"query": "x"}', '{"at":"","query":1,"total":0,"ms":0,"page":1}',
     '{"at":"","query":"x","total":"y","ms":0,"page":1}', "[" * 100_000],
)  # fmt: skip
def test_lines_of_something_else_are_left_out(line: str) -> None:
    assert list(read([line])) == []

"""Analysis beside this process gives what analysis in it gives, or an error."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.analysis import Analyzer, default_analyzer
from index.analysis.dictionary import Dictionary
from index.article import Article
from index.build import build
from index.columnar import words, writer
from index.columnar.analysis_process import AnalysisProcess
from index.columnar.contents import read_contents
from index.columnar.writer import Writer
from index.errors import StoreError
from index.store import Store

WORDS = [
    "والوزير",
    "مدارسهم",
    "٢٠٢٤",
    "كانون الثاني",
    "هٰذا",
    "…",
    "ﷺ",
    "a\ud800b",
    # Halves of a pair that nobody has put together.
    "\ud83d\ude00",
    "x" * 5_000,
]


@pytest.fixture
def beside() -> Iterator[AnalysisProcess]:
    process = AnalysisProcess(Dictionary())
    yield process
    process.close()


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Analyse every word beside, on a machine with one core as well."""
    monkeypatch.setattr(words, "WORTH_A_PROCESS", 0)
    monkeypatch.setattr(writer, "cores", lambda: 2)


def test_the_same_terms(beside: AnalysisProcess) -> None:
    answers = [beside.terms(part) for part in (WORDS, [], WORDS[:2])]
    expected = [default_analyzer().terms(part) for part in (WORDS, [], WORDS[:2])]
    assert [answer.result() for answer in answers] == expected


def test_the_editors_dictionary_counts() -> None:
    dictionary = Dictionary.parse("same حاسوب كمبيوتر\n", Path("d"))
    beside = AnalysisProcess(dictionary)
    try:
        found = beside.terms(["كمبيوتر"]).result()
    finally:
        beside.close()
    assert found == Analyzer(dictionary).terms(["كمبيوتر"])
    assert found.stems != default_analyzer().terms(["كمبيوتر"]).stems


def _segments(directory: Path) -> list[bytes]:
    articles = [Article(f"{n}", f"عنوان {n}", "بدأت المدارس عامها الجديد " * 9) for n in range(50)]
    directory.mkdir()
    made = Writer(directory)
    for article in articles:
        made.add(article, "file")
    made.commit()
    return [(directory / entry.name).read_bytes() for entry in read_contents(directory)]


def test_the_same_segment(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    here = _segments(tmp_path / "here")
    request.getfixturevalue("always")
    assert _segments(tmp_path / "beside") == here


@pytest.mark.usefixtures("always")
def test_a_dead_process_is_an_error_and_never_a_shorter_index(
    tmp_path: Path, write_articles: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "index")
    path = write_articles([{"id": "a", "body": "نص أول"}, {"id": "b", "body": "نص ثان"}])

    def killed(self: AnalysisProcess, items: list[str]) -> object:
        asked(self, ["كلمة"]).result()
        assert self._process is not None
        self._process.kill()
        return asked(self, items)

    asked = AnalysisProcess.terms
    monkeypatch.setattr(AnalysisProcess, "terms", killed)
    with pytest.raises(StoreError, match=r"has ended with status -9 \(-\); nothing was changed"):
        build([path], store)
    assert store.manifest() is None
    monkeypatch.setattr(AnalysisProcess, "terms", asked)
    assert build([path], store).articles == 2


@pytest.mark.usefixtures("always")
def test_there_is_none_where_people_search_beside(
    tmp_path: Path, write_articles: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "index")
    build([write_articles([{"id": "a", "body": "نص أول"}])], store)

    def started(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(AnalysisProcess, "terms", started)
    path = write_articles([{"id": "a", "body": "نص أول"}, {"id": "b", "body": "نص ثان"}])
    assert build([path], store, full=True).articles == 2


def test_what_it_failed_of_is_told(beside: AnalysisProcess) -> None:
    with pytest.raises(StoreError, match=r"status 1 \(TypeError: .*\)"):
        beside.terms([1]).result()  # type: ignore[list-item]


_PARENT = """
import sys, time
from index.analysis.dictionary import Dictionary
from index.columnar.analysis_process import AnalysisProcess
beside = AnalysisProcess(Dictionary())
beside.terms(["كلمة"]).result()
print(beside._process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals as on Unix")
def test_it_ends_when_the_process_that_started_it_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    end = time.monotonic() + 10
    while _runs(pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        # A process that has ended and was not asked about by its new parent yet is a zombie.
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False

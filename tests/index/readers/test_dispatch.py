from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.readers import Cause, Skipped, dispatch, read
from index.readers.dispatch import _READERS
from index.readers.files import COMPRESSIONS, FORMATS

SUFFIXES = [f + c for f, c in itertools.product(FORMATS, ("", *COMPRESSIONS))]

_BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=100).map(lambda text: text.encode(errors="surrogatepass")),
    st.text('اليم، <>p/{}[]",:;\n\ntitle1', max_size=100).map(str.encode),
    st.text("غزةبي \n", max_size=50).map(lambda text: text.encode("cp1256")),
    st.binary(max_size=60).map(lambda tail: b"title,body\n" + tail),
)


def test_every_format_has_a_reader() -> None:
    assert set(_READERS) == set(FORMATS)


def test_a_defect_of_a_reader_costs_its_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> Iterator[Article]:
        yield Article("1", "ع", "ن")
        raise RecursionError("too deep")

    monkeypatch.setitem(dispatch._READERS, ".txt", broken)
    (tmp_path / "a.txt").write_text("نص", "utf-8")
    first, last = read(tmp_path / "a.txt")
    assert isinstance(first, Article)
    assert isinstance(last, Skipped)
    assert "please report this defect: RecursionError('too deep')" in last.reason
    assert "Traceback" in caplog.text


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=_BYTES)
def test_any_bytes_are_read_without_an_exception(
    tmp_path: Path, suffix: str, content: bytes
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    for item in read(path):
        if isinstance(item, Article):
            assert item.id
            assert item.title
            assert item.to_json().encode()
            assert Article.from_json(item.to_json()) == item
        else:
            assert isinstance(item, Skipped)
            assert item.reason
            assert "defect" not in item.reason


def test_a_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_text("نص")
    monkeypatch.setattr("os.open", refuse)
    assert list(read(path)) == [Skipped(path, None, "Permission denied", cause=Cause.DISK)]


def test_a_file_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"title": "عنوان"}\n' * 200_000)
    items = read(path)
    assert isinstance(next(items), Article)

from __future__ import annotations

import codecs
import json
from collections.abc import Callable

import pytest

from index.article import Article
from index.readers import Skipped
from index.readers.decode import clean, detect
from tests.index.readers.conftest import Reading, why

Read = Callable[[str, bytes | str], Reading]

TEXT = "كشفت وثائق عسكرية أن الجيش كان مستعداً، وفقاً لما ذكره الموقع «اليوم»."


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode()[:-2] + "ة".encode()[:1], "utf-8"),
        (b"plain ASCII", "utf-8"),
        (b"", "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        ('{"title": "خبر"}'.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("cp1256"), "cp1256"),
        ("غزة".encode("cp1256"), "cp1256"),
        ("خبر عاجل".encode("cp1256"), "cp1256"),
        ('{"title": "خبر", "body": "نص قصير"}'.encode("cp1256"), "cp1256"),
        ("وثائق، وبيانات؛ “مهمة” – إلخ…".encode("cp1256"), "cp1256"),
        ((TEXT.replace("«", "").replace("»", "") * 3).encode("iso8859-6"), "iso8859_6"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xc7\xe1", None),
        (bytes(range(128, 256)) + b"\x01", None),
    ],
)
def test_detect(data: bytes, encoding: str | None) -> None:
    assert detect(data) == encoding


def test_valid_utf8_wins_over_a_declaration() -> None:
    assert detect(TEXT.encode(), "windows-1256") == "utf-8"


@pytest.mark.parametrize("declared", ["rot13", "unicode_escape", "utf-7", "no-such"])
def test_declarations_that_nobody_means(declared: str) -> None:
    assert detect(TEXT.encode("cp1256"), declared) == "cp1256"


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"]
)
def test_every_format_in_every_encoding(reading: Read, name: str, encoding: str) -> None:
    content = {
        "a.txt": f"خبر عاجل\n\n{TEXT}\n",
        "a.html": f"<h1>خبر عاجل</h1>\n<p>{TEXT}</p>\n",
        "a.jsonl": json.dumps({"title": "خبر عاجل", "body": TEXT}, ensure_ascii=False) + "\n",
        "a.csv": f'title,body\nخبر عاجل,"{TEXT}"\n',
    }[name]
    (article,) = reading(name, content.encode(encoding))
    assert isinstance(article, Article)
    assert (article.title, article.body) == ("خبر عاجل", TEXT)


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1256">',
        "<meta http-equiv=Content-Type content='text/html; charset=windows-1256'>",
    ],
)
def test_declared_in_html(reading: Read, head: str) -> None:
    # A name that detection alone would not take for Arabic: one letter in a Latin page.
    (article,) = reading("a.html", f"{head}<h1>Voilà é è</h1><p>ب</p>".encode("cp1256"))
    assert isinstance(article, Article)
    assert (article.title, article.body) == ("Voilà é è", "ب")


def test_declared_in_the_prolog(reading: Read) -> None:
    page = "<?xml version='1.0' encoding='windows-1256'?><html><body><p>é ب</p></body></html>"
    (article,) = reading("a.xhtml", page.encode("cp1256"))
    assert isinstance(article, Article)
    assert article.body == "é ب"


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
@pytest.mark.parametrize("data", [b"\x00\x01\x02\xff\xfe\xfd" * 9, TEXT.encode() + b"\xff"])
def test_what_cannot_be_decoded(reading: Read, name: str, data: bytes) -> None:
    (item,) = reading(name, data)
    assert isinstance(item, Skipped)
    assert "UTF-8" in item.reason


def test_a_file_past_the_limit(reading: Read) -> None:
    (item,) = reading("a.txt", "ك" * 51, max_file_bytes=100)
    assert why(item) == (
        None,
        "more than 100 bytes for one article; `--reader-limit max_file_bytes=NUMBER` allows more",
    )


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [("نص", "نص"), ("ن\x00ص", "نص"), ("ن\ud800ص", "ن\ufffdص"), ("\U0001f600", "\U0001f600")],
)
def test_clean(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected

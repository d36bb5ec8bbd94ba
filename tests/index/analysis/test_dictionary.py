"""The dictionary of editors: its format, its errors, what it does to terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.analysis import Analyzer
from index.analysis.dictionary import MAX_ROWS, Dictionary
from index.checksums import content_hash
from index.errors import ReadError
from tests.index.analysis.conftest import stem

ROWS = """\
# names of the house
protect الجزيرة وسام   # no clitics
protect مفكّرون

same تويتر إكس التغريدات
same قبة مؤسسة
stem بوينغ طائرة
"""


@pytest.fixture(scope="module")
def edited() -> Analyzer:
    return Analyzer(Dictionary.parse(ROWS, Path("words.txt")))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("الجزيرة", "الجزيره"),
        ("والجزيرة", "الجزيره"),
        ("بالجزيرة", "جزيره"),
        ("وسام", "وسام"),
        ("ووسام", "وسام"),
        ("لوسام", "وسام"),
        ("مفكرون", "مفكرون"),
        ("تويتر", "تويتر"),
        ("إكس", "تويتر"),
        ("وإكس", "تويتر"),
        ("والتغريدات", "تويتر"),
        ("مؤسسة", "قبه"),
        ("المؤسسة", "قبه"),
        ("مؤسستهم", "قبه"),
        ("بوينج", "بوينغ"),
        ("بوينغ", "طاءره"),
        ("لبوينغ", "طاءره"),
    ],
)
def test_rows_go_before_all_rules(edited: Analyzer, word: str, expected: str) -> None:
    assert stem(edited, word) == expected


def test_exact_view_stays(edited: Analyzer, analyzer: Analyzer) -> None:
    text = "والجزيرة إكس بوينغ مدارسهم"
    assert [t.exact for t in edited.tokens(text)] == [t.exact for t in analyzer.tokens(text)]
    assert stem(edited, "مدارسهم") == stem(analyzer, "مدارسهم")


def test_fingerprint_includes_the_dictionary(edited: Analyzer, analyzer: Analyzer) -> None:
    assert edited.fingerprint != analyzer.fingerprint
    again = Dictionary.parse(ROWS.replace("# names", "# the names"), Path("other.txt"))
    assert Analyzer(again).fingerprint == edited.fingerprint
    assert Analyzer(Dictionary()).fingerprint == analyzer.fingerprint


def test_its_text_reads_back(tmp_path: Path) -> None:
    dictionary = Dictionary.parse(ROWS, Path("words.txt"))
    again = Dictionary.parse(dictionary.text, Path("words.txt"))
    assert (again.text, again.digest) == (dictionary.text, dictionary.digest)
    assert again.words == dictionary.words
    (tmp_path / "written").write_bytes(dictionary.text.encode())
    assert content_hash(tmp_path / "written") == dictionary.digest


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("\ufeff\n# nothing\n\n", encoding="utf-8")
    assert Dictionary.load(path) == Dictionary()
    assert Dictionary().digest == ""


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        ("synonym كتاب سفر", 1, "is no keyword"),
        ("\nsame كتاب", 2, "at least 2 different words"),
        ("same كتاب كِتاب", 1, "at least 2 different words"),
        ("protect", 1, "at least 1"),
        ("stem كتاب", 1, "a word and its stem"),
        ("stem كتاب سفر مؤلف", 1, "a word and its stem"),
        ("protect ﷺ", 1, "is not one word"),
        ("protect كوفيد-19", 1, "is not one word"),
        ("protect كتاب\n\nsame كتاب سفر", 3, "in line 1"),
        ("stem أحمد حمد\nstem احمد حميد", 2, "in line 1"),
        ("protect ا\n" * (MAX_ROWS + 1), MAX_ROWS + 1, "at most 50,000 rows"),
    ],
)
def test_errors_name_the_line(rows: str, line: int, reason: str) -> None:
    if "at most" in reason:
        rows = "\n".join(f"protect a{number}" for number in range(MAX_ROWS + 1))
    with pytest.raises(ReadError, match=reason) as caught:
        Dictionary.parse(rows, Path("words.txt"))
    assert caught.value.line == line
    assert str(caught.value).startswith(f"words.txt:{line}: ")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="No such file"):
        Dictionary.load(tmp_path / "none.txt")
    path = tmp_path / "words.txt"
    path.write_bytes("protect كتاب".encode("cp1256"))
    with pytest.raises(ReadError, match="UTF-8"):
        Dictionary.load(path)

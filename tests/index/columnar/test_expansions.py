"""Patterns and edits over a whole dictionary find what trying each term alone finds."""

from __future__ import annotations

import fnmatch
import re
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.bits import UInt32s
from index.columnar.fuzzy import terms_within
from index.columnar.runs import RunReader, RunWriter
from index.columnar.terms import TermDictionary, TermWriter
from index.columnar.wildcards import terms_like
from tests.index.columnar.brute import _distance

# Letters of one, two, three and four bytes.
_letters = st.text("اب𐎀aﷺ", max_size=7)
_words = st.lists(_letters.filter(bool), max_size=60, unique=True)


def _dictionary(directory: Path, words: Sequence[str | bytes]) -> TermDictionary:
    with ArrayFileWriter(directory / "file", "segment") as out:
        writer = TermWriter("f")
        writer.add(sorted(w.encode() if isinstance(w, str) else w for w in words))
        writer.write(out)
    return TermDictionary(ArrayFile(directory / "file", "segment"), "f")


def _found(terms: TermDictionary, numbers: range | np.typing.NDArray[np.int64]) -> list[str]:
    return [terms[int(number)].decode() for number in numbers]


def _sorted(words: list[str]) -> list[str]:
    return sorted(words, key=str.encode)


@settings(max_examples=200, deadline=None)
@given(words=_words, pattern=st.text("اب𐎀a*?", max_size=6))
def test_wildcards(words: list[str], pattern: str) -> None:
    wanted = re.compile(fnmatch.translate(pattern))
    with TemporaryDirectory() as name:
        terms = _dictionary(Path(name), words)
        found = _found(terms, terms_like(terms, pattern))
    assert found == _sorted([word for word in words if wanted.match(word)])


@settings(max_examples=200, deadline=None)
@given(words=_words, word=_letters, edits=st.integers(0, 3), fixed=st.integers(0, 3))
def test_edits(words: list[str], word: str, edits: int, fixed: int) -> None:
    with TemporaryDirectory() as name:
        terms = _dictionary(Path(name), words)
        found = _found(terms, terms_within(terms, word, edits, fixed))
    assert found == _sorted(
        [o for o in words if o.startswith(word[:fixed]) and _distance(o, word) <= edits]
    )


def test_a_very_long_term_does_not_make_a_table_of_its_width(tmp_path: Path) -> None:
    words = [f"{number:03}" for number in range(500)]
    terms = _dictionary(tmp_path, ["ا", *words, "ب" * 100_000])
    tracemalloc.start()
    found = _found(terms, terms_within(terms, "ب", 1, 0))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == ["ا"]
    assert peak < 10 << 20


@pytest.mark.parametrize(
    "words",
    [
        [b"a", b"\xd8\xa7\xd8\xa8", b"\xf0\x90\x8e\x80a"],
        [b"a", b"a\x80\x80", b"b\xff", b"\xd8", b"\xe2\x82"],
        [b"\x80", b"\x80\x80"],
    ],
)
def test_characters_are_those_of_the_words(tmp_path: Path, words: list[bytes]) -> None:
    terms = _dictionary(tmp_path, sorted(words))
    table, lengths = terms.characters(np.arange(len(words)))
    assert lengths.tolist() == [len(terms.word(number)) for number in range(len(words))]
    for number, row in enumerate(table.tolist()):
        word = [ord(letter) for letter in terms.word(number)]
        assert row == word + [0] * (table.shape[1] - len(word))


@given(words=_words, piece=_letters.filter(bool))
def test_terms_that_end_with_a_piece(words: list[str], piece: str) -> None:
    with TemporaryDirectory() as name:
        terms = _dictionary(Path(name), words)
        found = _found(terms, terms.ending(piece.encode(), range(len(terms))))
    assert found == _sorted([word for word in words if word.endswith(piece)])


def test_a_long_piece_is_compared_whole(tmp_path: Path) -> None:
    words = ["استقلالهما", "استقلالنا", "والاستقلالية"]
    terms = _dictionary(tmp_path, words)
    assert _found(terms, terms_like(terms, "*استقلاله*")) == ["استقلالهما"]
    assert _found(terms, terms_like(terms, "*ستقلالي?")) == ["والاستقلالية"]


@given(words=_words, asked=_words)
def test_several_terms_are_found_at_once(words: list[str], asked: list[str]) -> None:
    sought = sorted(word.encode() for word in asked)
    with TemporaryDirectory() as name:
        terms = _dictionary(Path(name), words)
        assert terms.find_all(sought).tolist() == [terms.find(term) for term in sought]


@pytest.mark.parametrize("runs", [3, 700])
def test_runs_are_picked(tmp_path: Path, runs: int) -> None:
    counts: UInt32s = (np.arange(1000, dtype=np.uint32) % 5) + np.uint32(1)
    values = np.arange(counts.sum(), dtype=np.uint32)
    writer = RunWriter(tmp_path, "r")
    writer.add(values, counts)
    with ArrayFileWriter(tmp_path / "file", "segment") as out:
        writer.write(out)
    reader = RunReader(ArrayFile(tmp_path / "file", "segment"), "r", counts)
    chosen = np.linspace(70, 999, runs).astype(np.int64)
    assert reader.pick(chosen).tolist() == [n for run in chosen for n in reader[int(run)]]

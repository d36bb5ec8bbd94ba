"""Patterns and edits over a whole dictionary find what trying each term alone finds."""

from __future__ import annotations

import fnmatch
import re
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


def _dictionary(directory: Path, words: list[str]) -> TermDictionary:
    with ArrayFileWriter(directory / "file", "segment") as out:
        writer = TermWriter("f")
        writer.add(sorted(word.encode() for word in words))
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

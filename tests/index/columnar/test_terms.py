"""The term dictionary finds what is there, and nothing else, across its blocks."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.columnar import terms as terms_module
from index.columnar.arrayfile import ArrayFile, ArrayFileWriter
from index.columnar.terms import TermDictionary, TermWriter

_WORDS = st.lists(st.text("ابa\U0001f600", min_size=1, max_size=4), unique=True)


def _dictionary(directory: Path, words: list[str]) -> tuple[TermDictionary, list[bytes]]:
    sorted_terms = sorted(word.encode() for word in words)
    writer = TermWriter("f")
    # In two steps, as a merge writes them.
    writer.add(sorted_terms[: len(words) // 2])
    writer.add(sorted_terms[len(words) // 2 :])
    (directory / "file").unlink(missing_ok=True)
    with ArrayFileWriter(directory / "file", "segment") as out:
        writer.write(out)
    return TermDictionary(ArrayFile(directory / "file", "segment"), "f"), sorted_terms


@pytest.fixture(params=[1, 2, 3, 128])
def block(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(terms_module, "_BLOCK", request.param)
    return int(request.param)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(words=_WORDS, other=st.text("ابa\U0001f600\n", max_size=5))
def test_look_ups_are_those_of_a_sorted_list(
    tmp_path: Path, block: int, words: list[str], other: str
) -> None:
    dictionary, terms = _dictionary(tmp_path, words)
    assert list(dictionary) == terms
    assert [dictionary.find(term) for term in terms] == list(range(len(terms)))
    for term in (other.encode(), other.encode() + b"\n", b"", b"\xff"):
        assert dictionary.find(term) == (terms.index(term) if term in terms else -1)
        assert dictionary.lower_bound(term) == bisect_left(terms, term)
    starting = dictionary.prefix_range(other.encode())
    assert [terms[number] for number in starting] == [
        term for term in terms if term.startswith(other.encode())
    ]
    assert dictionary.find_all(terms).tolist() == list(range(len(terms)))
    assert dictionary.letters(range(len(terms))).tolist() == [len(t.decode()) for t in terms]


def test_one_term_more_or_less_than_a_block(tmp_path: Path) -> None:
    for count in (127, 128, 129, 256, 257):
        dictionary, terms = _dictionary(tmp_path, [f"{n:04}" for n in range(count)])
        assert [dictionary.find(term) for term in terms] == list(range(count))
        assert dictionary.find(b"0126x") == dictionary.find(b"9999") == -1
        assert dictionary.find_all([b"0000", terms[-1]]).tolist() == [0, count - 1]
        assert np.array_equal(dictionary.places(np.array([0, count])), [0, 5 * count])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(words=st.lists(st.text("اa\n", min_size=1, max_size=4), unique=True))
def test_names_of_files_with_line_feeds(tmp_path: Path, block: int, words: list[str]) -> None:
    """Ids and paths come from names of files, and those may have a line feed in them."""
    dictionary, expected = _dictionary(tmp_path, words)
    assert [dictionary.find(term) for term in expected] == [*range(len(expected))]
    assert dictionary.slice(0, len(expected)) == expected
    assert dictionary.find_all(expected).tolist() == [*range(len(expected))]
    for term in expected:
        for part in {term + b"\n", b"\n" + term, *term.split(b"\n")} - {*expected}:
            assert dictionary.find(part) == -1

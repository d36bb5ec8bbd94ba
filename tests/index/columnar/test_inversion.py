"""Inversion in steps of any size gives the places at which each word was written."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar import inversion
from index.columnar.inversion import Occurrences
from index.columnar.words import Entries

_NAMES = ["بحر", "كتاب", "قمر", "نجم"]
# The third word takes two places, as a sign that stands for two words does.
_PLACES = np.array([1, 1, 2, 1], np.uint8)
_ENTRIES = Entries(
    _NAMES,
    np.array([0, 1, 2, 2, 3], np.uint32),
    np.array([0, 1, 2, 0, 3], np.uint32),
    np.array([0, 0, 0, 1, 0], np.uint8),
)

_documents = st.lists(st.lists(st.integers(0, 3), max_size=9), max_size=6)


def _occurrences(documents: list[list[int]]) -> Occurrences:
    words = np.array([word for words in documents for word in words], np.uint32)
    return Occurrences(words, np.array(list(map(len, documents)), np.uint32), _PLACES)


def _expected(documents: list[list[int]]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for number, words in enumerate(documents):
        position = 0
        for word in words:
            found.setdefault(_NAMES[word], []).append((number, position))
            if word == 2:
                found.setdefault(_NAMES[0], []).append((number, position + 1))
            position += int(_PLACES[word])
    return found


@given(_documents, st.sampled_from([1, 2, 1 << 18]))
def test_postings_are_what_was_written(documents: list[list[int]], step: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inversion, "_STEP", step)
        patch.setattr(inversion, "_KEYS", step)
        occurrences = _occurrences(documents)
        found: dict[str, list[tuple[int, int]]] = {}
        counted: dict[str, list[tuple[int, int]]] = {}
        for part in occurrences.postings(_ENTRIES):
            assert part.positions is not None
            docs = np.repeat(part.docs, part.freqs).tolist()
            pairs = iter(zip(docs, part.positions.tolist(), strict=True))
            for name, freq in zip(part.terms, part.occurrences().tolist(), strict=True):
                found[name.decode()] = [next(pairs) for _ in range(freq)]
        for part in occurrences.counted(_ENTRIES):
            rows = iter(zip(part.docs.tolist(), part.freqs.tolist(), strict=True))
            for name, count in zip(part.terms, part.doc_counts.tolist(), strict=True):
                counted[name.decode()] = [next(rows) for _ in range(count)]
    expected = _expected(documents)
    assert found == expected
    numbers = {name: [doc for doc, _ in places] for name, places in expected.items()}
    assert counted == {
        name: [(doc, docs.count(doc)) for doc in dict.fromkeys(docs)]
        for name, docs in numbers.items()
    }

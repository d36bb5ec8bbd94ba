"""The word table: words that wait, and the terms that they are given."""

from __future__ import annotations

import numpy as np
import pytest

from index.analysis import Analyzer, View
from index.columnar import words
from index.columnar.words import WordTable

_TEXTS = (
    "وقال الوزير إن أسعار النفط مستقرة في الأسواق العالمية",
    "والوزير في المدينة، وللوزير كتاب عن أسواق النفط",
    "قرأ الطلاب كتبهم في مدارسهم",
)


def _terms(table: WordTable, view: View, numbers: list[int]) -> list[str]:
    entries = table.entries(view)
    assert entries.words.tolist() == list(range(len(table)))
    return [entries.names[entries.terms[number]] for number in numbers]


@pytest.mark.parametrize("at_once", [1, 3, 100])
@pytest.mark.parametrize("asked_between", [False, True])
def test_each_word_gets_its_terms_whenever_they_are_asked_for(
    at_once: int, asked_between: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "_AT_ONCE", at_once)
    analyzer = Analyzer()
    table, numbers = WordTable(analyzer), []
    for text in _TEXTS:
        numbers += table.words([text])[0].tolist()
        if asked_between:
            assert table.places().tolist() == [1] * len(table)
    tokens = [token for text in _TEXTS for token in analyzer.tokens(text)]
    assert _terms(table, View.EXACT, numbers) == [token.exact for token in tokens]
    assert _terms(table, View.STEM, numbers) == [token.stem for token in tokens]
    assert table.places().dtype == np.uint8

"""The analyzer, loaded once."""

from __future__ import annotations

import pytest

from index.analysis import Analyzer, default_analyzer


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return default_analyzer()


def stem(analyzer: Analyzer, word: str) -> str:
    (token,) = analyzer.tokens(word)
    return token.stem

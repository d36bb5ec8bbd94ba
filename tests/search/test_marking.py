from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import default_analyzer
from search.limits import Limits
from search.marking import Marker
from search.parser import parse

ANALYZER = default_analyzer()
QUERIES = ["نهر النيل", '"نهر النيل"', 'يناير "كانون الثاني"', "صلى", "هذا 2024 قهوة"]
PIECES = st.sampled_from(
    [
        "نهر",
        "النيل",
        "وبالنيل",
        " ",
        " ",
        " ",
        "كانون الثاني",
        "ﷺ",
        "هٰذا",
        "ـــ",
        "٢٠٢٤م",
        "قهوتهم",
        "؟",
    ]
)


@pytest.mark.parametrize("query", QUERIES)
@given(st.text() | st.lists(PIECES, max_size=30).map("".join))
def test_words_seen_before_are_marked_as_by_tokens(query: str, text: str) -> None:
    """Whatever a word answered in another text, it answers here."""
    marker = Marker(parse(query, ANALYZER, Limits()), ANALYZER)
    marker.words("نهر النيل وبالنيل كانون الثاني ﷺ هٰذا ـــ ٢٠٢٤م قهوتهم")
    found, expected = marker.words(text), marker._words_by_token(text)
    assert list(found.starts) == list(expected.starts)
    assert list(found.ends) == list(expected.ends)
    assert list(found.marked) == list(expected.marked)

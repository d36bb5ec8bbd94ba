from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import default_analyzer
from index.analysis.tokens import split_words
from search.folded import FoldedWords

# One word; marks alone; a sign of several words; two readings; a month of two words; too long.
WORDS = ("الأمريكيّة", "مدرسـة", "ً", "ﷺ", "هٰذا", "كانون الثاني", "ب" * 70, "Ünal", "٢٠٢٤", "لکیان")

texts = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12))).map(" ".join)


def folded(text: str) -> list[str]:
    words = FoldedWords(default_analyzer())
    items = split_words(text)[1::2]
    words.learn(items[::2])
    return [term for item in items for term in words.terms(item)]


@given(texts)
def test_terms_are_those_of_the_analyzer(text: str) -> None:
    assert folded(text) == [token.exact for token in default_analyzer().tokens(text)]


@pytest.mark.parametrize("word", WORDS)
def test_terms_of_a_word(word: str) -> None:
    assert folded(word) == [token.exact for token in default_analyzer().tokens(word)]


def test_what_is_no_single_word_keeps_its_parts() -> None:
    words = FoldedWords(default_analyzer())
    words.learn(["كانون الثاني", "وزير"])
    assert words.single == {"وزير": "وزير"}
    assert words.others["كانون الثاني"].written == ("كانون", "الثاني")

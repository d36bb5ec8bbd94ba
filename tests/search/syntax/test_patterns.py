from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.support.levenshtein import levenshtein

from search.syntax.nodes import Fuzzy, Pattern
from search.syntax.patterns import Expansion


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("استعم*", ["استعمال", "استعم"], ["الاستعمال", "استعن"]),
        ("إستعم*", ["استعمال"], []),
        ("مدرسة*", ["مدرسه"], ["مدرس"]),
        ("ك?ب", ["كتب"], ["كتاب", "كب"]),
        ("*ستع*ل", ["استعمال", "ستعل"], ["استعمله"]),
        ("كِت*", ["كتاب"], ["كب"]),
        ("Gaz*", ["gaza"], []),
    ],
)
def test_patterns(pattern: str, yes: list[str], no: list[str]) -> None:
    expansion = Expansion.of(Pattern(pattern))
    assert [term for term in (*yes, *no) if expansion.matches(term)] == yes


LETTERS = st.text("ابتث", min_size=1, max_size=8)


@given(LETTERS, LETTERS, st.sampled_from([1, 2]))
def test_near_words_are_those_of_the_distance(word: str, term: str, edits: int) -> None:
    near = word[0] == term[0] and levenshtein(word, term) <= edits
    assert Expansion.of(Fuzzy(word, edits)).matches(term) is near


def test_a_pattern_of_many_stars_is_told_at_once() -> None:
    assert not Expansion.of(Pattern("ا" + "*ب" * 30 + "ا")).matches("ا" + "ب" * 60)

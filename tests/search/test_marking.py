from __future__ import annotations

from collections.abc import Set as AbstractSet

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Token, default_analyzer
from search.clauses import Clause, ParsedQuery
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


def phrase(first: int, tokens: list[Token], clause: Clause) -> list[int]:
    members = [first]
    for term in clause.terms[1:]:
        last = tokens[members[-1]].position
        following = range(members[-1] + 1, len(tokens))
        near = [n for n in following if last < tokens[n].position <= last + clause.slop]
        members += [n for n in near if tokens[n].exact == term][:1] or [-1]
        if members[-1] < 0:
            return []
    return members


def by_tokens(parsed: ParsedQuery, text: str) -> list[tuple[int, int, set[int], set[int]]]:
    """Return what each written word answers, read off the analyzer's tokens one by one."""
    tokens = ANALYZER.tokens(text)
    typed: list[set[int]] = [set() for _ in tokens]
    stems: list[set[int]] = [set() for _ in tokens]
    for index, clause in enumerate(parsed.searched):
        for number, token in enumerate(tokens):
            if clause.adjacent:
                members = phrase(number, tokens, clause) if token.exact == clause.terms[0] else []
                for member in members:
                    typed[member].add(index)
                continue
            if token.exact == clause.words[0].exact:
                typed[number].add(index)
            if token.stem == clause.words[0].stem:
                stems[number].add(index)
    words: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
    for token, exact, stem in zip(tokens, typed, stems, strict=True):
        held = words.setdefault((token.start, token.end), (set(), set()))
        held[0].update(exact)
        held[1].update(stem)
    return [(*where, exact, stem - exact) for where, (exact, stem) in words.items()]


@pytest.mark.parametrize("query", QUERIES)
@given(st.text() | st.lists(PIECES, max_size=30).map("".join))
def test_words_are_marked_as_by_tokens(query: str, text: str) -> None:
    """Whatever a word answered in another text, it answers here."""
    parsed = parse(query, ANALYZER, Limits())
    marker = Marker(parsed, ANALYZER)
    marker.words("نهر النيل وبالنيل كانون الثاني ﷺ هٰذا ـــ ٢٠٢٤م قهوتهم")
    found, expected = marker.words(text), by_tokens(parsed, text)
    assert list(zip(found.starts, found.ends, strict=True)) == [row[:2] for row in expected]
    answering = [(n, *row) for n, row in enumerate(expected) if row[2] or row[3]]
    assert [tuple(word) for word in found.marked] == answering


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        # What is read in two ways has both at one place.
        ('"هذا النهر"', "هٰذا النهر", ["هٰذا", "النهر"]),
        # One sign of several words takes as many places.
        ('"محمد صلى"', "محمد ﷺ", ["محمد", "ﷺ"]),
        ('"محمد النهر"', "محمد ﷺ النهر", []),
    ],
)
def test_a_phrase_goes_by_positions_as_the_index_does(
    query: str, text: str, marked: list[str]
) -> None:
    words = Marker(parse(query, ANALYZER, Limits()), ANALYZER).words(text)
    assert [text[word.start : word.end] for word in words.marked] == marked


@pytest.mark.parametrize("query", QUERIES)
@given(st.text() | st.lists(PIECES, max_size=30).map("".join))
def test_with_positions_the_same_is_marked(query: str, text: str) -> None:
    parsed = parse(query, ANALYZER, Limits())
    exact = {term for clause in parsed.searched for term in clause.terms}
    stems = {clause.words[0].stem for clause in parsed.searched if not clause.adjacent}
    positions = sorted(
        {
            token.position
            for token in ANALYZER.tokens(text)
            if token.exact in exact or token.stem in stems
        }
    )
    found = Marker(parsed, ANALYZER).words(text, positions).marked
    # Numbers of words differ where a sign stands for several.
    assert [word[1:] for word in found] == [
        word[1:] for word in Marker(parsed, ANALYZER).words(text).marked
    ]


def test_where_positions_are_known_the_other_words_are_not_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    marker = Marker(parse("نهر", ANALYZER, Limits()), ANALYZER)
    looked: set[str] = set()
    learn = marker._learn

    def look(items: AbstractSet[str]) -> None:
        looked.update(items)
        learn(items)

    monkeypatch.setattr(marker, "_learn", look)
    words = marker.words("في كانون الثاني جرى نهر", [4])
    assert [word.number for word in words.marked] == [4]
    assert looked == {"نهر"}

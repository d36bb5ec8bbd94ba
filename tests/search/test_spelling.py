from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.edits import distance, light_edits, one_edit
from search.request import Request
from search.service import Service

LETTERS = st.text(alphabet="ابتصضعلمويءئة", max_size=8)


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("البردى", ""),
        ("البرضي", "البردي"),
        ("الأسكندرية", ""),
        ("الاسكندريه", ""),
        ("الإسكنضرية", "الإسكندرية"),
        ("مكطبة الإسكندرية", "مكتبة الإسكندرية"),
        ("كسوف الشمص", "كسوف الشمس"),
        ("«كسوف الشمص»", "«كسوف الشمس»"),
        ("كصوف الشمص", "كسوف الشمس"),
        ("المتوصط", "المتوسط"),
        ("إراتوستيمس", "إراتوستينس"),
        ("القهةو", "القهوة"),
        # A letter held down, as people write what they shout.
        ("القهووووة", "القهوة"),
        ("القهوووووووووووووووووووووووووة", "القهوة"),
        ("الشمسسسسس كسوووووف", "الشمس كسوف"),
        ("البرضيييي", "البردي"),
        ("ققققق", ""),
        ("كلمةبعيدة جدا", ""),
        ("6651", ""),
        ("قق", ""),
        ("ﷺ", ""),
        ("القمر الشمس", ""),
    ],
)
def test_suggestions(service: Service, query: str, suggestion: str) -> None:
    results = service.search(Request(query))
    assert results.suggestion == suggestion
    if suggestion:
        assert service.search(Request(suggestion)).total


@pytest.mark.parametrize("name", ["إراتوستنس", "ارطوستينس", "اراتوستينس"])
def test_another_spelling_of_a_name_needs_no_suggestion(service: Service, name: str) -> None:
    results = service.search(Request(name))
    assert results.total
    assert not results.suggestion


@pytest.mark.parametrize("word", ["ارتوستنيس" * 2, "ض" * 20, "ط" * 512, "a" * 20, "ز" * 19 + "ا"])
def test_a_hopeless_word_costs_little(service: Service, word: str) -> None:
    results = service.search(Request(word))
    assert not results.suggestion
    assert results.took_ms < 1000


@pytest.mark.parametrize(
    ("typed", "other", "most"),
    [
        ("ضابط", "ظابط", 0.4),
        ("مسئول", "مسؤول", 0.4),
        ("انترسبت", "انترسيبت", 0.4),
        ("ترمب", "ترامب", 0.4),
        ("كتاب", "كتب", 0.7),
        ("القهةو", "القهوة", 0.5),
        ("محمد", "محمود", 0.4),
        ("جبل", "جمل", 1.0),
    ],
)
def test_the_cost_of_slips(typed: str, other: str, most: float) -> None:
    assert 0 < distance(typed, other) <= most


def test_an_unlikely_slip_costs_more() -> None:
    assert distance("ضابط", "ظابط") < distance("ضابط", "كابط")
    assert distance("ترمب", "ترامب") < distance("ترمب", "ترممب") + 0.1 < distance("ترمب", "ترقمب")


@given(LETTERS, LETTERS)
def test_distance_is_one_of_equality_and_symmetry(a: str, b: str) -> None:
    assert (distance(a, b) == 0) == (a == b)
    assert distance(a, a) == 0
    assert distance(a, b) <= len(a) + len(b)


@given(LETTERS.filter(bool))
def test_one_edit_and_distance_agree(word: str) -> None:
    for other, cost in one_edit(word):
        if other != word:
            assert distance(word, other) <= cost + 1e-9


@given(LETTERS.filter(bool))
def test_light_edits_are_light(word: str) -> None:
    edits = light_edits(word)
    assert word not in edits
    assert all(0 < cost <= 0.8 for cost in edits.values())
    assert len(edits) < 20_000

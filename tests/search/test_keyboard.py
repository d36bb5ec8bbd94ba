from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.keyboard import LAYOUTS, NEIGHBOURS, to_arabic, to_latin


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hgrhivm", "القاهرة"),
        ("HGRHIVM".lower(), "القاهرة"),
        ("lpl]", "محمد"),
        (",.dv", "وزير"),
        ("sghl", "سلام"),
        ("sbl", "سلام"),
        ("hgHv]k", "الأردن"),
        ("Ydvhk", "إيران"),
        ("Glhkdh", "لأمانيا"),
        ("a'm", "شطة"),
        ("/ivh", "ظهرا"),
        ("`if", "ذهب"),
        # The Mac has these letters elsewhere.
        ("hgrhin]", "القاهرة"),
        ("mbdn", "وزير"),
        ("Bpl]", "أحمة"),
    ],
)
def test_arabic_typed_on_latin_keys(typed: str, meant: str) -> None:
    assert meant in to_arabic(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("لاهيثى", "biden"),
        ("فقعةح", "trump"),
        ("لخخلمث", "google"),
        ("لاخلاهة", "bobim"),
        ("شلالاش", "abba"),
        ("شلاخعف", "about"),
        ("لاثق", "gher"),
        ("لآهيثى", "biden"),
        ("بشؤثلاخخن", "facebook"),
    ],
)
def test_latin_typed_on_arabic_keys(typed: str, meant: str) -> None:
    assert meant in to_latin(typed)


def test_caps_lock_does_not_matter() -> None:
    assert "القاهرة" in to_arabic("HGRHIVM")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_letter_has_a_key(layout: object) -> None:
    assert set("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإؤئآ") <= set("".join(layout.arabic.values()))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("letter", "beside"), [("ق", "فثيب"), ("م", "نكحخ"), ("و", "ةزنم")])
def test_keys_that_lie_side_by_side(letter: str, beside: str) -> None:
    assert set(beside) <= NEIGHBOURS[letter]


def test_neighbours_are_mutual() -> None:
    assert all(a in NEIGHBOURS[b] for a in NEIGHBOURS for b in NEIGHBOURS[a])


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz;',./[]", max_size=20))
def test_there_and_back(text: str) -> None:
    plain = to_arabic(text)[0]
    if plain.count("لا") <= 4:
        # Two keys may write لا as well as one.
        assert text.replace("gh", "b") in {back.replace("gh", "b") for back in to_latin(plain)}


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert len(to_arabic(text)) <= 4
    assert len(to_latin(text)) <= 32

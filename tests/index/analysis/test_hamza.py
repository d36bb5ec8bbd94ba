"""Seats of hamza: (two spellings or words, the view in which they meet, why)."""

from __future__ import annotations

import pytest

from index.analysis import Analyzer

EXACT, STEM, NEVER = "exact", "stem", "never"


@pytest.mark.parametrize(
    ("left", "right", "meet", "reason"),
    [
        ("مسؤول", "مسئول", EXACT, "Egypt's seat"),
        ("شؤون", "شئون", EXACT, "Egypt's seat"),
        ("رؤوس", "رءوس", EXACT, "no two و side by side in old print"),
        ("رئيس", "رءيس", EXACT, "the seat left out in haste"),
        ("قراءة", "قرائة", EXACT, "a common mistake after ا"),
        ("علماؤهم", "علمائهم", EXACT, "the case changes the seat"),
        ("جاؤوا", "جاءوا", EXACT, "two schools"),
        ("سيئ", "سيء", EXACT, "two schools after ي"),
        ("رأس", "راس", EXACT, "hamza on alef left out"),
        ("هيئة", "هيأة", STEM, "the Maghreb's seat: other letters"),
        ("مسألة", "مسئلة", STEM, "an old seat: other letters"),
        ("شيء", "شئ", STEM, "ي taken for the seat"),
        ("بريء", "برئ", STEM, "ي taken for the seat"),
        ("شاطئ", "شاطيء", STEM, "the seat written as a letter"),
        ("طوارئ", "طوارىء", STEM, "the seat written as a letter, as Egypt does"),
        ("جزء", "جزءا", STEM, "the adverb's alef"),
        ("جزء", "جزئي", STEM, "nisba"),
        ("ضوء", "ضوئي", STEM, "nisba"),
        ("بيئة", "بيئي", STEM, "nisba"),
        ("خطأ", "خطئه", STEM, "the seat before a pronoun"),
        ("مبدأ", "مبدؤهم", STEM, "the seat before a pronoun"),
        ("يقرأون", "يقرؤون", STEM, "two schools before و"),
        ("بدأوا", "بدؤوا", STEM, "two schools before و"),
        ("جزء", "جزأ", NEVER, "a noun, and a verb"),
        ("بدء", "بدأ", NEVER, "a noun, and a verb"),
        ("ملء", "مليء", NEVER, "filling, and full"),
        ("بطء", "بطيء", NEVER, "slowness, and slow"),
        ("سأل", "سئل", NEVER, "he asked, and he was asked"),
        ("ماء", "ما", NEVER, "at the end nothing else carries the hamza"),
        ("سوء", "سو", NEVER, "at the end nothing else carries the hamza"),
        ("بناء", "بنى", NEVER, "a noun, and a verb"),
        ("مؤتمر", "موتمر", NEVER, "without hamza و is another letter"),
        ("نشء", "نشأ", NEVER, "the young, and he grew up"),
        ("قارئ", "قار", NEVER, "a reader, and tar"),
    ],
)
def test_seats(analyzer: Analyzer, left: str, right: str, meet: str, reason: str) -> None:
    one, other = analyzer.tokens(f"{left} {right}")
    found = EXACT if one.exact == other.exact else STEM if one.stem == other.stem else NEVER
    assert found == meet, reason

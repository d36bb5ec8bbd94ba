from __future__ import annotations

import pytest

from web.numerals import digits, seconds
from web.voice import ARABIC, ENGLISH, Language, Numerals, Voice

ARABIC_LATIN = Voice(Language.ARABIC, Numerals.LATIN)
ENGLISH_ARABIC = Voice(Language.ENGLISH, Numerals.ARABIC)


@pytest.mark.parametrize(
    ("voice", "text"),
    [
        (ARABIC, "١٬٢٣٤٬٥٦٧"),
        (ARABIC_LATIN, "1,234,567"),
        (ENGLISH, "1,234,567"),
        (ENGLISH_ARABIC, "١٬٢٣٤٬٥٦٧"),
    ],
)
def test_number_parts_thousands(voice: Voice, text: str) -> None:
    assert voice.number(1234567) == text


def test_digits_leaves_other_signs() -> None:
    assert digits("2024-01 x") == "٢٠٢٤-٠١ x"
    assert digits("٢٠٢٤-٠١ x", ENGLISH) == "2024-01 x"


@pytest.mark.parametrize(
    ("milliseconds", "text", "english"),
    [
        (0.4, "أقل من ٠٫٠١ ثانية", "less than 0.01 s"),
        (10, "٠٫٠١ ثانية", "0.01 s"),
        (437, "٠٫٤٤ ثانية", "0.44 s"),
        (1500, "١٫٥٠ ثانية", "1.50 s"),
    ],
)
def test_seconds(milliseconds: float, text: str, english: str) -> None:
    assert seconds(milliseconds) == text
    assert seconds(milliseconds, ENGLISH) == english

from __future__ import annotations

import pytest

from web.numerals import NOUNS, counted, digits, number, seconds

CATEGORIES = {"zero", "one", "two", "few", "many", "other"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "لا نتائج"),
        (1, "نتيجة واحدة"),
        (2, "نتيجتان"),
        (3, "٣ نتائج"),
        (10, "١٠ نتائج"),
        (11, "١١ نتيجة"),
        (99, "٩٩ نتيجة"),
        (100, "١٠٠ نتيجة"),
        (103, "١٠٣ نتائج"),
        (111, "١١١ نتيجة"),
        (1234, "١٬٢٣٤ نتيجة"),
    ],
)
def test_results(value: int, text: str) -> None:
    assert counted(value, "result") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "مقال واحد"), (2, "مقالان"), (7, "٧ مقالات"), (12, "١٢ مقالًا"), (200, "٢٠٠ مقال")],
)
def test_articles(value: int, text: str) -> None:
    assert counted(value, "article") == text


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_has_every_plural_category(noun: str) -> None:
    assert set(NOUNS[noun]) == CATEGORIES


def test_number_parts_thousands() -> None:
    assert number(1234567) == "١٬٢٣٤٬٥٦٧"


def test_digits_leaves_other_signs() -> None:
    assert digits("2024-01 x") == "٢٠٢٤-٠١ x"


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [
        (0.4, "أقل من ٠٫٠١ ثانية"),
        (10, "٠٫٠١ ثانية"),
        (437, "٠٫٤٤ ثانية"),
        (1500, "١٫٥٠ ثانية"),
    ],
)
def test_seconds(milliseconds: float, text: str) -> None:
    assert seconds(milliseconds) == text

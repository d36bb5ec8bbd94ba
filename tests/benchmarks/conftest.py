"""A corpus large enough that every class of queries has some."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from index.article import Article

_FREQUENT = ("رئيس", "وزير", "مدينة", "حكومة", "شركة", "جديد", "عالم", "تقرير")
_LETTERS = "ابتثجحخدرزسشصضطعغفقكلمنهوي"


@pytest.fixture(scope="session")
def articles() -> list[Article]:
    chance = random.Random(7)
    # Each word of the rest has its neighbour, so that there are phrases.
    rest = [" ".join("".join(chance.choices(_LETTERS, k=6)) for _ in range(2)) for _ in range(450)]
    start = datetime(2015, 1, 1, tzinfo=UTC)

    def made(number: int) -> Article:
        words = chance.choices(_FREQUENT, k=6) + chance.choices(rest, k=7)
        chance.shuffle(words)
        return Article(
            id=f"a{number}",
            title=" ".join(chance.sample(_FREQUENT, 3)),
            body=" ".join(words),
            date=start + timedelta(days=number),
            section=("محلي", "دولي")[number % 2],
            source="تجربة",
        )

    return [made(number) for number in range(400)]

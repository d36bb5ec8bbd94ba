"""Dates of the Hijra, held to days that are known from history."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.hijri import gregorian, month_range


@pytest.mark.parametrize(
    ("hijri", "day"),
    [
        ((1445, 1, 1), date(2023, 7, 19)),  # new year, as announced
        ((1445, 9, 1), date(2024, 3, 11)),  # first day of fasting
        ((1445, 10, 1), date(2024, 4, 10)),  # the feast
        ((1443, 12, 9), date(2022, 7, 8)),  # the standing at Arafat
        ((1400, 1, 1), date(1979, 11, 20)),  # the seizure of the Grand Mosque
        ((1351, 5, 21), date(1932, 9, 22)),  # the Kingdom is proclaimed, by the printed calendar
    ],
)
def test_days_of_history(hijri: tuple[int, int, int], day: date) -> None:
    assert abs(gregorian(*hijri) - day) <= timedelta(1 if hijri[0] < 1400 else 0)


@pytest.mark.parametrize(
    "hijri",
    [(1445, 13, 1), (1445, 0, 1), (1445, 7, 31), (1445, 1, 0), (1342, 1, 1), (1501, 1, 1)],
)
def test_days_that_do_not_exist_are_refused(hijri: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"month|day|Umm al-Qura"):
        gregorian(*hijri)


@given(st.integers(1343, 1499), st.integers(1, 12))
def test_months_follow_each_other_without_a_gap(year: int, month: int) -> None:
    first, last = month_range(year, month)
    after = month_range(year + month // 12, month % 12 + 1)
    assert last + timedelta(1) == after[0]
    assert (last - first).days in (27, 28, 29, 30)  # 28 and 31 days before 1365, as announced

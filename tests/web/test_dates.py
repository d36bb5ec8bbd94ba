from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from web.dates import dateline, day, machine


def at(hours: float) -> datetime:
    zone = timezone(timedelta(hours=hours))
    return datetime(2024, 1, 31, 6, 47, tzinfo=zone)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2024, 1, 31), "٣١ يناير ٢٠٢٤"),
        (date(1999, 8, 1), "١ أغسطس ١٩٩٩"),
        (datetime(2023, 10, 7, tzinfo=UTC), "٧ أكتوبر ٢٠٢٣"),
    ],
)
def test_day(value: date, text: str) -> None:
    assert day(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (at(0), "الأربعاء ٣١ يناير ٢٠٢٤، ٠٦:٤٧ بتوقيت غرينتش"),
        (at(3), "الأربعاء ٣١ يناير ٢٠٢٤، ٠٦:٤٧ بتوقيت غرينتش +٣"),
        (at(-3.5), "الأربعاء ٣١ يناير ٢٠٢٤، ٠٦:٤٧ بتوقيت غرينتش -٣:٣٠"),
        (datetime(2024, 1, 31, tzinfo=UTC), "الأربعاء ٣١ يناير ٢٠٢٤"),
        (
            datetime(2024, 1, 31, tzinfo=timezone(timedelta(hours=3))),
            "الأربعاء ٣١ يناير ٢٠٢٤، ٠٠:٠٠ بتوقيت غرينتش +٣",
        ),
    ],
)
def test_dateline(value: datetime, text: str) -> None:
    assert dateline(value) == text


def test_machine_readable() -> None:
    assert machine(at(3)) == "2024-01-31T06:47+03:00"
    assert machine(datetime(2024, 1, 31, tzinfo=UTC)) == "2024-01-31"

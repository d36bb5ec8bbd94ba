from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.months import GREGORIAN_NUMBERS, HIJRI_NUMBERS
from index.hijri import gregorian
from index.readers import dates
from index.readers.zones import ZONES

DAY = datetime(2024, 1, 31, tzinfo=UTC)


def at(hour: int, minute: int, offset: float = 0) -> datetime:
    return DAY.replace(hour=hour, minute=minute, tzinfo=timezone(timedelta(hours=offset)))


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("الأربعاء ٣١ يناير ٢٠٢٤ - ٠٦:٤٧ بتوقيت غرينتش", at(6, 47), "the original's dateline"),
        ("2024-01-31", DAY, "ISO date"),
        ("2024-01-31T06:47", at(6, 47), "ISO without a zone"),
        ("2024-01-31T06:47:00Z", at(6, 47), "ISO, Z"),
        ("2024-01-31T06:47:00.000+03:00", at(6, 47, 3), "ISO, fraction and offset"),
        ("2024-01-31 06:47:00 -0500", at(6, 47, -5), "offset behind a space"),
        ("2024-01-31 06:47 UTC", at(6, 47), "a zone by its letters"),
        ("٢٠٢٤-٠١-٣١", DAY, "ISO in Arabic digits"),
        ("۳۱ ژانویه ۲۰۲۴", None, "a Persian month is not Arabic"),
        ("۳۱ يناير ۲۰۲۴", DAY, "Persian digits"),
        ("۳۱ ینایر ۲۰۲۴", DAY, "Persian yeh"),
        ("31 يناير 2024", DAY, "Latin digits, no weekday"),
        ("31 يناير/كانون الثاني 2024", DAY, "both names"),
        ("31 كانون الثاني (يناير) 2024", DAY, "both names, one in brackets"),
        ("31 يناير/شباط 2024", None, "two names that disagree"),
        ("يوم الأربعاء، 31 يناير، 2024م", DAY, "commas and the era"),
        ("الاربعاء 31 جانفي 2024", DAY, "Tunis, weekday without hamza"),
        ("يناير 31, 2024", DAY, "month first, as WordPress writes"),
        ("31 من شهر يناير عام 2024", DAY, "spelled out"),
        ("٣١ يَنايِر ٢٠٢٤", DAY, "vowelled"),
        ("31 ينــاير 2024", DAY, "tatweel"),
        ("\u200f31 يناير 2024\u202c", DAY, "pasted with directional marks"),
        ("31/01/2024", DAY, "day first"),
        ("31-1-2024", DAY, "day first, dashes, one digit"),
        ("٣١/١/٢٠٢٤", DAY, "day first, Arabic digits"),
        ("2024/01/31", DAY, "year first"),
        ("31.01.2024 06:47", at(6, 47), "dots and a time"),
        ("31 يناير 2024 6:47 ص", at(6, 47), "morning"),
        ("31 يناير 2024 الساعة 6:47 مساءً", at(18, 47), "evening, the hour named"),
        ("31 يناير 2024 - 12:05 ص", at(0, 5), "just after midnight"),
        ("31 يناير 2024 - 12:05 م", at(12, 5), "just after noon"),
        ("31 يناير 2024 - 11:30 ظهراً", at(11, 30), "noon begins before twelve"),
        ("31 يناير 2024 - 1:30 ظهراً", at(13, 30), "and goes on after it"),
        ("06:47 - 31 يناير 2024", at(6, 47), "the time first"),
        ("31 يناير 2024 - 06:47 بتوقيت جرينتش", at(6, 47), "Egyptian spelling"),
        ("31 يناير 2024 - 06:47 (بتوقيت غرينتش)", at(6, 47), "in brackets"),
        ("31 يناير 2024 - 06:47 GMT+3", at(6, 47, 3), "an offset of GMT"),
        ("31 يناير 2024 - 06:47 بتوقيت مكة المكرمة", at(6, 47, 3), "Mecca"),
        ("31 يناير 2024 - 06:47 بتوقيت السعودية", at(6, 47, 3), "Saudi Arabia"),
        ("31 يناير 2024 - 06:47 بتوقيت القاهرة", at(6, 47, 2), "Cairo in winter"),
        (
            "31 يوليو 2024 - 06:47 بتوقيت القاهرة",
            datetime(2024, 7, 31, 3, 47, tzinfo=UTC),
            "Cairo in summer",
        ),
        ("31 يناير 2024 - 06:47 بتوقيت المريخ", at(6, 47), "a zone nobody knows is UTC"),
        ("29 فبراير 2024", datetime(2024, 2, 29, tzinfo=UTC), "a leap day"),
        ("29 فبراير 2023", None, "no leap year"),
        ("2023-02-29", None, "no leap year in ISO"),
        ("31/13/2024", None, "no such month"),
        ("32 يناير 2024", None, "no such day"),
        ("31 يناير 2024 - 25:00", None, "no such hour"),
        ("19 رجب 1445", DAY, "a month of the Hijra"),
        ("١٩ رجب ١٤٤٥ هـ", DAY, "with its era"),
        ("19 رجب 1445ه", DAY, "the era without tatweel"),
        ("19 رجب سنة 1445 للهجرة", DAY, "the era spelled out"),
        ("19 رجب 1445 هجرية", DAY, "as an adjective"),
        ("1445/7/19هـ", DAY, "Hijri in numbers"),
        ("19/07/1445", DAY, "a year of the Hijra needs no era"),
        ("1445-07-19", DAY, "in the shape of ISO too"),
        ("الأربعاء 19 رجب 1445هـ - 06:47 بتوقيت مكة", at(6, 47, 3), "with a time"),
        ("الأربعاء 19 رجب 1445هـ الموافق 31 يناير 2024م", DAY, "both calendars"),
        ("19 رجب 1445 هـ الموافق لـ 31 يناير 2024", DAY, "both, another preposition"),
        ("31 يناير 2024م - 19 رجب 1445هـ", DAY, "both, a dash"),
        ("19 رجب 1445 هـ (31 يناير 2024)", DAY, "both, brackets"),
        ("18 رجب 1445 هـ الموافق 31 يناير 2024", DAY, "the moon was sighted a day later"),
        ("19 رجب 1445 هـ الموافق 31 مارس 2024", None, "the two disagree"),
        ("19 يناير 1445 هـ", None, "a month of one calendar, a year of the other"),
        ("19 رجب 2024 م", None, "the other way round"),
        ("19 رجب 1445 م", None, "the era of the other calendar"),
        ("30 رجب 1445 هـ", None, "that month had 29 days"),
        ("19 رجب 1200 هـ", None, "before the calendar that is known"),
        ("30 صفر 1445 هـ", datetime(2023, 9, 15, tzinfo=UTC), "that month had 30"),
        ("1 ذو الحجة 1444", datetime(2023, 6, 19, tzinfo=UTC), "a name of two words"),
        ("31 يناير 2024 - 06:47 بتوقيت غرينتش +3", at(6, 47, 3), "an offset of Greenwich"),
        ("0001-01-01T00:00:00+03:00", None, "before the calendar begins in UTC"),
        ("وقال في 31 يناير 2024", None, "a sentence is not a date"),
        ("", None, "nothing"),
        ("31 يناير 2024" + " " * 200, None, "longer than any dateline"),
    ],
)
def test_parse(text: str, expected: datetime | None, reason: str) -> None:
    found = dates.parse(text)
    assert found == expected, reason
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    ("names", "where"),
    [
        (
            "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
            "Egypt and the Gulf",
        ),
        (
            "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني"
            " كانون_الأول",
            "the Levant and Iraq",
        ),
        (
            "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
            "Algeria and Tunisia",
        ),
        ("يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر", "Morocco"),
        (
            "أي_النار النوار الربيع الطير الماء الصيف ناصر هانيبال الفاتح التمور الحرث الكانون",
            "Libya until 2011",
        ),
        ("يناير فبراير مارس إبريل مايو يونيه يوليه اغسطس سبتمبر اكتوبر نوفمبر ديسمبر", "spelling"),
    ],
)
def test_months(names: str, where: str) -> None:
    for month, name in enumerate(names.split(), start=1):
        text = f"7 {name.replace('_', ' ')} 2011"
        assert dates.parse(text) == datetime(2011, month, 7, tzinfo=UTC), (where, text)


@pytest.mark.parametrize(
    ("names", "spelling"),
    [
        (
            "محرم صفر ربيع_الأول ربيع_الآخر جمادى_الأولى جمادى_الآخرة رجب شعبان رمضان شوال"
            " ذو_القعدة ذو_الحجة",
            "as in books",
        ),
        (
            "المحرم صفر ربيع_أول ربيع_الثاني جمادى_الأول جمادى_الثانية رجب شعبان رمضان شوال"
            " ذي_القعدة ذي_الحجة",
            "as papers write",
        ),
    ],
)
def test_months_of_the_hijra(names: str, spelling: str) -> None:
    for month, name in enumerate(names.split(), start=1):
        found = dates.parse(f"7 {name.replace('_', ' ')} 1445 هـ")
        assert found is not None, (spelling, name)
        assert found.date() == gregorian(1445, month, 7), (spelling, name)


def test_tables_are_spelled_as_folded() -> None:
    for name in (*GREGORIAN_NUMBERS, *HIJRI_NUMBERS, *ZONES):
        assert dates.fold(name).replace("ة", "ه") == name


def test_zones_exist() -> None:
    for place in ZONES:
        assert dates.parse(f"31 يناير 2024 - 06:47 بتوقيت {place}") is not None


@given(st.text() | st.text(alphabet="0123456789٠١٢٣/-: TZ+يناير"))
def test_any_text_gives_a_moment_or_none(text: str) -> None:
    found = dates.parse(text)
    assert found is None or found.astimezone(UTC)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC)))
def test_iso_comes_back(when: datetime) -> None:
    assert dates.parse(when.isoformat()) == when

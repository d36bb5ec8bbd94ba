"""A handful of articles: enough for three pages of results, with every awkward kind of id."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from index.article import Article

__all__ = ["ALERT", "ARTICLES", "AWKWARD_IDS"]

ALERT = "<script>alert(1)</script>"

AWKWARD_IDS = (
    "seeds/001.txt",
    "a//b",
    "/leading",
    "trailing/",
    "../../etc/passwd",
    ".",
    "..",
    "%2e%2e",
    "100%",
    "a?b=c&d#e",
    "\"quoted\" 'id'",
    "سطر\nثان",
    "مقال عن البحر",
    "back\\slash",
    "a+b c",
    ALERT,
    "😀",
)

_MAIN = Article(
    id="seeds/nujum.txt",
    title="مرصد جديد يكشف أسرار النجوم البعيدة",
    lead="افتتح علماء الفلك مرصدًا جديدًا على قمة الجبل لدراسة النجوم.",
    body=(
        "يقول الباحثون إن النجوم البعيدة تحمل في ضوئها تاريخ الكون، وإن المرصد الجديد يلتقط "
        'من هذا الضوء ما لم يُلتقط من قبل. وأُطلق على المشروع اسم "عين السماء" بالعربية '
        "وSky Eye بالإنجليزية.\n\n"
        "ويضم المرصد مرآة قطرها ٨ أمتار، صُنعت على مدى 3 سنوات، وتزن نحو 20 طنًّا.\n\n"
        "وتُنشر صور النجوم على موقع المرصد في مطلع كل شهر."
    ),
    date=datetime(2024, 1, 31, 6, 47, tzinfo=UTC),
    section="علوم",
    source="مجلة الأفق",
    url="https://example.org/nujum?id=1&lang=ar",
    tags=("فلك", "مراصد"),
)

_MORE = tuple(
    Article(
        id=f"more/{number}",
        title=f"دليل النجوم، الجزء {number}",
        body=f"في هذا الجزء وصف للنجوم التي تُرى في ليالي الشهر {number}. النجوم دليل المسافر.",
        date=datetime(2019 + number % 5, 1 + number % 12, 1 + number, tzinfo=UTC)
        + timedelta(hours=number % 2),
        section=("علوم", "ثقافة", "رحلات")[number % 3],
        source=("مجلة الأفق", "وكالة المدى")[number % 2],
    )
    for number in range(24)
)

_AWKWARD = tuple(
    Article(id=name, title=f"معرّف غريب {number}", body="نص عن المعرّفات.")
    for number, name in enumerate(AWKWARD_IDS)
)

_HOSTILE = Article(
    id=f"{ALERT}/x.txt",
    title=f"هجوم {ALERT}",
    lead=ALERT,
    body=f"هجوم <img src=x onerror=alert(1)> {ALERT}\n\n</p></article>{ALERT}",
    date=datetime(2024, 5, 6, 23, 30, tzinfo=timezone(timedelta(hours=3))),
    section=ALERT,
    source='"><svg onload=alert(1)>',
    url="javascript:alert(1)",
    tags=(ALERT,),
)

ARTICLES = (_MAIN, *_MORE, *_AWKWARD, _HOSTILE)

from __future__ import annotations

import pytest
from hypothesis import given, settings

from index.analysis import default_analyzer
from index.errors import QueryRefused
from search.clauses import ParsedQuery
from search.limits import Limits
from search.parser import parse
from search.syntax.printer import to_text
from tests.search.syntax.texts import LIMITS, QUERIES, TODAY


def parsed(text: str, limits: Limits = LIMITS) -> ParsedQuery:
    return parse(text, default_analyzer(), limits, TODAY)


def normal(text: str) -> str:
    """The normal form, "" where the text has no structure."""
    structure = parsed(text).structure
    return to_text(structure.node) if structure else ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "غزة رفح",
        "هل يصوم المسافر أو المريض",
        "ما هي السفسطة أو السفسطائية؟",
        "معبر رفح أو كرم أبو سالم",
        "نعم أو لا",
        "أو غزة",
        "غزة أو",
        "غزة و رفح",
        "التعليم ليس كما كان",
        "حدود بدون دول!",
        "مصدر: الاتفاق قريب",
        "سجِّل يا تاريخ: أمريكا",
        "المصدر : الجزيرة",
        "تاريخ:فلسطين",
        "كوفيد-19",
        "الشيخ -رحمه الله- في مكة",
        "الرياض - القصيم",
        "2010 -2015",
        "+966 50",
        "C++",
        "5*",
        "4*4",
        "*",
        "~ ~",
        "كيف الحال? بخير",
        "بصحة ?نجران",
        "الأمم المتحدة (يونيسف)",
        "((((((((((غزة))))))))))",
        "a:b c/d e=f",
        "http://example.org/?a=b",
        "AND SO TO BED",
        "salt and pepper or not",
        '"غزة أو رفح"',
        "«عنوان:غزة»",
        "=غزة رفح",
    ],
)
def test_what_people_write_is_not_taken_for_operators(text: str) -> None:
    assert normal(text) == ""


YEAR = "date:{0}-01-01..{0}-12-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("غزة أو رفح", "غزة OR رفح"),
        ("غزة او رفح أو القدس", "غزة OR رفح OR القدس"),
        ("2023م أو 2024م", "(2023 م) OR (2024 م)"),
        ("غزة و رفح أو القدس", "(+غزة +رفح) OR القدس"),
        ("غزة ليس رفح", "غزة -رفح"),
        ("غزة بدون «معبر رفح»", 'غزة -"معبر رفح"'),
        ("غزة أو رفح تاريخ:2024", "غزة OR رفح date:2024-01-01..2024-12-31"),
        ("عنوان:غزة أو عنوان:رفح", "title:غزة OR title:رفح"),
        ("غزة قسم:علوم أو قسم:مدن", "غزة section:علوم OR section:مدن"),
        ("غزة تاريخ:2023 أو تاريخ:2021", f"غزة {YEAR.format(2023)} OR {YEAR.format(2021)}"),
        ("معبر رفح ليس قسم:مدن", "معبر رفح -section:مدن"),
        ("ليس قسم:مدن معبر رفح", "-section:مدن معبر رفح"),
        ("معبر رفح بدون تاريخ:2023", f"معبر رفح -{YEAR.format(2023)}"),
        ("معبر رفح ليس قسم:(مدن أو علوم) كرم", "معبر رفح -section:(مدن OR علوم) كرم"),
        # Without either: «أو» between what is excluded is left out.
        ("معبر رفح -قسم:مدن أو -قسم:علوم", "معبر رفح -section:مدن -section:علوم"),
        ("معبر رفح أو قسم:مدن", "معبر رفح section:مدن"),
        ("معبر (رفح أو كرم)", "معبر رفح OR كرم"),
        ("قسم:(سياسة أو اقتصاد)", "section:(سياسة OR اقتصاد)"),
        ("what AND why?", "+what +why"),
        ("غزة -كوفيد-19", 'غزة -"كوفيد 19"'),
        ("غزة \u2212رفح", "غزة -رفح"),
        ('-"غزة"', '-"غزة"'),
        ("+غزة رفح", "+غزة رفح"),
        ("العنوان:غزة", "title:غزة"),
        ("TITLE:غزة", "title:غزة"),
        ("عُنوان:غزة", "title:غزة"),
        ("text:=غزة", 'body:"غزة"'),
        ("title:section:غزة", "section:غزة"),
        ("title:-غزة", "-title:غزة"),
        ("title:+غزة رفح", "+title:غزة رفح"),
        ("-title:+غزة رفح", "-title:غزة رفح"),
        ("title:(date:2024 غزة)", "title:(date:2024-01-01..2024-12-31 غزة)"),
        ("date:«منذ أسبوع» غزة", "date:(2024-03-08..) غزة"),
        ("استعم*، غزة", "استعم* غزة"),
        ("202*", "202*"),
        ("كلمة~٢ كلمة~۱", "كلمة~2 كلمة~1"),
        ("مدرسه~ مدرسة~ استعمالات~ غزة~2", "مدرسه~1 مدرسة~1 استعمالات~2 غزة~2"),
        ('"a b"~3 c', '"a b"~3 c'),
    ],
)
def test_operators(text: str, expected: str) -> None:
    assert normal(text) == expected


@pytest.mark.parametrize(
    "plain",
    ["متى بنيت القاهرة؟", "القاهرة", "أطول أنهار قارة إفريقيا طولا", 'من مؤلف "كتاب المناظر"؟'],
)
@pytest.mark.parametrize("beside", ["تاريخ:2024", "-رفح", "قسم:مدن -مصدر:سبق", "NOT رفح"])
def test_what_only_keeps_leaves_the_words_what_they_are(plain: str, beside: str) -> None:
    alone, filtered = parsed(plain), parsed(f"{plain} {beside}")
    assert filtered.clauses == alone.clauses
    assert filtered.described == alone.described
    assert filtered.all_words() == alone.all_words()
    assert filtered.within is not None


def test_offsets_point_into_the_query() -> None:
    text = "قسم:مدن كسوف «نهر النيل» (القمر أو الشمس) -زحل"
    found = parsed(text)
    assert {clause.written for clause in found.clauses} == {"كسوف", "نهر النيل", "القمر", "الشمس"}
    for clause in found.clauses:
        assert text[clause.words[0].start : clause.words[-1].end] == clause.written


def test_stop_words_count_only_where_they_are_asked_for() -> None:
    assert "في" not in str(parsed("عنوان:(القمر في السماء)").all_words())
    assert "'في'" in str(parsed("+في القمر").all_words().leaves()) or any(
        getattr(leaf, "text", "") == "في" for leaf in parsed("+في القمر").all_words().leaves()
    )


def test_as_words() -> None:
    structure = parsed("سفر بدون تأشيرة").structure
    assert structure is not None
    words = structure.as_words()
    assert words == 'سفر "بدون" تأشيرة'
    assert parsed(words).structure is None
    pasted = parsed("\u202bسفر \u200fبِدون تأشيرة").structure
    assert pasted is not None
    assert pasted.as_words() == 'سفر "بِدون" تأشيرة'
    written = parsed("سفر NOT تأشيرة").structure
    assert written is not None
    assert written.as_words() == ""


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("(" * 9 + "غزة أو رفح" + ")" * 9, "max_depth"),
        (" OR ".join(f"word{n}" for n in range(33)), "max_clauses"),
        (
            "غزة " + " ".join(f"-{c}ا" for c in "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" * 2)[:480],
            "max_clauses",
        ),
        ("ا*", "min_pattern_letters"),
        ("غزة -*ا*", "min_pattern_letters"),
        ("ـا~", "min_pattern_letters"),
    ],
)
def test_past_a_limit(text: str, limit: str) -> None:
    with pytest.raises(QueryRefused) as caught:
        parsed(text)
    assert caught.value.limit == limit


def test_at_the_limits() -> None:
    assert parsed("(" * 8 + "غزة أو رفح" + ")" * 8).structure is not None
    assert parsed(" OR ".join(f"word{n}" for n in range(32))).structure is not None
    assert parsed("اب*").structure is not None


@settings(deadline=None)
@given(QUERIES)
def test_any_text_is_understood_or_refused_by_a_limit(text: str) -> None:
    try:
        found = parsed(text)
    except QueryRefused as error:
        assert hasattr(LIMITS, error.limit)
        return
    found.all_words()
    found.any_word()
    for clause in found.clauses:
        assert found.text[clause.words[0].start : clause.words[-1].end] == clause.written

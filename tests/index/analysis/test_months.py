"""Months: (names in many countries that have to meet; words that are no months)."""

from __future__ import annotations

import pytest

from index.analysis import Analyzer
from index.analysis.fold import fold
from index.analysis.months import GREGORIAN, GREGORIAN_NUMBERS, HIJRI, HIJRI_NUMBERS
from tests.index.analysis.conftest import stem

MEET = {
    "يناير": "جانفي January janvier بيناير ليناير ويناير",
    "فبراير": "شباط فيفري February février لفبراير وفبراير وشباط",
    "مارس": "آذار اذار وآذار بآذار ومارس",
    "أبريل": "إبريل ابريل نيسان أفريل April avril بنيسان",
    "مايو": "أيار ايار مايس ومايو بأيار",
    "يونيو": "يونيه يونية حزيران June juin وحزيران",
    "يوليو": "يوليه يولية تموز جويلية يوليوز July juillet وتموز",
    "أغسطس": "آب اغسطس غشت أغشت August août وآب بآب",
    "سبتمبر": "أيلول شتنبر شتمبر September septembre",
    "أكتوبر": "أوكتوبر اكتوبر October octobre",
    "نوفمبر": "نونبر November novembre",
    "ديسمبر": "دجنبر دجمبر December décembre",
}


@pytest.mark.parametrize(
    ("month", "name"), [(month, name) for month, names in MEET.items() for name in names.split()]
)
def test_one_stem_a_month(analyzer: Analyzer, month: str, name: str) -> None:
    assert stem(analyzer, name) == stem(analyzer, month)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("كانون الثاني", "يناير"),
        ("كانون ثاني", "يناير"),
        ("كانون ثانٍ", None),
        ("كانون ثان", "يناير"),
        ("كانون الثانى", "يناير"),
        ("وكانون الثاني", "يناير"),
        ("بكانون الثاني", "يناير"),
        ("تشرين الأول", "أكتوبر"),
        ("تشرين الاول", "أكتوبر"),
        ("تشرين أول", "أكتوبر"),
        ("لتشرين الأول", "أكتوبر"),
        ("تشرين الثاني", "نوفمبر"),
        ("تشرين ثاني", "نوفمبر"),
        ("كانون الأول", "ديسمبر"),
        ("كانون\u00a0الأول", "ديسمبر"),
        ("وكانون الاول", "ديسمبر"),
        ("كانون الأولى", None),
        ("كانون، الثاني", None),
        ("كانون الثانية", None),
    ],
)
def test_both_words_of_a_name_have_its_stem(
    analyzer: Analyzer, name: str, month: str | None
) -> None:
    tokens = analyzer.tokens(name)
    assert [name[token.start : token.end] for token in tokens] == name.replace("،", "").split()
    assert [token.position for token in tokens] == [0, 1]
    stems = {token.stem for token in tokens}
    if month is None:
        assert not stems & {stem(analyzer, known) for known in MEET}
    else:
        assert stems == {stem(analyzer, month)}


@pytest.mark.parametrize(
    ("text", "word", "month"),
    [
        ("15 ماي 2020", 1, "مايو"),
        ("ماي 2020", 0, "مايو"),
        ("٥ جوان", 1, "يونيو"),
        ("جوان 1967", 0, "يونيو"),
        ("20 أوت 1955", 1, "أغسطس"),
        ("15 أب", 1, "أغسطس"),
        ("May 15", 0, "مايو"),
        ("15 March 2024", 1, "مارس"),
    ],
)
def test_a_number_makes_a_word_a_month(
    analyzer: Analyzer, text: str, word: int, month: str
) -> None:
    tokens = analyzer.tokens(text)
    assert tokens[word].stem == stem(analyzer, month)
    assert [text[token.start : token.end] for token in tokens] == text.split()
    assert all(token.stem.isdigit() for token in tokens if token.exact.isdigit())


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("كانون", "يناير"),
        ("تشرين", "أكتوبر"),
        ("الثاني", "يناير"),
        ("أب", "أغسطس"),
        ("تيريزا ماي", "مايو"),
        ("جوان بيز", "يونيو"),
        ("may", "مايو"),
        ("March on", "مارس"),
        ("مارسوا", "مارس"),
        ("يمارس", "مارس"),
        ("ممارسة", "مارس"),
        ("جوانب 15", "يونيو"),
        ("15 أبواب", "أغسطس"),
        ("15 مايكل", "مايو"),
        ("ربيع الأول", "أكتوبر"),
        ("صفر", "محرم"),
    ],
)
def test_words_that_are_no_months(analyzer: Analyzer, text: str, month: str) -> None:
    assert stem(analyzer, month) not in [token.stem for token in analyzer.tokens(text)]


PAIRS = [
    (name.replace("_", " "), month.names.split()[0].replace("_", " "))
    for month in (*GREGORIAN, *HIJRI)
    for name in month.names.split()
    if "_" in name
]


@pytest.mark.parametrize(("name", "first"), PAIRS)
@pytest.mark.parametrize("clitic", ["", "و", "ل"])
def test_names_of_two_words(analyzer: Analyzer, clitic: str, name: str, first: str) -> None:
    stems = {token.stem for token in analyzer.tokens(clitic + name)}
    assert stems == {token.stem for token in analyzer.tokens(first)}
    assert len(stems) == 1


@pytest.mark.parametrize("months", [GREGORIAN_NUMBERS, HIJRI_NUMBERS])
def test_readers_get_every_name_with_its_number(months: dict[str, int]) -> None:
    assert set(months.values()) == set(range(1, 13))
    assert all(" ".join(fold(name)) == name for name in months)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("ربيع", "ربيع الأول"),
        ("الربيع العربي", "ربيع الأول"),
        ("ربيع الثاني", "ربيع الأول"),
        ("جمادى الأولى", "جمادى الآخرة"),
        ("ذو القعدة", "ذو الحجة"),
        ("ذو الفقار", "ذو الحجة"),
        ("حجة الوداع", "ذو الحجة"),
        ("الآخرة", "جمادى الآخرة"),
        ("الأول", "ربيع الأول"),
    ],
)
def test_words_that_are_another_month_of_the_hijra(
    analyzer: Analyzer, text: str, month: str
) -> None:
    first, _ = analyzer.tokens(month)
    assert first.stem not in [token.stem for token in analyzer.tokens(text)]


def test_exact_view_keeps_names_apart(analyzer: Analyzer) -> None:
    tokens = analyzer.tokens("يناير كانون الثاني January")
    assert [token.exact for token in tokens] == ["يناير", "كانون", "الثاني", "january"]


def test_explain_tells_the_month(analyzer: Analyzer) -> None:
    first, second = analyzer.explain("كانون الثاني")
    assert first.steps == (("month", "يناير"),)
    assert second.steps[-1] == ("month", "يناير")
    assert (second.written, second.start, second.end) == ("الثاني", 6, 12)

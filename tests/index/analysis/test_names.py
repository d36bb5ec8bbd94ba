"""Spellings of foreign names: (those that have to meet; native words that never may)."""

from __future__ import annotations

import pytest

from index.analysis import Analyzer
from index.analysis.names import load_names, skeleton
from tests.index.analysis.conftest import stem

MEET = {
    "people": "ترامب=ترمب نتنياهو=نيتانياهو نتنياهو=نتانياهو أردوغان=إردوغان أردوغان=أردوجان "
    "بوتين=بوتن كلينتون=كلنتون غورباتشوف=جورباتشوف أينشتاين=آينشتاين شكسبير=شيكسبير "
    "بيتهوفن=بتهوفن هتلر=هيتلر غيفارا=جيفارا زيلينسكي=زيلنسكي تاتشر=ثاتشر كيسنجر=كيسينجر "
    "غوارديولا=جوارديولا",
    "places": "إنجلترا=انكلترا إنجلترا=إنكلترا نوتردام=نوثردام سنغافورة=سنجافورة بلغراد=بلجراد "
    "كوبنهاغن=كوبنهاجن إسطنبول=استانبول أفغانستان=أفجانستان لوكسمبورغ=لوكسمبورج فنزويلا=فينزويلا "
    "هامبورغ=هامبورج واشنطن=واشنطون مانشستر=مانشيستر شيكاغو=شيكاجو أوغندا=أوجندا بكين=بيجين "
    "نيوزيلندا=نيوزيلاندا برازيل=البرازيل",
    "firms": "إنترسيبت=انترسبت يوتيوب=يوتوب غوغل=جوجل غوغل=قوقل فيسبوك=فايسبوك "
    "إنستغرام=انستقرام تلغرام=تيليجرام مايكروسوفت=مايكروسفت سامسونغ=سامسونج بلومبرغ=بلومبيرج "
    "غارديان=جارديان هارفارد=هارفرد كامبريدج=كمبريدج أكسفورد=أوكسفورد نتفليكس=نيتفلكس "
    "بوينغ=بوينج",
    "loan words": "أكسجين=أوكسجين هيدروجين=هايدروجين ديمقراطية=ديموقراطية ديمقراطي=ديموقراطيين "
    "تليفون=تلفون كمبيوتر=كومبيوتر كيلوغرام=كيلوجرام برلمان=بارلمان فيروس=فايروس "
    "بروتوكول=برتوكول إنترنت=انترنيت تكنولوجيا=تكنلوجيا إمبراطور=إنبراطور دكتاتور=ديكتاتور "
    "إلكتروني=إليكترونية",
    "unknown to the lexicon": "برونهولتز=برنهولتز ميلوسيفيتش=ميلوسفيتش بلانتاجنت=بلنتاجينت "
    "ريتشاردسن=رتشاردسون كارلسبيرغ=كرلسبرغ هدركربوني=هيدروكاربوني أندرغراوند=أندرجراوند "
    "فرومبرج=فرومبورغ فورمينتيرا=فورمنتيرا أرثذوكسي=أرثوذوكسي انترناشنال=انترناشينال "
    "سترافنسكي=سترافينيسكي مايكروسيستمز=ميكروسيستمز ليفتينانت=لفتننت كونستانتينوس=كنستنتينوس",
    "with clitics": "للإنترسبت=إنترسيبت وترمب=ترامب لترمب=ترامب بجوجل=غوغل والأوكسجين=أكسجين "
    "وانكلترا=إنجلترا لهارفرد=هارفارد وأردوجان=أردوغان باليوتوب=يوتيوب ونيتانياهو=نتنياهو",
}


@pytest.mark.parametrize(
    ("left", "right"), [pair.split("=") for pairs in MEET.values() for pair in pairs.split()]
)
def test_spellings_meet(analyzer: Analyzer, left: str, right: str) -> None:
    assert stem(analyzer, left) == stem(analyzer, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("كاتب", "كتاب"),
        ("كاتب", "كتب"),
        ("عالم", "علم"),
        ("ملك", "مالك"),
        ("مدرس", "مدارس"),
        ("استعمار", "استعمر"),
        ("مستشار", "مستشر"),
        ("بوتين", "بوت"),
        ("تلفون", "تلف"),
        ("شارون", "شار"),
        ("إنجلترا", "إنجليزي"),
        ("أفلاطون", "أفلوطين"),
        ("غرام", "غرامي"),
        ("ميلان", "ميلانو"),
        ("كورونا", "كرونا"),
        ("تايلاند", "تولوند"),
        ("سلام", "سالم"),
        ("حاكم", "حكيم"),
        ("شاعر", "شعر"),
        ("قاتل", "قتال"),
        ("مسافر", "مسفر"),
    ],
)
def test_words_that_do_not_meet(analyzer: Analyzer, left: str, right: str) -> None:
    assert stem(analyzer, left) != stem(analyzer, right)


def test_exact_view_keeps_spellings_apart(analyzer: Analyzer) -> None:
    left, right = analyzer.tokens("ترامب ترمب")
    assert left.exact != right.exact


def test_no_spelling_has_two_rows() -> None:
    rows = load_names()
    spellings = [spelling for row in rows for spelling in row]
    assert len(spellings) == len(set(spellings)) > 600
    assert all(len(row) > 1 for row in rows)


def test_skeleton_keeps_what_is_heard() -> None:
    assert skeleton("نيتانياهو") == skeleton("نتنياهو")
    assert skeleton("بلومبيرغ")[1:] == skeleton("بلومبرج")[1:]
    assert skeleton("اورجينال")[0] == "ا"

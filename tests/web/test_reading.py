from __future__ import annotations

import pytest
from hypothesis import given, settings

from index.errors import QueryRefused
from tests.search.syntax.texts import QUERIES, node
from web.reading import reading
from web.voice import ARABIC, ENGLISH


@pytest.mark.parametrize(
    ("text", "arabic", "english"),
    [
        ("غزة أو رفح", "فيها «غزة» أو «رفح»", "with “غزة” or “رفح”"),
        (
            "غزة -رفح",
            "فيها «غزة»، وليس فيها «رفح»",
            "with “غزة”, and without “رفح”",
        ),
        (
            "غزة (رفح أو مصر)",
            "فيها «غزة» و(«رفح» أو «مصر»)",
            "with “غزة” and (“رفح” or “مصر”)",
        ),
        (
            "+غزة مصر",
            "فيها «غزة»، وتُقدَّم منها التي فيها «مصر»",
            "with “غزة”, first those with “مصر”",
        ),
        (
            "عنوان:غزة تاريخ:2024-01..2024-03",
            "في عنوانها «غزة»، وتاريخها من ١ يناير ٢٠٢٤ إلى ٣١ مارس ٢٠٢٤",
            "with “غزة” in the title, and from 1 January 2024 to 31 March 2024",
        ),
        ("تاريخ:2023..", "تاريخها ١ يناير ٢٠٢٣ أو بعده", "of 1 January 2023 or later"),
        ("-تاريخ:أمس", "ليس تاريخها ١٤ مارس ٢٠٢٤", "not of 14 March 2024"),
        (
            "قسم:(سياسة أو «أخبار محلية»)",
            "قسمها («سياسة» أو «أخبار محلية»)",
            "of the section (“سياسة” or “أخبار محلية”)",
        ),
        (
            "-قسم:ثقا*",
            "ليس قسمها ما فيه كلمة تبدأ بالحروف «ثقا»",
            "not of the section that has a word that begins with “ثقا”",
        ),
        (
            "وسم:(نيل~ أو مناخ)",
            "من وسومها (ما فيه كلمة قريبة من «نيل» أو «مناخ»)",
            "with the tag (that has a word close to “نيل” or “مناخ”)",
        ),
        ("استعم*", "فيها كلمة تبدأ بالحروف «استعم»", "with a word that begins with “استعم”"),
        ("ك?ب*", "فيها كلمة على النمط «ك?ب*»", "with a word of the pattern “ك?ب*”"),
        ("غزة~", "فيها كلمة قريبة من «غزة»", "with a word close to “غزة”"),
        ('-"حرب غزة"', "ليس فيها عبارة «حرب غزة»", "without the phrase “حرب غزة”"),
        (
            "title:(غزة -رفح)",
            "في عنوانها «غزة»، وليس في عنوانها «رفح»",
            "with “غزة” in the title, and without “رفح” in the title",
        ),
        (
            "غزة OR قسم:سياسة",
            "يصدق عليها واحد مما يأتي على الأقل: (فيها «غزة») أو (قسمها «سياسة»)",
            "for which at least one of these holds: (with “غزة”) or (of the section “سياسة”)",
        ),
    ],
)
def test_readings(text: str, arabic: str, english: str) -> None:
    tree = node(text)
    assert tree is not None
    for voice, sentence in ((ARABIC, f"مقالات {arabic}."), (ENGLISH, f"Articles {english}.")):
        said = reading(tree, voice)
        assert said.replace("\u2068", "").replace("\u2069", "") == sentence


@settings(deadline=None)
@given(QUERIES)
def test_every_tree_is_said_and_no_part_of_it_is_left_out(text: str) -> None:
    try:
        tree = node(text)
    except QueryRefused:
        return
    if tree is None:
        return
    for voice in (ARABIC, ENGLISH):
        said = reading(tree, voice)
        assert said.count("\u2068") == said.count("\u2069")
        assert not any(empty in said for empty in ("()", "«»", "“”", "{}", " ، "))

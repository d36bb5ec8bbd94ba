from __future__ import annotations

import pytest

from index.analysis import default_analyzer
from search.limits import Limits
from search.parser import parse


def weak(text: str) -> list[str]:
    return [
        clause.written
        for clause in parse(text, default_analyzer(), Limits()).clauses
        if clause.asking
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وفقًا للنص، من بنى القلعة؟", ["وفقًا", "للنص"]),
        ("بحسب الفقرة، أين دُفن صلاح الدين؟", ["بحسب", "الفقرة", "أين"]),
        ("حسب المقطع، لماذا رحل ابن بطوطة؟", ["حسب", "المقطع", "لماذا"]),
        ("أي مما يلي من أعمال نجيب محفوظ؟", ["يلي"]),
        ("أي المدن التالية عاصمة؟", ["التالية"]),
        ("أي عبارة صحيحة عن النيل؟", ["عبارة", "صحيحة"]),
        ("أيّ الجمل تصف بدقة رحلة السندباد؟", ["الجمل", "بدقة"]),
        ("ما المدينة المذكورة مع تدمر؟", ["المذكورة"]),
        ("ما الوارد عن تدمر؟", ["الوارد"]),
        ("كيف يمكن حفظ الزيتون؟", ["كيف", "يمكن"]),
        ("ما المرجح في أصل القهوة؟", ["المرجح"]),
        ("بناءً على ذلك، متى بُني السد؟", ["بناءً", "متى"]),
        # A building, and a list of words that asks nothing.
        ("متى بدأ بناء السد العالي؟", ["متى"]),
        ("النص الكامل للاتفاقية", []),
        ("حديث صحيح", []),
        ("ما معنى «النص المفتوح»؟", []),
    ],
)
def test_words_that_frame_a_question_count_little(text: str, expected: list[str]) -> None:
    assert weak(text) == expected


def test_a_question_about_a_framing_word_still_asks_for_it() -> None:
    parsed = parse("ما العبارة؟", default_analyzer(), Limits())
    assert [clause.written for clause in parsed.searched] == ["العبارة"]

"""Queries with operators and fields, over a small index."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest

from index.build import build
from index.errors import QueryRefused
from index.store import Store
from search.request import Request
from search.results import Slice
from search.service import Service

ROWS = [
    ("a", "حرب غزة", "معبر رفح مغلق أمام الشاحنات", "سياسة", "صحيفة سبق", "2024-01-20"),
    ("b", "سوق رفح", "أسعار الخضار في غزة ترتفع", "اقتصاد", "وكالة الأنباء", "2024-02-05"),
    ("c", "القدس القديمة", "أبواب المدينة وأسوارها واستعمالها", "أخبار محلية", "سبق", "2023-05-01"),
    ("d", "كتاب جديد", "كتب المؤلف عن استعمال اللغة في القدس", "ثقافة", "", None),
    ("e", "كتابة الخط", "الكاتب والكتاب والمكتبة", "ثقافة", "المجلة", "2019-12-31"),
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("structured")
    names = ("id", "title", "body", "section", "source", "date")
    rows = [dict(zip(names, row, strict=True)) for row in ROWS]
    lines = [json.dumps({k: v for k, v in row.items() if v}) + "\n" for row in rows]
    (folder / "a.jsonl").write_text("".join(lines), "utf-8")
    build([folder / "a.jsonl"], store := Store(folder / "index"))
    return Service(store)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("غزة", "ab"),
        ("غزة -معبر", "b"),
        ("غزة ليس معبر", "b"),
        ("غزة NOT معبر", "b"),
        ("-غزة", "cde"),
        ("-غزة -القدس", "e"),
        ("-(غزة أو القدس)", "e"),
        ("القدس أو سوق", "bcd"),
        ("القدس OR سوق", "bcd"),
        ("غزة (معبر أو سوق)", "ab"),
        ("غزة AND سوق", "b"),
        # Without a part on its other side an operator says nothing.
        ("غزة AND", "ab"),
        ("غزة NOT", "ab"),
        ("OR غزة", "ab"),
        # Brackets, quotation marks and commas touch an operator.
        ("رفح NOT(معبر)", "b"),
        ("(NOT معبر) رفح", "b"),
        ("(القدس)OR(سوق)", "bcd"),
        ('"القدس"أو"سوق"', "bcd"),
        ("رفح ليس(معبر)", "b"),
        ("القدس OR، سوق", "bcd"),
        ("غزة سوق NOT", "b"),
        ("سوق AND القدس", ""),
        ("+غزة سوق", "ab"),
        ("+غزة +سوق", "b"),
        ("عنوان:غزة", "a"),
        ("نص:غزة", "b"),
        ("title:(غزة OR القدس)", "ac"),
        ("عنوان:رفح أو نص:رفح", "ab"),
        ('عنوان:"سوق رفح"', "b"),
        ("قسم:ثقافة", "de"),
        ("قسم:الثقافة", "de"),
        ("قسم:محلية", "c"),
        ('قسم:"أخبار محلية"', "c"),
        ('قسم:"محلية"', ""),
        ("قسم:(سياسة أو اقتصاد)", "ab"),
        ("غزة -قسم:سياسة", "b"),
        ("مصدر:سبق", "ac"),
        ('مصدر:"سبق"', "c"),
        ("مصدر:(سبق -صحيفة)", "c"),
        ("تاريخ:2024", "ab"),
        ("غزة تاريخ:2024-02..", "b"),
        ("تاريخ:..2023", "ce"),
        ("-تاريخ:2024", "cde"),
        ("تاريخ:31/12/2019", "e"),
        ("تاريخ:رجب ١٤٤٥", "ab"),
        ("قسم:ثقا*", "de"),
        ("قسم:محل*", "c"),
        ("قسم:ث?افة", "de"),
        ("قسم:(سيا* أو اقتصاد)", "ab"),
        ("غزة -قسم:سيا*", "b"),
        ("قسم:ثقاقة~", "de"),
        ("مصدر:صحف~2", "a"),
        ("عنوان:-غزة", "bcde"),
        # What a field keeps although another name stands before it leaves no word behind.
        ("عنوان:تاريخ:2024 غزة", "ab"),
        ("عنوان:(تاريخ:2024) غزة", "ab"),
        ("عنوان:قسم:سياسة غزة", "a"),
        ("غزة -عنوان:قسم:سياسة", "b"),
        # Direction marks that come with pasted text and some keyboards.
        ("\u200f-غزة", "cde"),
        ("رفح -\u200fمعبر", "b"),
        ("رفح \u202b-معبر\u202c", "b"),
        ("القدس \u200fأو\u200f سوق", "bcd"),
        ("عنوان:\u200fغزة", "a"),
        ("\u2067عنوان:غزة\u2069", "a"),
        ("=\u200fكتاب", "d"),
        ('"معبر مغلق"\u200f~1', "a"),
        # Marks on an operator, as on a name of a field.
        ("القدس أَوْ سوق", "bcd"),
        ("القدس \u0627\u0654و سوق", "bcd"),
        ("غزة لَيْسَ معبر", "b"),
        ("غزة ليـــس معبر", "b"),
        ("رفح عنوان:-غزة", "b"),
        ("قسم:-ثقافة", "abc"),
        ("استعم*", "d"),
        ("واستعم*", "c"),
        ("*ستعم*", "cd"),
        ("ك?ب", "d"),
        ("ك??ب", "d"),
        ("عنوان:ك??ب جديد", "d"),
        ("عنوان:كتاب*", "de"),
        ("-كت*", "abc"),
        ("استعمل~", "d"),
        ("استعمل~١", "d"),
        ("استعمل~۲", "d"),
        ("=كتاب", "d"),
        ("=الكاتب", "e"),
        ('"معبر مغلق"', ""),
        ('"معبر مغلق"~1', "a"),
        ('"مغلق معبر"~5', ""),
        ("القدس OR قسم:سياسة", "acd"),
        ("غزة OR (قسم:ثقافة -القدس)", "abe"),
    ],
)
def test_what_is_found(service: Service, text: str, found: str) -> None:
    results = service.search(Request(text))
    assert "".join(sorted(hit.id for hit in results.hits)) == found
    assert results.total == len(found)
    assert not results.relaxed


def test_words_beside_filters_are_relaxed_as_alone(service: Service) -> None:
    assert service.search(Request("سوق القدس")).relaxed
    results = service.search(Request("سوق القدس قسم:ثقافة"))
    assert (results.relaxed, [hit.id for hit in results.hits]) == (True, ["d"])
    assert service.search(Request("غزه زقزوق قسم:سياسة")).missing == ("زقزوق",)


def test_filters_do_not_change_the_scores(service: Service) -> None:
    alone = {hit.id: hit.score for hit in service.search(Request("غزة رفح")).hits}
    for hit in service.search(Request("غزة رفح قسم:سياسة -سوق")).hits:
        assert hit.score == alone[hit.id]


def marked(slices: tuple[Slice, ...]) -> list[str]:
    return [piece.text for piece in slices if piece.marked]


@pytest.mark.parametrize(
    ("text", "article", "marks"),
    [
        ("استعم*", "d", ["استعمال"]),
        ("*ستعم*", "c", ["واستعمالها"]),
        ("استعمل~", "d", ["استعمال"]),
        ('"معبر مغلق"~1', "a", ["معبر", "مغلق"]),
        ("غزة -سوق", "a", []),
        ("معبر -رفح OR معبر", "a", ["معبر"]),
        ("=كتب القدس", "d", ["كتب", "القدس"]),
    ],
)
def test_marks(service: Service, text: str, article: str, marks: list[str]) -> None:
    hit = next(hit for hit in service.search(Request(text)).hits if hit.id == article)
    assert marked(hit.snippet) == marks


def test_a_pattern_that_stands_for_too_many_words_is_refused(tmp_path: Path) -> None:
    words = " ".join(
        f"مكت{a}{b}{c}" for a in "ابتثجحخدذرس" for b in "زسشصضطظعغف" for c in "قكلمنهويءت"
    )
    row = json.dumps({"id": "x", "title": "ع", "body": words})
    (tmp_path / "a.jsonl").write_text(row, "utf-8")
    build([tmp_path / "a.jsonl"], store := Store(tmp_path / "index"))
    service = Service(store)
    assert service.search(Request("مكتا*")).total == 1
    for text in ("مكت* مكتب*", "-مك*", "عنوان:ع مكت*", " ".join(["*مكت*"] * 30)):
        before = process_time()
        with pytest.raises(QueryRefused) as caught:
            service.search(Request(text))
        assert caught.value.limit == "max_expansions"
        assert process_time() - before < 0.5


def test_an_exclusion_alone_ranks_nothing(service: Service) -> None:
    assert {hit.score for hit in service.search(Request("-غزة")).hits} == {0.0}

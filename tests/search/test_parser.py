from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query

from index.analysis import default_analyzer
from index.errors import QueryRefused
from search.clauses import ParsedQuery
from search.limits import Limits
from search.parser import parse

LIMITS = Limits()


def parsed(text: str, limits: Limits = LIMITS) -> ParsedQuery:
    return parse(text, default_analyzer(), limits)


def shape(text: str) -> list[str]:
    """Each clause as written, a phrase in brackets, a stop word with a minus."""
    return [
        f"[{clause.written}]" if clause.quoted else "-" * clause.stop + clause.written
        for clause in parsed(text).clauses
    ]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("   ", []),
        ("؟!، … --- () * ~ ^", []),
        ('""', []),
        ('"«»"', []),
        ("القمر", ["القمر"]),
        ("كسوف الشمس", ["كسوف", "الشمس"]),
        ("كسوف، الشمس؟", ["كسوف", "الشمس"]),
        ("القمر القمر", ["القمر"]),
        ("القمر القَمَر", ["القمر"]),
        ("الأرض الارض", ["الأرض"]),
        ("القمر في السماء", ["القمر", "-في", "السماء"]),
        ('"نهر النيل"', ["[نهر النيل]"]),
        ("«نهر النيل»", ["[نهر النيل]"]),
        ("“نهر النيل”", ["[نهر النيل]"]),
        ("”نهر النيل“", ["[نهر النيل]"]),
        ("„نهر النيل“", ["[نهر النيل]"]),
        ("„نهر النيل”", ["[نهر النيل]"]),
        ('"نهر النيل" طويل', ["[نهر النيل]", "طويل"]),
        ('طويل"نهر النيل"عريض', ["طويل", "[نهر النيل]", "عريض"]),
        ('"القمر في السماء"', ["[القمر في السماء]"]),
        ('"القمر"', ["[القمر]"]),
        # A number of words between that says nothing is no word.
        ('"القمر"~3 السماء', ["[القمر]", "السماء"]),
        ('"نهر النيل"~0', ["[نهر النيل]"]),
        ("«نهر النيل»~٠", ["[نهر النيل]"]),
        ('"نهر النيل"~100', ["[نهر النيل]", "100"]),
        ('القمر "القمر"', ["القمر", "[القمر]"]),
        ('"نهر النيل" «نهر النيل»', ["[نهر النيل]"]),
        ('"نهر النيل', ["نهر", "النيل"]),
        ('نهر" النيل', ["نهر", "النيل"]),
        ("«نهر النيل", ["نهر", "النيل"]),
        ("«نهر «النيل»", ["نهر", "[النيل]"]),
        ("القاهرة من (نهر", ["القاهرة", "-من", "نهر"]),
        ("=القمر في السماء", ["[القمر]", "-في", "السماء"]),
        ("2 = 3", ["2", "3"]),
        ("القمر NOT", ["القمر", "-NOT"]),
        ("القمر not", ["القمر", "not"]),
        ('القمر "NOT"', ["القمر", "[NOT]"]),
        ("NOT", ["-NOT"]),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert shape(text) == clauses


def test_a_stop_word_decides_only_where_there_is_nothing_else() -> None:
    assert [c.written for c in parsed("القمر في السماء").searched] == ["القمر", "السماء"]
    assert [c.written for c in parsed("في من").searched] == ["في", "من"]
    assert [c.written for c in parsed('في "من"').searched] == ["من"]


def test_offsets_point_into_the_query() -> None:
    query_text = 'كسوف «نهر  النَّيل»، "القمر"'
    for clause in parsed(query_text).clauses:
        assert query_text[clause.words[0].start : clause.words[-1].end] == clause.written


def test_a_sign_for_several_words_is_one_clause() -> None:
    clauses = parsed("محمد ﷺ").clauses
    assert [clause.written for clause in clauses] == ["محمد", "ﷺ"]
    assert len(clauses[1].words) > 1
    assert clauses[1].adjacent


def test_a_word_with_several_readings_is_one_word() -> None:
    (clause,) = parsed("الكِتٰب").clauses
    assert clause.terms == ("الكتاب",)
    (phrase,) = parsed("«ذٰلك الكتٰب»").clauses
    assert phrase.terms == ("ذلك", "الكتاب")


@pytest.mark.parametrize("text", ["", "...", "«»"])
def test_no_words_is_no_articles(text: str) -> None:
    assert parsed(text).all_words() == query.NullQuery
    assert parsed(text).any_word() == query.NullQuery


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("غزة تاريخ:30 فبراير 2017", ["30 فبراير 2017"]),
        ("تاريخ:30 فبراير 2017 غزة", ["30 فبراير 2017"]),
        ("تاريخ:قبل أسبوع غزة", ["قبل أسبوع"]),
        ("تاريخ:(ربيع 2017) غزة", ["ربيع 2017"]),
        ("تاريخ:«منتصف مايو» غزة", ["منتصف مايو"]),
        ("date:2017-13، غزة", ["2017-13"]),
        ("-تاريخ:الأمس غزة", ["الأمس"]),
        ("(date:x or date:y)", ["x", "y"]),
        ("تاريخ:2017 غزة", []),
        ("تاريخ: غزة", []),
        ("«تاريخ:غزة»", []),
        ("كتاب-تاريخ:غزة", []),
        ("الساعة 10:30", []),
        ("تاريخ:(", [""]),
    ],
)
def test_what_is_no_date_is_named(text: str, unread: list[str]) -> None:
    assert list(parsed(text).unread_dates) == unread


def test_the_tree_is_data_over_the_fields_of_the_schema() -> None:
    tree = parsed('كسوف "نهر النيل"').all_words()
    assert isinstance(tree, query.AndMaybe)
    assert isinstance(tree.a, query.And)
    assert {leaf.fieldname for leaf in tree.b.leaves()} == {"title_gram", "lead_gram", "body_gram"}
    word, phrase = tree.a.subqueries
    assert {leaf.fieldname for leaf in word.subqueries} == {
        "title_exact", "lead_exact", "body_exact", "title_stem", "lead_stem", "body_stem",
    }  # fmt: skip
    assert all(isinstance(leaf, query.Phrase) for leaf in phrase.subqueries)
    assert {leaf.fieldname for leaf in phrase.subqueries} == {
        "title_exact", "lead_exact", "body_exact",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("ا" * 513, "max_query_chars"),
        (" " * 513, "max_query_chars"),
        (" OR ".join(f"{n}" for n in range(33)), "max_clauses"),
        ('"' + " ".join(f"{n}" for n in range(33)) + '"', "max_clauses"),
    ],
)
def test_past_a_limit(text: str, limit: str) -> None:
    with pytest.raises(QueryRefused) as caught:
        parsed(text)
    assert caught.value.limit == limit
    assert str(getattr(LIMITS, limit)) in caught.value.message


def test_at_the_limits() -> None:
    assert len(parsed(" ".join(f"{n}" for n in range(32))).clauses) == 32
    assert len(parsed("كلمة " * 102).clauses) == 1


def test_a_pasted_sentence_is_no_structure_and_is_never_refused() -> None:
    limits = Limits(max_clauses=2)
    assert len(parsed("القمر السماء الأرض", limits).searched) == 3
    with pytest.raises(QueryRefused, match="2"):
        parsed("القمر السماء الأرض -الشمس -المريخ -زحل", limits)


PIECES = st.sampled_from([*'"«»“”„:()*~^-+\\\u200f\u202e\0', " ", "ﷺ", "في", "القمر", "\ud800"])


@given(st.text() | st.lists(PIECES).map("".join))
def test_any_text_parses_or_is_refused(text: str) -> None:
    try:
        result = parsed(text)
    except QueryRefused as error:
        assert error.limit in ("max_query_chars", "max_clauses")
        return
    for clause in result.clauses:
        assert clause.words
        assert clause.written


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("كسوف الشمس", False),
        ("القاهرة من بغداد", False),
        ("من القاهرة إلى بغداد", False),
        ("القوات الأمريكية في العراق", False),
        ('"نهر النيل"', False),
        ('"متى ولد ابن الهيثم؟"', False),  # A phrase is required, whatever it says.
        ("أطول أنهار قارة إفريقيا طولا", True),  # Five words besides stop words.
        ("متى بنيت القاهرة", True),
        ("بنيت القاهرة متى", True),
        ("ما عاصمة اليمن", True),
        ("من هو ابن الهيثم", True),
        ("عاصمة اليمن؟", True),
        ("Capital of Yemen?", True),
        ("من مؤلف «كتاب المناظر»؟", True),
    ],
)
def test_a_question_describes_and_a_list_requires(text: str, described: bool) -> None:
    assert parsed(text).described is described


def test_who_asks_about_a_phrase_may_find_its_words() -> None:
    assert shape("من مؤلف «كتاب المناظر»؟") == ["-من", "مؤلف", "[كتاب المناظر]", "كتاب", "المناظر"]
    assert shape("مؤلف «كتاب المناظر»") == ["مؤلف", "[كتاب المناظر]"]


def test_question_words_are_never_required_beside_others() -> None:
    question = parsed("متى بنيت القاهرة")
    assert [clause.written for clause in question.required] == ["بنيت", "القاهرة"]
    assert [clause.written for clause in parsed("متى").required] == ["متى"]
    shares = {part.rarest[0][1].decode(): part.share for part in question.any_word().parts}
    assert shares["متى"] < shares["قاهره"]

from __future__ import annotations

import pickle
from datetime import datetime, timedelta, timezone

import pytest
from whoosh.analysis import Token

from index.analysis import View
from index.article import Article
from index.schema import FIELDS, NO_DATE, ViewAnalyzer, article_fields, field_name, make_schema


def test_every_part_is_indexed_in_every_view() -> None:
    names = set(make_schema().names())
    assert {field_name(field, view) for field in FIELDS for view in View} <= names


@pytest.mark.parametrize(
    ("title", "body", "searched"),
    [
        ("دابود", "دابود قرية نوبية", "دابود"),  # A title may well begin the text.
        ("كانت المدينة…", "كانت  المدينة قديمة", ""),  # Made of the first words.
        ("نص قصير", "نص قصير", ""),  # The whole text.
        ("ماذا بعد…", "انتهى الأمر", "ماذا بعد…"),  # A real title with dots of its own.
    ],
)
def test_a_title_made_of_first_words_is_not_searched(title: str, body: str, searched: str) -> None:
    assert article_fields(Article("1", title, body), "/1")["title_exact"] == searched


def test_dates_are_seconds_in_utc() -> None:
    riyadh = timezone(timedelta(hours=3))
    dated = Article("1", "ع", "ن", date=datetime(1970, 1, 1, 4, 0, tzinfo=riyadh))
    assert article_fields(dated, "/1")["date"] == 3600
    assert article_fields(Article("1", "ع", "ن"), "/1")["date"] == NO_DATE


def test_the_view_analyzer_gives_terms_positions_and_offsets() -> None:
    def words(view: View) -> list[tuple[str, int, int, int]]:
        tokens: list[Token] = list(ViewAnalyzer(view)("وقال الوزير"))
        assert len({id(token) for token in tokens}) == 1
        return [(t.text, t.pos, t.startchar, t.endchar) for t in ViewAnalyzer(view)("وقال الوزير")]

    assert words(View.EXACT)[-1] == ("الوزير", 1, 5, 11)
    assert words(View.STEM)[-1] == ("وزير", 1, 5, 11)


def test_the_pickled_schema_holds_no_tables() -> None:
    assert len(pickle.dumps(make_schema())) < 20_000
    assert pickle.loads(pickle.dumps(ViewAnalyzer(View.STEM))) == ViewAnalyzer(View.STEM)

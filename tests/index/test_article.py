from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article

_TEXT = st.text(st.characters(codec="utf-8"))


@settings(deadline=None)
@given(
    st.builds(
        Article,
        id=_TEXT,
        title=_TEXT,
        body=_TEXT,
        lead=_TEXT,
        date=st.none() | st.datetimes(timezones=st.just(UTC)),
        tags=st.lists(_TEXT).map(tuple),
        extra=st.dictionaries(_TEXT, st.integers() | _TEXT),
    )
)
def test_stored_article_reads_back_equal(article: Article) -> None:
    assert Article.from_json(article.to_json()) == article


def test_arabic_is_stored_as_it_is_written() -> None:
    article = Article("1", "وَثيقة", "نصّ", date=datetime(2024, 1, 31, 6, 47, tzinfo=UTC))
    assert "وَثيقة" in article.to_json()
    assert "2024-01-31T06:47:00+00:00" in article.to_json()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"date":null,"tags":[]}', '{"id":1}', "null"])
def test_anything_else_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        Article.from_json(text)

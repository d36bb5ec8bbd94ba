from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from index.article import Article
from index.readers import Skipped
from tests.index.readers.conftest import Reading, why

Read = Callable[[str, bytes | str], Reading]


def articles(items: Reading) -> list[Article]:
    assert all(isinstance(item, Article) for item in items), items
    return [item for item in items if isinstance(item, Article)]


def test_every_field(reading: Read) -> None:
    (article,) = articles(
        reading(
            "a.csv",
            "ID,Title,text,date,category,source,url,tags,views\r\n"
            '7,عنوان,"أول ""مقتبس"", وفاصلة\n\nثان",2024-01-31,علوم,مجلة,'
            "https://example.org/7,فلك؛ نجوم ;قمر | شمس، فلك,12\r\n",
        )
    )
    assert article == Article(
        id="7",
        title="عنوان",
        body='أول "مقتبس", وفاصلة\n\nثان',
        date=datetime(2024, 1, 31, tzinfo=UTC),
        section="علوم",
        source="مجلة",
        url="https://example.org/7",
        tags=("فلك", "نجوم", "قمر", "شمس"),
        extra={"views": "12"},
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "؛"])
def test_separators_of_spreadsheets(reading: Read, delimiter: str) -> None:
    rows = [["id", "title", "body"], ["1", "عنوان", "متن"]]
    content = "\n".join(delimiter.join(row) for row in rows)
    (article,) = articles(reading("a.csv", content))
    assert (article.id, article.title, article.body) == ("1", "عنوان", "متن")


def test_bad_rows_are_named_by_their_first_line(reading: Read) -> None:
    items = reading(
        "a.csv",
        b'id,title,body\n1,A,"two\nlines"\n\n2,B,x,surplus\n3,,\n4,\xff\xfe\xfd,y\n5,C,short\n6,D\n',
    )
    assert [(i.line, i.reason) for i in items if isinstance(i, Skipped)] == [
        (5, "4 fields in a table of 3 columns"),
        (6, "empty: no title and no body"),
        (7, "not valid UTF-8"),
    ]
    assert [i.id for i in items if isinstance(i, Article)] == ["1", "5", "6"]


def test_a_quote_never_closed_is_named_where_it_opens(reading: Read) -> None:
    first, second = reading("a.csv", 'id,title\n1,قبل\n2,"مفتوح\n3,بعد\n')
    assert isinstance(first, Article)
    assert why(second) == (3, "a quotation mark is opened here and never closed")


def test_a_field_past_the_limit(reading: Read) -> None:
    items = reading("a.csv", f"id,title\n1,{'ك' * 1001}\n2,بعد\n", max_csv_field=1000)
    assert why(items[0]) == (
        2,
        "a field is longer than 1,000 characters; "
        "`--reader-limit max_csv_field=NUMBER` allows more",
    )
    assert [i.id for i in items if isinstance(i, Article)] == ["2"]


def test_a_field_longer_than_the_module_allows_by_itself(reading: Read) -> None:
    (article,) = articles(reading("a.csv", f"title,body\nع,{'ك' * 200_000}\n"))
    assert len(article.body) == 200_000


@pytest.mark.parametrize("content", ["", "\n", "a,b\n1,2\n", "id,date\n1,2024-01-31\n"])
def test_a_header_without_text(reading: Read, content: str) -> None:
    (item,) = reading("a.csv", content)
    assert why(item) == (1, "the first row must name columns, title or body among them")


def test_a_line_past_the_limit_ends_the_file(reading: Read) -> None:
    table = f"id,title\n1,قبل\n2,{'ك' * 100}\n3,بعد\n"
    first, second = reading("a.csv", table, max_line_bytes=100)
    assert isinstance(first, Article)
    assert why(second) == (
        3,
        "the line is longer than 100 bytes; `--reader-limit max_line_bytes=NUMBER` allows more",
    )

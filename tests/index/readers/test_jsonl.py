from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.readers import ReaderLimits, Skipped
from index.readers.record import ALIASES, NAMES, article_from
from tests.index.readers.conftest import Reading, why

Read = Callable[[str, bytes | str], Reading]


def line(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False) + "\n"


def test_every_field(reading: Read) -> None:
    (article,) = reading(
        "a.jsonl",
        line(
            id="n-1",
            title="عنوان",
            body="أول\n\nثان",
            lead="موجز",
            date="2024-01-31T06:47:00Z",
            section="علوم",
            source="مجلة",
            url="https://example.org/1",
            tags=["فلك", "نجوم", "فلك"],
            lang="ar-EG",
            views=7,
        ),
    )
    assert article == Article(
        id="n-1",
        title="عنوان",
        body="أول\n\nثان",
        lead="موجز",
        date=datetime(2024, 1, 31, 6, 47, tzinfo=UTC),
        section="علوم",
        source="مجلة",
        url="https://example.org/1",
        tags=("فلك", "نجوم"),
        lang="ar-EG",
        extra={"views": 7},
    )


@pytest.mark.parametrize(
    ("values", "expected", "reason"),
    [
        ({"text": "نص"}, {"body": "نص"}, "alias of body"),
        ({"category": "علوم"}, {"section": "علوم"}, "alias of section"),
        ({"body": "", "text": "نص"}, {"body": "نص", "extra": {}}, "an alias for an empty value"),
        ({"body": "أ", "text": "ب"}, {"body": "أ", "extra": {"text": "ب"}}, "the name wins"),
        ({"body": "أ\nب"}, {"body": "أ\n\nب"}, "lines are paragraphs"),
        ({"title": " عنوان \n طويل "}, {"title": "عنوان طويل"}, "a title is one line"),
        ({"title": None, "body": "أول النص"}, {"title": "أول النص"}, "no title: the first words"),
        ({"title": "", "body": "ك " * 20}, {"title": "ك " * 11 + "ك…"}, "only the first words"),
        ({"id": 12}, {"id": "12"}, "an id in numbers"),
        ({"date": "31/12/2023"}, {"date": datetime(2023, 12, 31, tzinfo=UTC)}, "a written date"),
        ({"date": "غدا"}, {"date": None, "extra": {"date": "غدا"}}, "a bad date is kept as it was"),
        ({"date": 5}, {"date": None, "extra": {"date": 5}}, "a date of the wrong type as well"),
        ({"date": None}, {"date": None, "extra": {}}, "no date"),
        ({"url": "javascript:x"}, {"url": "", "extra": {"url": "javascript:x"}}, "no web address"),
        ({"lang": "لغة"}, {"lang": "ar", "extra": {"lang": "لغة"}}, "no language tag"),
        ({"tags": "أ؛ ب، ج|د;أ"}, {"tags": ("أ", "ب", "ج", "د")}, "tags in one text"),
        ({"tags": None}, {"tags": ()}, "no tags"),
        ({"x": {"y": [1, "ن\x00"]}}, {"extra": {"x": {"y": [1, "ن"]}}}, "nested and cleaned"),
        ({"x": float("nan")}, {"extra": {"x": None}}, "JSON has no NaN"),
    ],
)
def test_values(
    reading: Read, values: dict[str, object], expected: dict[str, object], reason: str
) -> None:
    article, *noted = reading("a.jsonl", line(**{"id": "1", "title": "ع", **values}))
    assert isinstance(article, Article), reason
    assert {name: getattr(article, name) for name in expected} == expected, reason
    assert [(item.line, item.kept) for item in noted if isinstance(item, Skipped)] == (
        [(1, True)] if "bad date" in reason or "a date of" in reason else []
    )


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "not valid JSON: Expecting property name enclosed in double quotes at column 2"),
        ("[1]", "a JSON value that is not an object"),
        ("7", "a JSON value that is not an object"),
        ('{"title": 5}', "title is a number, not text"),
        ('{"title": "ع", "body": ["نص"]}', "body is a list, not text"),
        ('{"title": "ع", "section": {}}', "section is an object, not text"),
        ('{"title": "ع", "source": true}', "source is true or false, not text"),
        ('{"title": "ع", "id": 1.5}', "id is a number, not text"),
        ('{"title": "ع", "id": true}', "id is true or false, not text"),
        ('{"title": "ع", "tags": 5}', "tags is a number, not a list of texts"),
        ('{"title": "ع", "tags": [5]}', "tags has a member that is not text"),
        ('{"id": "1", "date": "2024-01-31"}', "empty: no title and no body"),
        ('{"title": "  ", "body": "\\n"}', "empty: no title and no body"),
        ('{"x": ' + "[" * 40 + "]" * 40 + ', "title": "ع"}', "nested more than 32 deep"),
        ("[" * 100_000, "not readable JSON: nested too deep"),
        ('{"title": "ع", "id": "' + "x" * 513 + '"}', "id is longer than 512 characters"),
        ('{"title": "ع", "id": ' + "9" * 513 + "}", "id is longer than 512 characters"),
    ],
)
def test_a_bad_line_is_named_and_the_run_goes_on(reading: Read, bad: str, reason: str) -> None:
    first, second, third = reading(
        "a.jsonl", line(id="1", title="قبل") + "\n" + bad + "\n" + line(id="2", title="بعد")
    )
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert isinstance(second, Skipped)
    assert (second.path.name, second.line, second.reason) == ("a.jsonl", 3, reason)


def test_a_bad_byte_costs_its_line(reading: Read) -> None:
    good = line(id="1", title="عنوان سليم في سطر طويل بما يكفي").encode()
    first, second, third = reading("a.jsonl", good + b'{"title": "\xff"}\n' + good)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert why(second) == (2, "not valid UTF-8 at byte 12 of the line")


def test_files_with_marks_joined_into_one(reading: Read) -> None:
    one = b"\xef\xbb\xbf" + line(id="1", title="عنوان").encode()
    assert [type(item) for item in reading("a.jsonl", one + one)] == [Article, Article]


def test_a_line_past_the_limit(reading: Read) -> None:
    long = line(id="x", title="ك", body="ك" * 500_000)
    assert len(long.encode()) > 3 * (1 << 18)
    lines = line(id="1", title="قبل") + long + line(id="2", title="بعد")
    items = reading("a.jsonl", lines, max_line_bytes=600_000)
    assert [type(item) for item in items] == [Article, Skipped, Article]
    assert why(items[1]) == (
        2,
        "the line is longer than 600,000 bytes; `--reader-limit max_line_bytes=NUMBER` allows more",
    )


def test_surrogates_and_nul_are_cleaned(reading: Read) -> None:
    content = '{"id":"\\ud800a","title":"\\u0000ع\\udfff","\\ud800":"\\ud801","tags":["\\ud800"]}'
    (article,) = reading("a.jsonl", content)
    assert isinstance(article, Article)
    assert (article.id, article.title, article.tags) == ("\ufffda", "ع\ufffd", ("\ufffd",))
    assert article.extra == {"\ufffd": "\ufffd"}
    assert article.to_json().encode()


def test_a_missing_id_is_made_of_the_content(reading: Read) -> None:
    content = line(title="أ", body="ب") + line(title="أ", body="ج") + line(title="أ", body="ب")
    first, second, third = (item for item in reading("خبر.jsonl", content))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(third, Article)
    assert first.id.startswith("خبر-")
    assert first.id == third.id != second.id


_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=8,
)
_KEYS = st.sampled_from([*NAMES, *ALIASES, "extra", "other"])


@given(st.dictionaries(_KEYS, _JSON))
def test_what_was_read_is_read_again_from_its_own_json(record: dict[str, object]) -> None:
    try:
        article = article_from(record, "a")
    except ValueError:
        return
    again = article_from(json.loads(article.to_json()), "b")
    assert again == article


@given(st.text(alphabet='{}[]":,\\u0123d8 \n') | st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    from pathlib import Path

    from index.readers import jsonl
    from index.readers.files import Kind

    blocks = iter([text.encode(errors="surrogatepass")])
    for item in jsonl.read(Path("a.jsonl"), Kind("a", ".jsonl", ""), blocks, ReaderLimits()):
        assert isinstance(item, Article | Skipped)

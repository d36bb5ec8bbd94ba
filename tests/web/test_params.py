from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.request import Request, Sort
from web.config import WebConfig
from web.params import BadParameter, asked_query, page_number, parse, to_query

CONFIG = WebConfig()

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
days = st.none() | st.dates()


@st.composite
def requests(draw: st.DrawFn) -> Request:
    first, last = draw(days), draw(days)
    if first and last and first > last:
        first, last = last, first
    return Request(
        text=draw(texts),
        offset=draw(st.integers(0, CONFIG.max_page - 1)) * CONFIG.page_size,
        limit=CONFIG.page_size,
        sort=draw(st.sampled_from(Sort)),
        section=draw(texts),
        source=draw(texts),
        tag=draw(texts),
        collapse=draw(st.booleans()),
        repair=draw(st.booleans()),
        date_from=first,
        date_to=last,
    )


@given(requests())
def test_url_gives_back_the_request(asked: Request) -> None:
    assert parse(dict(parse_qsl(to_query(asked), keep_blank_values=True)), CONFIG) == asked


@given(
    st.dictionaries(
        st.sampled_from(
            ["q", "page", "sort", "section", "tag", "copies", "exact", "recency", "from", "to"]
        ),
        texts,
    )
)
def test_any_parameters_give_a_bounded_request_or_a_refusal(args: dict[str, str]) -> None:
    try:
        asked = parse(args, CONFIG)
    except BadParameter as error:
        assert error.name in args
        return
    assert asked.limit == CONFIG.page_size
    assert 1 <= page_number(asked) <= CONFIG.max_page


@pytest.mark.parametrize(
    ("page", "offset"),
    [
        ("", 0),
        ("1", 0),
        ("2", 10),
        ("٣", 20),  # typed on an Arabic keyboard
        (" 2 ", 10),
        ("0", 0),
        ("-1", 0),
        ("x", 0),
        ("1e3", 0),
        ("9" * 5000, 0),
    ],
)
def test_page(page: str, offset: int) -> None:
    assert parse({"q": "ب", "page": page}, CONFIG).offset == offset


def test_page_past_the_last_is_refused() -> None:
    assert parse({"page": "1000"}, CONFIG).offset == 9990
    with pytest.raises(BadParameter, match="past this page"):
        parse({"page": "1001"}, CONFIG)


def test_unknown_order_is_relevance() -> None:
    assert parse({"sort": "price"}, CONFIG).sort is Sort.RELEVANCE


@pytest.mark.parametrize("text", ["2024-01-31", " 2024-01-31 ", "٢٠٢٤-٠١-٣١"])
def test_day(text: str) -> None:
    assert parse({"from": text}, CONFIG).date_from == date(2024, 1, 31)


@pytest.mark.parametrize("text", ["2024-02-30", "31/1/2024", "20240131", "0000-01-01", "أمس", "x"])
@pytest.mark.parametrize("name", ["from", "to"])
def test_day_that_is_none_is_refused(name: str, text: str) -> None:
    with pytest.raises(BadParameter) as refused:
        parse({name: text}, CONFIG)
    assert refused.value.name == name


def test_days_in_the_other_order_are_the_same_days() -> None:
    asked = parse({"from": "2024-02-01", "to": "2024-01-01"}, CONFIG)
    assert (asked.date_from, asked.date_to) == (date(2024, 1, 1), date(2024, 2, 1))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("q", " "), ("page", "0"), ("page", "x"), ("page", ""), ("sort", "price"), ("sort", "")],
        *[("recency", "0"), ("recency", "x"), ("recency", "36501")],
    ],
)
def test_nothing_of_a_program_is_guessed(name: str, value: str) -> None:
    assert asked_query({"q": "قمر", "page": "2", "sort": "newest"}, CONFIG).offset == 10
    with pytest.raises(BadParameter) as refused:
        asked_query({"q": "قمر", name: value}, CONFIG)
    assert refused.value.name == name


def test_defaults_stay_out_of_the_url() -> None:
    assert to_query(Request("قمر", collapse=True, repair=True)) == "q=%D9%82%D9%85%D8%B1"

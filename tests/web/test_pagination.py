from __future__ import annotations

import pytest

from search.request import Request
from tests.web.fake import PlainService
from web.app import create_app
from web.config import WebConfig
from web.pagination import Pages, paginate, window


@pytest.mark.parametrize(
    ("current", "last", "numbers"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, 0, 9]),
        (4, 9, [1, 2, 3, 4, 5, 6, 0, 9]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),  # a gap for a single page would save nothing
        (6, 12, [1, 0, 4, 5, 6, 7, 8, 0, 12]),
        (12, 12, [1, 0, 10, 11, 12]),
    ],
)
def test_window(current: int, last: int, numbers: list[int]) -> None:
    assert window(current, last) == numbers


def pages(page: int, total: int) -> Pages:
    with create_app(PlainService(())).test_request_context():
        return paginate(
            Request("ب", offset=(page - 1) * 10, collapse=True, repair=True),
            total,
            WebConfig(max_page=5),
        )


def test_one_page_needs_no_links() -> None:
    assert pages(1, 10).links == ()
    assert pages(1, 0).links == ()


def test_neighbours() -> None:
    middle = pages(2, 25)
    assert middle.previous == "/search?q=%D8%A8"
    assert middle.next == "/search?q=%D8%A8&page=3"
    assert [link.number for link in middle.links if link.current] == [2]


def test_last_page_has_no_next() -> None:
    assert pages(3, 25).next == ""
    assert pages(3, 25).last == 3


def test_beyond_the_last_page_leads_back_to_it() -> None:
    beyond = pages(5, 25)
    assert beyond.beyond
    assert beyond.previous.endswith("page=3")
    assert beyond.next == ""


def test_no_link_leads_past_the_last_page_that_may_be_asked_for() -> None:
    capped = pages(5, 10_000)
    assert capped.capped
    assert capped.next == ""
    assert max(link.number for link in capped.links) == 5

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from search.request import Request
from search.results import FacetValue, Results
from tests.web.fake import PlainService
from web.app import create_app
from web.facets import active_filters, facet_groups, months


@pytest.fixture(autouse=True)
def context() -> Iterator[None]:
    with create_app(PlainService(())).test_request_context():
        yield


def results(total: int, **facets: list[tuple[str, int]]) -> Results:
    counts = {name: tuple(FacetValue(*pair) for pair in pairs) for name, pairs in facets.items()}
    return Results("ب", total, 1.0, (), counts)


def test_value_links_to_the_results_with_it() -> None:
    (group,) = facet_groups(
        Request("ب", collapse=True, repair=True), results(5, section=[("علوم", 3), ("فن", 2)])
    )
    assert group.title == "القسم"
    assert [option.count for option in group.options] == [3, 2]
    assert group.options[1].url == "/search?q=%D8%A8&section=%D9%81%D9%86"


def test_active_value_links_to_the_results_without_it() -> None:
    asked = Request("ب", collapse=True, repair=True, source="مجلة")
    (group,) = facet_groups(asked, results(3, source=[("مجلة", 3)]))
    assert group.options[0].active
    assert group.options[0].url == "/search?q=%D8%A8"


def test_facet_that_could_not_narrow_is_left_out() -> None:
    assert (
        facet_groups(
            Request("ب", collapse=True, repair=True), results(3, section=[("علوم", 3)], source=[])
        )
        == ()
    )


def test_years_come_newest_first_and_what_is_no_year_is_left_out() -> None:
    (group,) = facet_groups(
        Request("ب", collapse=True, repair=True),
        results(9, year=[("2019", 5), ("2024", 3), ("x", 1)]),
    )
    assert [option.label for option in group.options] == ["٢٠٢٤", "٢٠١٩"]
    assert "from=2024-01-01&to=2024-12-31" in group.options[0].url


def test_years_have_bars_of_ten_lengths() -> None:
    years = [("2019", 1000), ("2020", 500), ("2021", 1), ("2022", 250)]
    (group,) = facet_groups(Request("ب", collapse=True, repair=True), results(2000, year=years))
    assert [option.bar for option in group.options] == [2, 1, 5, 10]
    (sections,) = facet_groups(
        Request("ب", collapse=True, repair=True), results(5, section=[("علوم", 3), ("فن", 2)])
    )
    assert [option.bar for option in sections.options] == [0, 0]


def test_many_values_are_folded_away() -> None:
    values = [(f"قسم {number}", 1) for number in range(20)]
    (group,) = facet_groups(Request("ب", collapse=True, repair=True), results(20, section=values))
    assert len(group.options) == 8
    assert len(group.more) == 12


def test_filters_are_named_and_removable() -> None:
    asked = Request(
        "ب", collapse=True, repair=True, section="فن", source="مجلة", date_from=date(2024, 1, 1)
    )
    section, source, period = active_filters(asked)
    assert (section.label, section.value) == ("القسم", "فن")
    assert "section" not in section.url
    assert "source" in section.url
    assert "source" not in source.url
    assert "from" not in period.url


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "٢٠٢٤"),
        (date(2024, 2, 1), date(2024, 2, 29), "فبراير ٢٠٢٤"),
        (date(2024, 1, 2), None, "منذ ٢ يناير ٢٠٢٤"),
        (None, date(2024, 1, 2), "حتى ٢ يناير ٢٠٢٤"),
        (date(2024, 1, 2), date(2024, 1, 2), "٢ يناير ٢٠٢٤"),
        (date(2023, 1, 1), date(2024, 12, 31), "١ يناير ٢٠٢٣ – ٣١ ديسمبر ٢٠٢٤"),
    ],
)
def test_period_in_words(first: date | None, last: date | None, text: str) -> None:
    (period,) = active_filters(
        Request("ب", collapse=True, repair=True, date_from=first, date_to=last)
    )
    assert period.value == text


def test_tags_narrow_as_sections_do() -> None:
    (group,) = facet_groups(
        Request("ب", collapse=True, repair=True, tag="شعر"),
        results(3, tag=[("شعر", 3), ("بحر", 1)]),
    )
    assert group.title == "الوسم"
    assert [option.active for option in group.options] == [True, False]
    assert group.options[0].url == "/search?q=%D8%A8"
    assert "tag=%D8%A8%D8%AD%D8%B1" in group.options[1].url


def test_months_of_a_year_are_twelve_columns() -> None:
    asked = Request(
        "ب", collapse=True, repair=True, date_from=date(2024, 1, 1), date_to=date(2024, 12, 31)
    )
    group = months(asked, results(9, month=[("2024-02", 2), ("2024-11", 7)]))
    assert group is not None
    assert group.title == "شهور ٢٠٢٤"
    assert [option.count for option in group.options] == [0, 2, *[0] * 8, 7, 0]
    assert [option.bar for option in group.options] == [0, 3, *[0] * 8, 10, 0]
    assert "from=2024-02-01&to=2024-02-29" in group.options[1].url
    assert (group.options[1].label, group.options[1].name) == ("٢", "فبراير")
    assert group.options[0].url == ""


def test_a_chosen_month_leads_back_to_its_year() -> None:
    asked = Request(
        "ب", collapse=True, repair=True, date_from=date(2024, 2, 1), date_to=date(2024, 2, 29)
    )
    group = months(asked, results(2, month=[("2024-02", 2), ("2024-11", 7)]))
    assert group is not None
    assert [option.active for option in group.options].count(True) == 1
    assert "from=2024-01-01&to=2024-12-31" in group.options[1].url


def test_months_without_a_year_are_none() -> None:
    assert months(Request("ب", collapse=True, repair=True), results(9)) is None
    assert (
        months(Request("ب", collapse=True, repair=True), results(9, month=[("2024-02", 9)])) is None
    )


def test_facets_are_named_in_english() -> None:
    with create_app(PlainService(())).test_request_context("/?lang=en"):
        asked = Request(
            "ب",
            collapse=True,
            repair=True,
            date_from=date(2024, 2, 1),
            date_to=date(2024, 2, 29),
            section="فن",
        )
        (group,) = facet_groups(asked, results(5, section=[("علوم", 3), ("فن", 2)]))
        assert group.title == "Section"
        assert [(f.label, f.value) for f in active_filters(asked)] == [
            ("Section", "فن"),
            ("Date", "February 2024"),
        ]
        assert all("lang=en" in option.url for option in group.options)

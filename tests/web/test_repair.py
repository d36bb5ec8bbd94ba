from __future__ import annotations

from dataclasses import replace

import pytest

from search.request import Request
from search.results import RepairKind, Results
from tests.web.fake import PlainService
from tests.web.html import Page
from tests.web.samples import ARTICLES
from web.app import create_app


class Repairing(PlainService):
    """Answer the misspelt query as the real service does."""

    change: RepairKind | None = None
    meant = "النجوم"

    def search(self, request: Request, /) -> Results:
        if not request.repair:
            found = super().search(request)
            return replace(found, suggestion=self.meant, repair=self.change)
        found = super().search(replace(request, text=self.meant))
        return replace(
            found,
            query=request.text,
            missing=(request.text,),
            suggestion=self.meant,
            repair=self.change,
            replaced=self.meant,
        )


def page_of(url: str, change: RepairKind = RepairKind.SPELLING, meant: str = "النجوم") -> Page:
    service = Repairing(ARTICLES)
    service.change, service.meant = change, meant
    return Page(create_app(service).test_client().get(url).text)


@pytest.mark.parametrize(
    ("change", "meant", "said", "in_english"),
    [
        (RepairKind.SPELLING, "النجوم", "هل تقصد: النجوم؟", "Did you mean النجوم?"),
        (
            RepairKind.LAYOUT,
            "النجوم",
            "بلوحة مفاتيح عربية: النجوم",
            "With the keyboard set to Arabic: النجوم",
        ),
        (
            RepairKind.LAYOUT,
            "biden",
            "بلوحة مفاتيح لاتينية: biden",
            "With the keyboard set to Latin: biden",
        ),
        (RepairKind.SCRIPT, "النجوم", "بالحروف العربية: النجوم", "In Arabic letters: النجوم"),
    ],
)
def test_a_link_says_what_it_does(
    change: RepairKind, meant: str, said: str, in_english: str
) -> None:
    assert said in page_of("/search?q=zz&exact=1", change, meant).text
    assert in_english in page_of("/search?q=zz&exact=1&lang=en", change, meant).text


def test_what_was_replaced_is_said_with_a_way_back() -> None:
    page = page_of("/search?q=hgk[,l")
    assert "لا نتائج لعبارة «hgk[,l»؛ هذه نتائج «النجوم»." in page.text
    assert any("exact=1" in href and "q=hgk" in href for href in page.values("href"))
    assert "هل تقصد" not in page.text
    # Articles open with the words marked that found them.
    assert all("hgk" not in href for href in page.values("href") if href.startswith("/article/"))


def test_as_typed_nothing_is_replaced() -> None:
    page = page_of("/search?q=hgk[,l&exact=1")
    assert "هذه نتائج" not in page.text
    assert "هل تقصد: النجوم؟" in page.text

"""The page of one article: from mark to mark, and what can be taken along."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
ARTICLE = "/article/seeds%2Fnujum.txt?q=النجوم"
# The word under the target's colours, and whether it can be seen.
NOW = """() => {
  const mark = document.querySelector("mark:target");
  if (!mark) return null;
  const box = mark.getBoundingClientRect();
  return [mark.id, box.top >= 0 && box.bottom <= innerHeight];
}"""


def test_from_mark_to_mark_by_keys(page: Page) -> None:
    page.goto("/search?q=النجوم&sort=newest")
    page.get_by_role("link", name="مرصد جديد").click()
    places = page.get_by_role("navigation", name="مواضع كلمات البحث")
    expect(places.locator("output")).to_have_text("٤ مواضع")
    seen = []
    for key in ("n", "n", "p", "p", "n"):
        page.keyboard.press(key)
        seen.append(page.evaluate(NOW))
    assert seen == [["m1", True], ["m2", True], ["m1", True], ["m4", True], ["m1", True]]
    expect(places.locator("output")).to_have_text("١ من ٤")
    # Marks leave no trace in the history: back is the results.
    page.go_back()
    expect(page.locator(".hit")).to_have_count(10)


def test_from_mark_to_mark_on_an_arabic_keyboard(page: Page) -> None:
    page.goto(ARTICLE)
    press = "([key, code]) => document.body.dispatchEvent(" + (
        "new KeyboardEvent('keydown', {key, code, bubbles: true}))"
    )
    page.evaluate(press, ["ى", "KeyN"])
    assert page.evaluate(NOW)[0] == "m1"
    page.evaluate(press, ["ح", "KeyP"])
    assert page.evaluate(NOW)[0] == "m4"
    # Where n is another key, its letter decides.
    page.evaluate(press, ["b", "KeyN"])
    assert page.evaluate(NOW)[0] == "m4"


def test_from_mark_to_mark_by_buttons(page: Page) -> None:
    page.goto(ARTICLE)
    page.get_by_role("button", name="السابق").click()
    assert page.evaluate(NOW)[0] == "m4"
    page.get_by_role("button", name="التالي").click()
    assert page.evaluate(NOW)[0] == "m1"


def test_typing_in_the_box_is_typing(page: Page) -> None:
    page.goto(ARTICLE)
    page.get_by_role("combobox").fill("")
    page.keyboard.type("npn")
    expect(page.get_by_role("combobox")).to_have_value("npn")
    assert page.evaluate(NOW) is None


def test_marks_are_links_without_scripts(open_page: OpenPage) -> None:
    page = open_page(360, java_script_enabled=False)
    page.goto(ARTICLE)
    places = page.get_by_role("navigation", name="مواضع كلمات البحث")
    expect(places.get_by_role("button")).to_have_count(0)
    places.get_by_role("link", name="الموضع ٤").click()
    expect(page).to_have_url(re.compile("#m4$"))
    expect(page.locator("mark#m4")).to_be_in_viewport()
    # The way to the next one is still at hand.
    expect(places.get_by_role("link", name="الموضع ١")).to_be_in_viewport()


def test_many_marks_stay_on_a_narrow_page_without_scripts(open_page: OpenPage) -> None:
    page = open_page(320, java_script_enabled=False)
    page.goto(
        f"{ARTICLE} المرصد الجديد الباحثون الضوء المشروع العربية مرآة الشهر موقع صور علماء#m2"
    )
    places = page.get_by_role("navigation", name="مواضع كلمات البحث")
    assert places.get_by_role("link").count() > 15
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.locator("mark#m2")).to_be_in_viewport(ratio=1)


def test_the_place_of_a_mark_can_be_linked_to(page: Page) -> None:
    page.goto(f"{ARTICLE}#m3")
    expect(page.locator("output")).to_have_text("٣ من ٤")
    assert page.evaluate(NOW) == ["m3", True]


def test_citations_are_saved(page: Page, tmp_path: Path) -> None:
    page.goto(ARTICLE)
    for name, start in (("BibTeX", "@article{bahith2024"), ("RIS", "TY  - NEWS")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        saved = tmp_path / name
        download.value.save_as(saved)
        assert saved.read_text("utf-8").startswith(start)
    page.get_by_role("link", name="نص", exact=True).click()
    expect(page.locator("body")).to_contain_text("«مرصد جديد يكشف أسرار النجوم البعيدة»")


def test_from_an_article_to_its_like_and_its_permalink(page: Page) -> None:
    page.goto("/article/more%2F3?q=النجوم")
    page.get_by_role("link", name="رابط دائم").click()
    expect(page.locator("mark")).to_have_count(0)
    assert page.url.endswith("/article/more%2F3")


def test_paper_gets_the_article_alone(page: Page) -> None:
    page.goto(ARTICLE)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for hidden in (".top", ".places", ".tools", ".back", ".foot", ".skip"):
        expect(page.locator(hidden)).to_be_hidden()

"""The same journey in English, and from one language to the other."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
TITLE = "مرصد جديد يكشف أسرار النجوم البعيدة"


def test_from_a_query_to_an_article_and_back(page: Page) -> None:
    page.goto("/?lang=en")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    box = page.get_by_role("combobox", name="Search the articles")
    box.fill("النجوم")
    box.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("25 results for “النجوم”")
    facets = page.get_by_role("complementary", name="Narrow the results")
    facets.get_by_role("link", name="2023").click()
    facets.get_by_role("link", name=re.compile("^May: ")).click()
    chip = page.get_by_role("link", name="Remove Date: May 2023")
    expect(chip).to_be_visible()
    # Without the month its year is left, then nothing.
    facets.get_by_role("link", name=re.compile("^May: ")).click()
    page.get_by_role("link", name="Remove Date: 2023").click()

    page.get_by_role("link", name="Newest").click()
    page.get_by_role("link", name="مرصد جديد").click()
    expect(page.locator("article time")).to_have_text("Wednesday 31 January 2024, 06:47 GMT")
    expect(page.locator("article")).to_have_attribute("dir", "rtl")
    # The buttons show once the script listens; a key pressed before that is lost.
    expect(page.locator("[data-step]").first).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("output")).to_have_text("1 of 4")
    page.get_by_role("link", name="Results for").click()
    expect(page.locator(".hit")).to_have_count(10)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_languages_and_digits_lead_to_the_same_page(page: Page) -> None:
    page.goto("/search?q=النجوم&sort=newest&page=2")
    first = page.locator(".hit h2").first.inner_text()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[aria-current=page]")).to_have_text("Page 2")
    assert page.locator(".hit h2").first.inner_text() == first
    page.get_by_role("link", name="Digits").click()
    expect(page.locator("[aria-current=page]")).to_have_text("Page ٢")
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("[aria-current=page]")).to_have_text("صفحة ٢")


def test_what_came_from_articles_keeps_its_direction(page: Page) -> None:
    page.goto("/search?q=النجوم&lang=en")
    edges = """() => [...document.querySelectorAll(".hit")].map((hit) => {
      const range = document.createRange();
      range.selectNodeContents(hit.querySelector("h2 a"));
      const box = hit.getBoundingClientRect();
      return box.right - range.getBoundingClientRect().right;
    })"""
    assert all(abs(gap) < 2 for gap in page.evaluate(edges))
    assert page.evaluate("getComputedStyle(document.querySelector('.facets')).direction") == "ltr"
    columns = "document.querySelector('.facets').getBoundingClientRect().left"
    assert page.evaluate(columns) > 640
    page.goto("/search?q=النجوم")
    assert page.evaluate(columns) < 640


def test_keyboard_alone(page: Page) -> None:
    page.goto("/search?q=دليل&lang=en")

    def reach(name: str) -> None:
        page.wait_for_load_state()
        for _ in range(60):
            page.keyboard.press("Tab")
            told = page.evaluate("document.activeElement.textContent.trim()")
            if name in str(told):
                return
        raise AssertionError(name)

    reach("ثقافة")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("8 results")
    reach("Remove")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("24 results")
    reach("Next")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-current=page]")).to_have_text("Page 2")
    reach("العربية")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-current=page]")).to_have_text("صفحة ٢")


def test_without_scripts(open_page: OpenPage) -> None:
    page = open_page(360, java_script_enabled=False)
    page.goto("/?lang=en")
    page.get_by_role("searchbox").fill("النجوم")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("Narrow the results").click()
    page.get_by_role("link", name="علوم").click()
    page.locator(".hit a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("article mark").first).to_be_visible()


def test_composition_in_an_english_page(page: Page) -> None:
    page.goto("/?lang=en")
    session = page.context.new_cdp_session(page)
    composing = {"text": "النج", "selectionStart": 4, "selectionEnd": 4}
    session.send("Input.imeSetComposition", composing)
    page.wait_for_timeout(300)
    expect(page.locator("#suggestions")).to_be_hidden()
    session.send("Input.insertText", {"text": "النج"})
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("lang=en"))


@pytest.mark.parametrize("url", ["/search?q=النجوم", "/search?q=النجوم&lang=en", "/?lang=en"])
def test_twice_the_size_needs_no_scrolling_sideways(open_page: OpenPage, url: str) -> None:
    # 200 % of a window of 1280: half as many CSS pixels, each twice as large.
    page = open_page(640, device_scale_factor=2)
    page.goto(url)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    # And where only the text is made larger.
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_paper_gets_the_results_alone(page: Page) -> None:
    page.goto("/search?q=النجوم&lang=en")
    page.emulate_media(media="print")
    expect(page.locator(".hit").first).to_be_visible()
    for hidden in (".top", ".facets", ".sorting", ".pages", ".foot", ".tongue"):
        expect(page.locator(hidden).first).to_be_hidden()

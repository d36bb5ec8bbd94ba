"""A reader's way through the page, in a real browser over the production server."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch
from tests.web.samples import ALERT

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
EVERY_PAGE = (
    "/",
    "/help",
    "/help?lang=en",
    "/search?q=النجوم",
    "/search?q=النجوم&section=علوم&source=مجلة الأفق&from=2019-01-01&to=2024-12-31",
    "/search?q=" + "طويلة" * 60,
    "/article/seeds%2Fnujum.txt?q=النجوم",
    "/search?q=هجوم",
    f"/article/{quote(ALERT, safe='')}%2Fx.txt?q=هجوم",
    "/?lang=en",
    "/search?q=النجوم&from=2019-01-01&to=2019-12-31&lang=en",
    "/search?q=عنقاء&section=علوم&lang=en",
    "/article/seeds%2Fnujum.txt?q=النجوم&lang=en",
)


def test_from_a_query_to_an_article_and_back(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    box.fill("النجوم")
    box.press("Enter")

    expect(page).to_have_title("النجوم – بحث في باحث")
    expect(page.get_by_role("heading", level=1)).to_contain_text("٢٥ نتيجة")
    expect(page.locator(".hit")).to_have_count(10)
    marks = page.locator(".hit mark").all_inner_texts()
    # Whole written words: the prefix of «للنجوم» is inside its mark.
    assert set(marks) == {"النجوم", "للنجوم"}

    page.get_by_role("link", name="الأحدث").click()
    page.get_by_role("link", name="مرصد جديد").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("مرصد جديد يكشف أسرار النجوم البعيدة")
    expect(page.locator("article time")).to_have_text("الأربعاء ٣١ يناير ٢٠٢٤، ٠٦:٤٧ بتوقيت غرينتش")
    assert page.locator("article mark").count() == 4

    page.go_back()
    expect(page.locator(".hit")).to_have_count(10)
    page.go_forward()
    page.get_by_role("link", name="نتائج البحث عن").click()
    expect(page.locator(".hit")).to_have_count(10)


def test_pages_and_order(page: Page) -> None:
    page.goto("/search?q=النجوم")
    page.get_by_role("link", name="التالية").click()
    expect(page.locator("[aria-current=page]")).to_have_text("صفحة ٢")
    expect(page.locator("ol.hits")).to_have_attribute("start", "11")
    page.get_by_role("link", name="التالية").click()
    expect(page.locator(".hit")).to_have_count(5)
    expect(page.get_by_role("link", name="التالية")).to_have_count(0)
    page.get_by_role("link", name="الأقدم").click()
    expect(page.locator("[aria-current=page]")).to_have_text("صفحة ١")
    expect(page.locator(".hit time").first).to_contain_text("٢٠١٩")


def test_filters_narrow_and_let_go(page: Page) -> None:
    page.goto("/search?q=دليل")
    facets = page.get_by_role("complementary", name="تضييق النتائج")
    facets.get_by_role("link", name="ثقافة").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("٨ نتائج")
    facets.get_by_label("من").fill("2021-01-01")
    facets.get_by_role("button", name="طبّق").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("٥ نتائج")
    page.get_by_role("link", name="أزل القسم").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("١٤ نتيجة")
    page.get_by_role("link", name="أزل التاريخ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("٢٤ نتيجة")


def test_filters_are_folded_away_on_a_narrow_page(open_page: OpenPage) -> None:
    page = open_page(360)
    page.goto("/search?q=دليل")
    link = page.get_by_role("link", name="ثقافة")
    expect(link).not_to_be_visible()
    page.get_by_text("تضييق النتائج").click()
    expect(link).to_be_visible()


def test_without_scripts(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox").fill("النجوم")
    page.get_by_role("button", name="بحث").click()
    page.get_by_role("link", name="التالية").click()
    page.locator(".hit a").first.click()
    expect(page.locator("article mark").first).to_be_visible()


def test_slash_moves_to_the_search_box(page: Page) -> None:
    page.goto("/article/seeds%2Fnujum.txt?q=النجوم")
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    expect(box).to_have_value("النجوم")
    page.keyboard.type("a/b")
    expect(box).to_have_value("a/b")


def test_keyboard_reaches_the_results_by_the_first_link(page: Page) -> None:
    page.goto("/search?q=النجوم")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="تجاوز إلى المحتوى")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(open_page: OpenPage, width: int) -> None:
    page = open_page(width)
    for url in EVERY_PAGE:
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url


@pytest.mark.parametrize("width", [320, 768])
def test_text_can_be_twice_as_large(open_page: OpenPage, width: int) -> None:
    page = open_page(width)
    for url in EVERY_PAGE:
        page.goto(url)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url
        brand, tongue = (
            page.locator(".brand").bounding_box(),
            page.locator(".tongue").bounding_box(),
        )
        assert brand is not None
        assert tongue is not None
        apart = (
            brand["y"] + brand["height"] <= tongue["y"]
            or tongue["y"] + tongue["height"] <= brand["y"]
            or brand["x"] + brand["width"] <= tongue["x"]
            or tongue["x"] + tongue["width"] <= brand["x"]
        )
        assert apart, url


def test_marks_keep_the_letters_of_a_line_where_they_are(page: Page) -> None:
    page.goto("/article/seeds%2Fnujum.txt?q=النجوم")
    width = "document.querySelector('h1 mark').getBoundingClientRect().width"
    marked = page.evaluate(width)
    page.evaluate("document.querySelector('h1 mark').style.setProperty('all', 'unset')")
    assert page.evaluate(width) == pytest.approx(marked, abs=0.1)


def test_hostile_text_is_only_text(page: Page) -> None:
    page.goto(f"/search?q={quote(ALERT)}&section={quote(ALERT)}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(ALERT)
    page.goto("/search?q=هجوم")
    expect(page.locator(".hit h2")).to_have_text(f"هجوم {ALERT}")
    page.get_by_role("link", name="هجوم").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"هجوم {ALERT}")
    expect(page.locator("article p", has_text="onerror")).to_contain_text(ALERT)
    assert page.locator("article script, article img").count() == 0
    for link in page.locator("article a").all():
        assert str(link.get_attribute("href")).startswith(
            ("/article/%3Cscript", "/cite?id=%3C", "/search?q=%3Cscript")
        )


def test_hostile_file_name_is_only_text(page: Page) -> None:
    page.goto("/search?q=ملف")
    page.get_by_role("link", name=f"ملف {ALERT}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"ملف {ALERT}")
    assert page.locator("article img, article script").count() == 0


def test_errors_are_pages_too(page: Page, watch: Watch) -> None:
    answer = page.goto("/search?q=النجوم&from=2024-13-01")
    assert answer is not None
    assert answer.status == 400
    expect(page.get_by_role("combobox")).to_have_value("النجوم")
    # The browser itself logs the status of a failed page.
    (said,) = watch.console
    assert "400" in said
    watch.console.clear()


def test_what_the_policy_forbids_does_not_run_and_is_noticed(page: Page, watch: Watch) -> None:
    page.goto("/")
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "alert(1)";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=alert(2)>");
            return new Promise((done) => setTimeout(done, 300));
        }"""
    )
    assert watch.dialogs == []
    assert sum("policy violation: script-src" in said for said in watch.console) == 2
    watch.console.clear()

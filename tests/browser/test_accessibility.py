"""What axe-core finds in every kind of page, wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
PAGES = (
    "/",
    "/help",
    "/search?q=النجوم",
    "/search?q=النجوم -دليل",
    "/search?q=hg%2Ck%5BL%2C",
    "/search?q=دليل&section=علوم&from=2019-01-01",
    "/search?q=عنقاء&section=علوم",
    "/article/seeds%2Fnujum.txt?q=النجوم",
    "/article/seeds%2Fnujum.txt?q=النجوم#m2",
    "/article/more%2F1",
)
ENGLISH = tuple(f"{url.partition('#')[0]}{'&' if '?' in url else '?'}lang=en" for url in PAGES)


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


def violations(axe: Axe, page: Page) -> list[str]:
    found = axe.run(page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]} {node.get('failureSummary', '')}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_has_a_violation(axe: Axe, open_page: OpenPage, width: int, scheme: str) -> None:
    page = open_page(width, color_scheme=scheme)
    for url in (*PAGES, *ENGLISH):
        page.goto(url)
        assert violations(axe, page) == [], url


def test_open_lists_have_none_either(axe: Axe, open_page: OpenPage) -> None:
    page = open_page(360)
    page.goto("/search?q=دليل")
    page.get_by_text("تضييق النتائج").click()
    page.get_by_role("combobox").fill("مرص")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("combobox").press("ArrowDown")
    assert violations(axe, page) == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_errors_have_none_either(axe: Axe, page: Page, watch: object, language: str) -> None:
    for path in ("/nowhere", "/search?q=x&from=1", f"/search?q={'a' * 600}"):
        url = f"{path}{'&' if '?' in path else '?'}lang={language}"
        page.goto(url)
        assert violations(axe, page) == [], url
    watch.console.clear()  # type: ignore[attr-defined]


def test_axe_would_tell(axe: Axe, page: Page) -> None:
    page.goto("/")
    page.evaluate("document.querySelector('label').remove()")
    page.evaluate("document.getElementById('q').removeAttribute('placeholder')")
    assert any(found.startswith("label") for found in violations(axe, page))


@pytest.mark.parametrize(
    "url", ["/help", "/search?q=النجوم", "/article/seeds%2Fnujum.txt?q=النجوم"]
)
def test_focus_goes_through_the_page_as_it_is_read(page: Page, url: str) -> None:
    page.goto(url)
    places = []
    for _ in range(60):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => {
              const all = [...document.querySelectorAll("*")];
              const at = document.activeElement;
              return at === document.body ? -1 : all.indexOf(at);
            }"""
        )
        if place < 0:
            break
        places.append(place)
        outline = "getComputedStyle(document.activeElement.closest('.search') ?? "
        outline += "document.activeElement).outlineStyle"
        html = page.evaluate("document.activeElement.outerHTML")
        assert page.evaluate(outline) != "none", html[:200]
    assert places == sorted(places)
    assert len(places) > 10

"""Suggestions under the search box, by keyboard, mouse and input method."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Watch
from tests.web.samples import ALERT

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
TITLE = "مرصد جديد يكشف أسرار النجوم البعيدة"


@pytest.fixture
def box(page: Page) -> Iterator[Locator]:
    page.goto("/")
    yield page.get_by_role("combobox", name="ابحث في المقالات")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="اقتراحات").get_by_role("option")


def test_keyboard_alone_from_a_few_letters_to_the_article(page: Page, box: Locator) -> None:
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("مرص")
    expect(options(page).first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).not_to_have_attribute("aria-activedescendant", "")

    title = options(page).filter(has_text=TITLE)
    for _ in range(options(page).count()):
        page.keyboard.press("ArrowDown")
        if title.get_attribute("aria-selected") == "true":
            break
    expect(title).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(title.get_attribute("id")))
    expect(box).to_have_value("مرص")
    expect(box).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox")).to_have_value(TITLE)
    expect(page.locator(".hit h2").first).to_have_text(TITLE)


def test_arrows_go_round_by_way_of_the_text_as_typed(page: Page, box: Locator) -> None:
    box.press_sequentially("النج")
    expect(options(page).first).to_be_visible()
    box.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    expect(page.locator("[aria-selected=true]")).to_have_count(1)
    # Moving in the text goes back to the text.
    box.press("Home")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)


def test_escape_closes_first_and_empties_only_then(page: Page, box: Locator) -> None:
    box.press_sequentially("النج")
    expect(options(page).first).to_be_visible()
    box.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(box).to_have_value("النج")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    box.press("Escape")
    box.press("Escape")
    expect(box).to_have_value("")


def test_enter_without_a_choice_searches_what_is_typed(page: Page, box: Locator) -> None:
    box.press_sequentially("النجوم")
    expect(options(page).first).to_be_visible()
    box.press("Enter")
    expect(page).to_have_title("النجوم – بحث في باحث")


def test_mouse_and_leaving(page: Page, box: Locator) -> None:
    box.press_sequentially("مرص")
    expect(options(page).first).to_be_visible()
    box.press("Tab")
    expect(page.locator("#suggestions")).to_be_hidden()
    box.focus()
    box.press("ArrowDown")
    options(page).filter(has_text=TITLE).click()
    expect(page.locator(".hit h2").first).to_have_text(TITLE)


def test_one_question_for_a_burst_of_letters(page: Page, box: Locator) -> None:
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "/api/suggest" in r.url else None)
    # In one task of the page: a busy machine may put 200 ms between two presses of a key.
    box.evaluate(
        """box => {
            for (const letter of "النجوم") {
                box.value += letter;
                box.dispatchEvent(new InputEvent("input", {bubbles: true}));
            }
        }"""
    )
    box.focus()
    expect(options(page).first).to_be_visible()
    assert len(asked) == 1


def test_late_answers_are_dropped(page: Page, box: Locator) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/api/suggest?**", hold_the_first)
    box.press_sequentially("مرص")
    deadline = time.monotonic() + 5
    while not held and time.monotonic() < deadline:
        page.wait_for_timeout(20)
    box.fill("دليل")
    expect(options(page).filter(has_text="دليل").first).to_be_visible()
    late = '{"query": "مرص", "suggestions": [{"text": "جواب متأخر", "kind": "words"}]}'
    held[0].fulfill(body=late, content_type="application/json")
    page.wait_for_timeout(200)
    expect(page.get_by_text("جواب متأخر")).to_have_count(0)


def test_an_answer_for_another_text_is_not_shown(page: Page, box: Locator) -> None:
    """Where the network layer delivers what was given up, the text itself decides."""
    page.evaluate("AbortController.prototype.abort = () => {}")
    answers: list[Route] = []
    # A bound method of a list takes no attributes, and Playwright gives its handlers one.
    page.route("**/api/suggest?**", lambda route: answers.append(route))  # noqa: PLW0108
    box.press_sequentially("مرص")
    while not answers:
        page.wait_for_timeout(20)
    page.evaluate("document.getElementById('q').value = 'دليل'")
    late = '{"query": "مرص", "suggestions": [{"text": "جواب متأخر", "kind": "words"}]}'
    answers[0].fulfill(body=late, content_type="application/json")
    page.wait_for_timeout(200)
    expect(page.get_by_text("جواب متأخر")).to_have_count(0)


def test_nothing_is_asked_while_an_input_method_composes(page: Page, box: Locator) -> None:
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "/api/suggest" in r.url else None)
    session = page.context.new_cdp_session(page)
    for text in ("ا", "ال", "النج"):
        composing = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        session.send("Input.imeSetComposition", composing)
        page.wait_for_timeout(300)
    expect(box).to_have_value("النج")
    assert asked == []
    # What ends the composition is the input method's: the keys are not the page's to read.
    session.send("Input.insertText", {"text": "النج"})
    expect(options(page).first).to_be_visible()
    assert len(asked) == 1


def test_hostile_titles_are_only_text(page: Page, box: Locator) -> None:
    box.press_sequentially("هجوم")
    title = options(page).filter(has_text="alert(1)")
    expect(title).to_contain_text(f"هجوم {ALERT}")
    title.click()
    expect(page.locator(".hit h2").first).to_have_text(f"هجوم {ALERT}")


def test_a_failing_server_leaves_a_plain_box(page: Page, box: Locator, watch: Watch) -> None:
    page.route("**/api/suggest?**", lambda route: route.fulfill(status=503, body="{}"))
    with page.expect_response("**/api/suggest?**"):
        box.press_sequentially("النجوم")
    page.wait_for_timeout(50)
    expect(page.locator("#suggestions")).to_be_hidden()
    box.press("Enter")
    expect(page.locator(".hit")).to_have_count(10)
    # The browser itself logs the status.
    assert all("503" in said for said in watch.console)
    watch.console.clear()


def test_list_fits_a_narrow_page(open_page: OpenPage) -> None:
    page = open_page(320)
    page.goto("/search?q=نص")
    page.get_by_role("combobox").fill("مرص")
    expect(options(page).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_nothing_is_promised(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_role("combobox")).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.locator("#suggestions")).to_be_hidden()

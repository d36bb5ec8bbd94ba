from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import sleep
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from index.build import build
from index.store import Store
from search.service import Service
from tests.web.samples import ALERT, ARTICLES
from web.app import create_app
from web.server import Listener

HOSTILE_FILE = "<img src=x onerror=alert(1)>.txt"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Runs before each page's own scripts; the page is not told and its policy does not apply.
LISTEN = """
addEventListener("securitypolicyviolation", (event) =>
  console.error("policy violation: " + event.violatedDirective + " " + event.blockedURI));
"""


def find_browser() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Playwright's own download is the last resort of `scripts/setup`.
        path = find_browser() or playwright.chromium.executable_path
        if not Path(path).exists():
            if os.environ.get("CI") == "true":
                pytest.fail("no Chromium: install it or set CHROMIUM to its path")
            pytest.skip("no Chromium")
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


def serve(app: Flask) -> Iterator[str]:
    listener = Listener(app, "127.0.0.1", 0)
    thread = Thread(target=listener.run)
    thread.start()
    yield listener.url
    listener.close()
    thread.join(10)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on the production server, over an index that holds hostile articles."""
    folder = tmp_path_factory.mktemp("site")
    articles = folder / "in"
    articles.mkdir()
    rows = "".join(f"{article.to_json()}\n" for article in ARTICLES)
    (articles / "articles.jsonl").write_text(rows, "utf-8")
    (articles / HOSTILE_FILE).write_text(f"ملف {ALERT}\n\nنص في ملف اسمه غريب.", "utf-8")
    store = Store(folder / "index")
    build([articles], store)
    service = Service(store)
    # A page asks once for what is typed; on a busy machine that is before they are made.
    while not service.suggest("م").current:
        sleep(0.05)
    yield from serve(create_app(service))


@dataclass
class Watch:
    """Hold what a page must never do."""

    dialogs: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def follow(self, page: Page) -> None:
        def dismiss(dialog: object) -> None:
            self.dialogs.append(str(dialog))
            dialog.dismiss()  # type: ignore[attr-defined]

        page.on("dialog", dismiss)
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on(
            "console",
            lambda said: self.console.append(said.text) if said.type != "log" else None,
        )
        page.on("request", lambda asked: self.hosts.add(urlsplit(asked.url).netloc))


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def open_page(browser: Browser, site: str, watch: Watch) -> Iterator[object]:
    """Open pages that are watched; whatever the test, they stay silent and at home."""
    contexts = []

    def new(width: int = 1280, **options: object) -> Page:
        viewport = {"width": width, "height": 800}
        context = browser.new_context(base_url=site, viewport=viewport, **options)  # type: ignore[arg-type]
        contexts.append(context)
        if options.get("java_script_enabled", True):
            context.add_init_script(LISTEN)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch.follow(page)
        return page

    yield new
    for context in contexts:
        context.close()
    assert watch.dialogs == []
    assert watch.console == []
    assert watch.hosts <= {urlsplit(site).netloc}


@pytest.fixture
def page(open_page: object) -> Page:
    return open_page()  # type: ignore[operator,no-any-return]

"""Take the screenshots of the README and docs/ from the sample articles.

.venv/bin/python scripts/screenshots.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from threading import Thread
from typing import Literal
from urllib.parse import quote

from playwright.sync_api import sync_playwright

from index.build import build
from index.store import Store
from search.service import Service
from web.app import create_app
from web.server import Listener

ROOT = Path(__file__).parent.parent
QUERY = quote("القوات الأمريكية في العراق")
SHOTS: tuple[tuple[str, str, int, Literal["light", "dark"]], ...] = (
    ("home-1280", "", 1280, "light"),
    ("results-1280", f"search?q={quote('المدينة القديمة')}", 1280, "light"),
    ("results-1280-english", f"search?q={quote('المدينة القديمة')}&lang=en", 1280, "light"),
    ("results-360", f"search?q={quote('المدينة القديمة')}", 360, "light"),
    ("results-1280-dark", f"search?q={quote('المدينة القديمة')}", 1280, "dark"),
    ("article-1280", f"article/000_aefc2bb80fa31315?q={QUERY}", 1280, "light"),
    ("article-360", f"article/000_aefc2bb80fa31315?q={QUERY}", 360, "light"),
)


def main() -> None:
    """Index the samples, serve them on a free port and photograph the pages."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium on the PATH")
    docs = ROOT / "docs"
    docs.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = Store(Path(folder) / "index")
        build([ROOT / "seeds"], store)
        listener = Listener(create_app(Service(store)), "127.0.0.1", 0)
        Thread(target=listener.run, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, address, width, scheme in SHOTS:
            size = {"width": width, "height": 800}
            page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(listener.url + address)
            page.screenshot(path=docs / f"{name}.png")
            page.close()
        browser.close()
        listener.close()


if __name__ == "__main__":
    main()

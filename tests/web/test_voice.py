from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup

import web
from tests.web.fake import PlainService
from tests.web.html import Page
from web.voice import ARABIC, ENGLISH, Language, Numerals, Voice, alternatives, direction, voice

HOUSE = Path(web.__file__).parent
with (HOUSE / "locale" / "ar" / "LC_MESSAGES" / "page.po").open("rb") as _file:
    CATALOG = [message for message in read_po(_file, locale="ar") if message.id]
ONE, OTHER = "{n} result", "{n} results"
LATIN = Voice(Language.ARABIC, Numerals.LATIN)
MIXED = Voice(Language.ENGLISH, Numerals.ARABIC)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "لا نتائج"),
        (1, "نتيجة واحدة"),
        (2, "نتيجتان"),
        (3, "٣ نتائج"),
        (10, "١٠ نتائج"),
        (11, "١١ نتيجة"),
        (99, "٩٩ نتيجة"),
        (100, "١٠٠ نتيجة"),
        (103, "١٠٣ نتائج"),
        (111, "١١١ نتيجة"),
        (1234, "١٬٢٣٤ نتيجة"),
    ],
)
def test_nouns_follow_their_number(count: int, text: str) -> None:
    assert ARABIC.plural(ONE, OTHER, count) == text
    assert MIXED.plural(ONE, OTHER, 1) == "١ result"
    assert ENGLISH.plural(ONE, OTHER, 1) == "1 result"
    assert ENGLISH.plural(ONE, OTHER, 2000) == "2,000 results"


def test_values_are_escaped_unless_they_are_html() -> None:
    said = ARABIC.text("{results} for “{query}”", results=Markup("<b>١</b>"), query="<i>{x}</i>")
    assert said == "<b>١</b> عن «&lt;i&gt;{x}&lt;/i&gt;»"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/", ARABIC),
        ("/?lang=en", ENGLISH),
        ("/?lang=ar&digits=latn", LATIN),
        ("/?lang=en&digits=arab", MIXED),
        ("/?lang=fr&digits=roman", ARABIC),
        ("/?lang=%00&digits=" + "x" * 1000, ARABIC),
    ],
)
def test_url_chooses_the_voice(app: Flask, url: str, expected: Voice) -> None:
    # The page of a shared link is the same whatever browser opens it.
    with app.test_request_context(url, headers={"Accept-Language": "en"}):
        assert voice() == expected


@pytest.mark.parametrize(
    ("url", "header", "language"),
    [
        ("/api/search", "", "ar"),
        ("/api/search", "en-GB,en;q=0.8", "en"),
        ("/api/search", "fr", "ar"),
        ("/api/search", "fr, en;q=0.5, ar;q=0.1", "en"),
        ("/api/search?lang=ar", "en", "ar"),
        ("/api/search?lang=en", "ar", "en"),
    ],
)
def test_programs_are_told_in_the_language_of_their_header(
    client: FlaskClient, url: str, header: str, language: str
) -> None:
    response = client.get(url, headers={"Accept-Language": header} if header else {})
    message = response.get_json()["error"]["message"]
    assert bool(re.search("[ء-ي]", message)) == (language == "ar")
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize("one", [ARABIC, ENGLISH, LATIN, MIXED])
def test_a_voice_and_its_parameters_are_the_same(app: Flask, one: Voice) -> None:
    with app.test_request_context("/", query_string=one.parameters):
        assert voice() == one
    tongue, digits = alternatives(one)
    assert tongue.language is not one.language
    assert digits.language is one.language
    assert digits.numerals is not one.numerals


@pytest.mark.parametrize(
    ("text", "expected"),
    [("خبر BBC", "rtl"), ("BBC خبر", "ltr"), ("«123 x", "ltr"), ("١٢٣", "rtl"), ("", "rtl")],
)
def test_direction_is_that_of_the_first_letter(text: str, expected: str) -> None:
    assert direction(text) == expected


PAGES = (
    "/",
    "/search?q=النجوم",
    "/search?q=النجوم&page=2&sort=newest",
    "/search?q=دليل&section=علوم&source=مجلة الأفق&from=2019-01-01",
    "/search?q=عنقاء&section=علوم&tag=وسم",
    "/article/seeds%2Fnujum.txt?q=النجوم",
    "/article/more%2F1",
    "/search?q=x&from=1",
    "/nowhere",
)
ARABIC_SAMPLES = {"البحر الأبيض المتوسط", "العربية"}


@pytest.mark.parametrize("url", PAGES)
def test_english_pages_keep_their_voice_in_every_link(client: FlaskClient, url: str) -> None:
    joint = "&" if "?" in url else "?"
    page = Page(client.get(f"{url}{joint}lang=en&digits=arab").text)
    assert page.all("html", lang="en", dir="ltr")
    links = [tag for name, tag in page.elements if name in {"a", "link"}]
    own = [
        link["href"]
        for link in links
        if link["href"].startswith("/") and not link["href"].startswith("/static/")
    ]
    assert own
    left = [link for link in own if "lang=en" not in link or "digits=arab" not in link]
    # One link leads to the other language and one to the other digits.
    assert len(left) == 2
    for form in page.all("form"):
        assert form["method"] == "get"
    hidden = [(tag["name"], tag["value"]) for tag in page.all("input", type="hidden")]
    forms = len(page.all("form"))
    assert hidden.count(("lang", "en")) == hidden.count(("digits", "arab")) == forms


@pytest.mark.parametrize("url", PAGES)
def test_other_languages_are_the_same_page(client: FlaskClient, url: str) -> None:
    page = Page(client.get(url).text)
    (link,) = page.all("a", hreflang="en")
    english = Page(client.get(link["href"]).text)
    (back,) = english.all("a", hreflang="ar")
    again = Page(client.get(back["href"]).text)
    if url != "/nowhere":
        assert [box["value"] for box in again.all("input", id="q")] == [
            box["value"] for box in page.all("input", id="q")
        ]
        assert again.text == page.text


class Missing:
    """Hold the messages that a catalog was asked for and does not have."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: set[str] = set()
        real = web.voice.translated
        known = {m.id if isinstance(m.id, str) else m.id[0] for m in CATALOG}

        def listen(language: Language, message: str) -> str:
            if message not in known:
                self.asked.add(message)
            return real(language, message)

        for module in ("web.voice", "web.errors"):
            monkeypatch.setattr(f"{module}.translated", listen)


def test_every_message_that_is_shown_has_a_translation(
    client: FlaskClient, service: PlainService, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = Missing(monkeypatch)
    for url in PAGES:
        client.get(url)
    for failure in (RuntimeError("x"), None):
        service.failure = failure
        client.get("/search?q=ب")
    client.post("/search")
    client.get("/", data=b"x" * 20_000)
    # What stays the same in both languages.
    assert missing.asked <= {"BibTeX", "RIS"}


def sources() -> Iterator[str]:
    """Yield the string constants of the modules and the messages of the templates."""
    for path in HOUSE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for path in (HOUSE / "templates").rglob("*.html"):
        for one, other in re.findall(
            r"""\btn?\((?:"([^"]*)"|'([^']*)')""", path.read_text("utf-8")
        ):
            yield one or other


def test_no_message_is_left_over() -> None:
    said = set(sources())
    for message in CATALOG:
        assert (message.id if isinstance(message.id, str) else message.id[0]) in said


def test_every_message_of_a_template_is_in_the_catalog() -> None:
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in CATALOG}
    for path in (HOUSE / "templates").rglob("*.html"):
        text = path.read_text("utf-8")
        for one, other in re.findall(r"""\btn?\((?:"([^"]*)"|'([^']*)')""", text):
            assert (one or other) in known, path.name


def fields(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


@pytest.mark.parametrize("message", CATALOG, ids=lambda m: str(m.id)[:40])
def test_a_translation_has_the_fields_of_its_message(message: object) -> None:
    ids, strings = message.id, message.string  # type: ignore[attr-defined]
    if isinstance(ids, str):
        assert strings
        assert fields(strings) == fields(ids)
    else:
        assert len(strings) == 6
        for form, string in enumerate(strings):
            # One and two are words of their own in Arabic, and nothing is counted by none.
            assert fields(string) - {"n"} == fields(ids[1]) - {"n"}
            assert ("n" in fields(string)) == (form > 2)


def test_only_what_is_arabic_by_nature_is_arabic_in_the_templates() -> None:
    for path in (HOUSE / "templates").rglob("*.html"):
        if path.parent.name == "help":
            continue  # A page of its own in each language, full of samples.
        for words in re.findall("[؀-ۿ][؀-ۿ ]*", path.read_text("utf-8")):
            assert words.strip() in ARABIC_SAMPLES, path.name

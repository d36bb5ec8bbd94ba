from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from index.errors import IndexMissing
from search.request import Request, Sort
from search.results import Results
from tests.web.fake import PlainService
from tests.web.html import Page
from tests.web.samples import ARTICLES
from web.app import create_app
from web.voice import ARABIC

ROUTES = ("/", "/search?q=النجوم", "/search?q=عنقاء", "/article/seeds%2Fnujum.txt?q=ضوئها", "/x")


@pytest.mark.parametrize("url", ROUTES)
def test_every_page_stands_on_its_landmarks(client: FlaskClient, url: str) -> None:
    page = Page(client.get(url).text)
    assert page.open == [], "every element is closed"
    assert page.all("html", lang="ar", dir="rtl")
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert len(page.all("title")) == 1
    assert page.all("a", href="#main")
    boxes = page.all("input", name="q", type="search")
    assert [box["id"] for box in boxes] == ["q"]
    assert page.all("label", **{"for": "q"})
    ids = page.values("id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("url", ROUTES)
def test_nothing_is_inline_or_from_another_host(client: FlaskClient, url: str) -> None:
    page = Page(client.get(url).text)
    names = {name for _, attributes in page.elements for name in attributes}
    assert not [name for name in names if name == "style" or name.startswith("on")]
    assert not page.all("style")
    for tag, attributes in page.elements:
        if tag == "script":
            assert attributes["src"].startswith("/static/")
        if tag == "link":
            assert attributes["href"].startswith("/")


@pytest.mark.parametrize("url", ["/", "/?q=", "/search", "/search?q=%20%20", "/?section=علوم"])
def test_home_where_nothing_is_asked(client: FlaskClient, service: PlainService, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200
    assert "ابحث في نصوص المقالات" in response.text
    assert service.asked == []


def test_home_counts_the_articles(client: FlaskClient, service: PlainService) -> None:
    counted = ARABIC.plural(
        "There is {n} article in this archive.",
        "There are {n} articles in this archive.",
        len(service.articles),
    )
    assert counted in client.get("/").text
    service.failure = IndexMissing("no index")
    response = client.get("/")
    assert response.status_code == 200
    assert "في هذا الأرشيف" not in response.text


def test_url_becomes_the_request(client: FlaskClient, service: PlainService) -> None:
    client.get("/search?q=النجوم&page=2&sort=newest&section=علوم&source=س&from=2020-01-01")
    (asked,) = service.asked
    assert asked.text == "النجوم"
    assert (asked.offset, asked.limit, asked.sort) == (10, 10, Sort.NEWEST)
    assert (asked.section, asked.source, str(asked.date_from)) == ("علوم", "س", "2020-01-01")


def test_results(client: FlaskClient) -> None:
    response = client.get("/search?q=النجوم")
    page = Page(response.text)
    assert "<title>النجوم – بحث في باحث</title>" in response.text
    assert "٢٥ نتيجة عن «النجوم»" in page.text
    assert "في ٠٫٠١ ثانية" in page.text
    assert "٣١ يناير ٢٠٢٤ علوم مجلة الأفق" in page.text
    assert "أسرار <mark>النجوم</mark> البعيدة" in response.text
    assert len(page.all("li", **{"class": "hit"})) == 10
    assert [link["href"] for link in page.all("a", rel="next")] == [
        f"/search?q={'%D8%A7%D9%84%D9%86%D8%AC%D9%88%D9%85'}&page=2"
    ]
    assert not page.all("a", rel="prev")
    assert page.all("link", rel="next")


def test_links_keep_the_rest_of_the_state(client: FlaskClient) -> None:
    page = Page(client.get("/search?q=النجوم&page=2&sort=oldest&section=علوم").text)
    links = [href for href in page.values("href") if href.startswith("/search?")]
    sorting = [href for href in links if "sort=newest" in href]
    assert sorting
    assert all("section=" in href and "page=" not in href for href in sorting)
    articles = [href for href in page.values("href") if href.startswith("/article/")]
    assert not articles  # one page holds the eight articles of the section
    assert "لا نتائج في الصفحة ٢" in page.text


def test_article_links_carry_the_way_back(client: FlaskClient) -> None:
    page = Page(client.get("/search?q=النجوم&page=2&sort=oldest").text)
    link = next(href for href in page.values("href") if href.startswith("/article/"))
    back = Page(client.get(link).text)
    assert any(
        href.startswith("/search?") and "page=2" in href and "sort=oldest" in href
        for href in back.values("href")
    )


def test_new_words_keep_filters_but_not_the_page(client: FlaskClient) -> None:
    page = Page(client.get("/search?q=النجوم&page=2&source=مجلة الأفق&from=2019-01-01").text)
    hidden = {field["name"] for field in page.all("input", type="hidden")}
    assert {"source", "from"} <= hidden
    assert "page" not in hidden


def test_nothing_found_offers_ways_on(client: FlaskClient) -> None:
    page = Page(client.get("/search?q=عنقاء&section=علوم&to=2020-01-01").text)
    assert "لا نتائج عن «عنقاء»" in page.text
    assert "دون «القسم: علوم»" in page.text
    assert "دون «التاريخ: حتى ١ يناير ٢٠٢٠»" in page.text


class Answering(PlainService):
    """Change the answer before it is given."""

    def __init__(self, changes: dict[str, object]) -> None:
        super().__init__(())
        self.changes = changes

    def search(self, request: Request, /) -> Results:
        return replace(super().search(request), **self.changes)  # type: ignore[arg-type]


def text_of(changes: dict[str, object]) -> str:
    client = create_app(Answering(changes)).test_client()
    return Page(client.get("/search?q=قمر عنقاء&page=2&section=علوم").text).text


def test_an_answer_that_ran_out_of_time_says_so() -> None:
    assert "توقف البحث عند الحد الزمني" in text_of({"total": 3, "partial": True})
    assert "توقف البحث" not in text_of({"total": 3})


def test_relaxed_answer_says_so_and_names_the_missing_words() -> None:
    text = text_of({"total": 3, "relaxed": True, "missing": ("عنقاء", "رخ")})
    assert "هذه مقالات فيها بعضها" in text
    assert "كلمتان لم تردا في أي مقال: «عنقاء»، «رخ»." in text
    assert "٣ كلمات لم ترد في أي مقال: «عنقاء»، «رخ»، «غول»." in text_of(
        {"missing": ("عنقاء", "رخ", "غول")}
    )


def test_one_missing_word_is_singular() -> None:
    assert "كلمة لم ترد في أي مقال: «عنقاء»." in text_of({"missing": ("عنقاء",)})


def test_suggestion_is_a_link_that_keeps_filters() -> None:
    client = create_app(Answering({"suggestion": "النجوم"})).test_client()
    page = Page(client.get("/search?q=النجوك&page=2&section=فن").text)
    assert "هل تقصد: النجوم؟" in page.text
    words = "%D8%A7%D9%84%D9%86%D8%AC%D9%88%D9%85"
    assert page.all("a", href=f"/search?q={words}&section=%D9%81%D9%86")


def test_article(client: FlaskClient) -> None:
    response = client.get("/article/seeds%2Fnujum.txt?q=النجوم")
    page = Page(response.text)
    assert "<title>مرصد جديد يكشف أسرار النجوم البعيدة – باحث</title>" in response.text
    assert "الأربعاء ٣١ يناير ٢٠٢٤، ٠٦:٤٧ بتوقيت غرينتش" in page.text
    assert page.all("time", datetime="2024-01-31T06:47+00:00")
    marks = re.findall(r'<mark id="m(\d+)">النجوم</mark>', response.text)
    assert marks == ["1", "2", "3", "4"]
    assert len(re.findall(r'<p dir="auto">', response.text)) == 3
    assert page.all("a", href="https://example.org/nujum?id=1&lang=ar")
    assert "نتائج البحث عن «النجوم»" in page.text


def test_article_without_a_query_has_no_marks_and_no_way_back(client: FlaskClient) -> None:
    text = client.get("/article/seeds%2Fnujum.txt").text
    assert "<mark" not in text
    assert "نتائج البحث عن" not in text
    assert "marks.js" not in text
    assert "مواضع كلمات البحث" not in text


def test_every_mark_has_a_link_that_leads_to_it(client: FlaskClient) -> None:
    page = Page(client.get("/article/seeds%2Fnujum.txt?q=النجوم").text)
    assert "كلمات البحث في ٤ مواضع" in page.text
    links = [href for href in page.values("href") if href.startswith("#m") and href != "#main"]
    assert links == [f"#{mark['id']}" for mark in page.all("mark")]


def test_article_can_be_kept_and_cited(client: FlaskClient) -> None:
    page = Page(client.get("/article/seeds%2Fnujum.txt?q=النجوم").text)
    assert page.all("a", rel="bookmark", href="/article/seeds%2Fnujum.txt")
    assert page.all("link", rel="canonical", href="/article/seeds%2Fnujum.txt")
    for name in ("bibtex", "ris", "text"):
        (link,) = page.all("a", href=f"/cite?id=seeds%2Fnujum.txt&format={name}")
        assert ("download" in link) == (name != "text")


def test_similar_articles_are_listed(client: FlaskClient) -> None:
    page = Page(client.get("/article/seeds%2Fnujum.txt").text)
    assert "مقالات مشابهة دليل النجوم، الجزء 0" in page.text
    assert page.all("a", href="/article/more%2F0")
    assert "مقالات مشابهة" not in client.get("/article/seeds%2F001.txt").text


def test_results_can_be_kept(client: FlaskClient) -> None:
    page = Page(client.get("/search?q=النجوم&page=2&section=علوم&sort=oldest").text)
    (feed,) = {href for href in page.values("href") if href.startswith("/feed")}
    assert "section=" in feed
    assert "page=" not in feed
    for name in ("csv", "json"):
        (export,) = [href for href in page.values("href") if f"/api/export.{name}" in href]
        assert "sort=oldest" in export
        assert "page=" not in export


def test_years_have_bars(client: FlaskClient) -> None:
    page = Page(client.get("/search?q=النجوم").text)
    bars = [found["class"] for _, found in page.elements if "bar-" in found.get("class", "")]
    assert len(bars) == 6
    assert any(bar.endswith("bar-10") for bar in bars)


@pytest.mark.parametrize("url", ["/", "/help", "/article/plain-1?q=القمر"])
def test_head_tells_how_long_the_page_is(client: FlaskClient, url: str) -> None:
    assert client.head(url).headers["Content-Length"] == client.get(url).headers["Content-Length"]


def test_unknown_article_is_404(client: FlaskClient) -> None:
    assert client.get("/article/none").status_code == 404
    assert client.get("/article/").status_code == 404


def test_copies_are_counted_and_can_be_shown() -> None:
    class Copying(PlainService):
        def search(self, request: Request, /) -> Results:
            found = super().search(request)
            hits = tuple(replace(hit, copies=3 * request.collapse) for hit in found.hits)
            return replace(found, hits=hits)

    service = Copying(ARTICLES)
    client = create_app(service).test_client()
    page = Page(client.get("/search?q=مرصد الجديد&sort=newest").text)
    assert "و٣ نسخ مشابهة" in page.text
    (link,) = {href for href in page.values("href") if "copies=1" in href}
    assert "sort=newest" in link
    shown = Page(client.get(link).text)
    assert [asked.collapse for asked in service.asked] == [True, False]
    assert "نسخ مشابهة" not in shown.text
    assert "تُعرض كل النسخ. اجمع النسخ المتشابهة" in shown.text
    assert any("copies" not in href and "sort=newest" in href for href in shown.values("href"))


def test_a_page_of_copies_alone_says_so() -> None:
    text = text_of({"total": 30, "hits": ()})
    assert "النتائج الباقية نسخ مما قبلها" in text


def test_related_searches_are_links_that_keep_filters(client: FlaskClient) -> None:
    page = Page(client.get("/search?q=النجوم&source=مجلة الأفق").text)
    assert "عمليات بحث ذات صلة النجوم دليل سماء المدينة" in page.text
    (link,) = [href for href in page.values("href") if "%D8%AF%D9%84%D9%8A%D9%84" in href]
    assert "source=" in link
    assert "ذات صلة" not in client.get("/search?q=النجوم&page=2").text
    assert "ذات صلة" not in client.get("/search?q=عنقاء").text

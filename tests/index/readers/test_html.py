from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from index.article import Article
from index.readers import Skipped
from tests.index.readers.conftest import Reading

Read = Callable[[str, bytes | str], Reading]

WHEN = datetime(2024, 1, 31, 6, 47, tzinfo=UTC)


@pytest.fixture
def page(reading: Read) -> Callable[..., Article]:
    def read_page(body: str, head: str = "", name: str = "a.html", lang: str = "") -> Article:
        content = f"<!doctype html><html{lang}><head>{head}</head><body>{body}</body></html>"
        (article,) = reading(name, content)
        assert isinstance(article, Article), article
        return article

    return read_page


FULL = """
<header>شعار <nav><a href=/>الرئيسية</a></nav></header>
<div class="sidebar">الأكثر قراءة</div>
<main><nav class="breadcrumb">أخبار › علوم</nav><article>
<header><h1>عنوان الخبر</h1><p>كتبه فلان</p></header>
<p>بداية المتن وفيها <b>كلم</b>ة من قطعتين.</p>
<p>نعم.</p>
<h2>عنوان فرعي</h2>
<ul><li>بند أول</li><li>بند ثان</li></ul>
<blockquote>اقتباس <q>داخلي</q></blockquote>
سطر بلا وسم<br>وسطر بعده<br><br>وفقرة بعد فراغين
<table><tr><th>مدينة</th><td>صنعاء</td></tr></table>
<div>نص في <span>قسم</span></div>
<figure><img src=x alt=صورة><figcaption>شرح الصورة</figcaption></figure>
<aside>قد يعجبك</aside><script>var s = "<p>برنامج</p>"</script><style>p{color:red}</style>
<div class="share related">شارك</div><form>تعليق <input value=x><button>أرسل</button></form>
</article></main>
<footer>جميع الحقوق محفوظة</footer>"""


def test_nothing_of_the_body_is_lost_and_nothing_else_comes_in(
    page: Callable[..., Article],
) -> None:
    assert page(FULL).body.split("\n\n") == [
        "كتبه فلان",
        "بداية المتن وفيها كلمة من قطعتين.",
        "نعم.",
        "عنوان فرعي",
        "بند أول",
        "بند ثان",
        "اقتباس داخلي",
        "سطر بلا وسم\nوسطر بعده",
        "وفقرة بعد فراغين",
        "مدينة صنعاء",
        "نص في قسم",
        "شرح الصورة",
        "تعليق",
    ]


@pytest.mark.parametrize(
    ("body", "expected", "reason"),
    [
        ("<p>أول<p>ثان", "أول\n\nثان", "end tags left out"),
        ("<form id=aspnet><p>أول</p><p>ثان</p></form>", "أول\n\nثان", "a page inside a form"),
        ("<div class=sidebar><p>أول</p><p>ثان</p></div>", "أول\n\nثان", "a frame with a bad name"),
        (
            "<article><p>فقرة طويلة هي الخبر كله في هذه الصفحة</p></article>"
            "<article><p>خبر آخر</p></article>",
            "فقرة طويلة هي الخبر كله في هذه الصفحة",
            "the largest of several articles",
        ),
        (
            "<div itemprop=articleBody><p>نصف أول هنا</p></div>"
            "<div itemprop=articleBody><p>نصف ثان هنا</p></div>",
            "نصف أول هنا\n\nنصف ثان هنا",
            "a body in two halves",
        ),
        ("<pre>صدر\nعجز</pre>", "صدر\nعجز", "preformatted lines"),
        ("<p>أ&nbsp;ب &amp; ج &#1583;</p>", "أ ب & ج د", "character references"),
        ("<p>نص<!-- تعليق --></p><template>قالب</template>", "نص", "comments and templates"),
        ("<p hidden>مخفي</p><p>ظاهر</p>", "ظاهر", "hidden"),
        ("<div role=navigation>قائمة</div><p>نص</p>", "نص", "navigation by role"),
    ],
)
def test_main_text(page: Callable[..., Article], body: str, expected: str, reason: str) -> None:
    assert page(f"{body}", "<title>عنوان</title>").body == expected, reason


@pytest.mark.parametrize(
    ("head", "body", "reason"),
    [
        ("<meta property=article:published_time content=2024-01-31T09:47:00+03:00>", "", "meta"),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},'
            '{"@type":"NewsArticle","datePublished":"2024-01-31T06:47:00Z"}]}</script>',
            "",
            "JSON-LD in a graph",
        ),
        (
            '<script type="application/ld+json">{bad</script>'
            "<meta name=date content='2024-01-31 06:47'>",
            "",
            "broken JSON-LD and a plain date",
        ),
        ("<meta name=DC.date.issued content=2024-01-31T06:47Z>", "", "Dublin Core"),
        ("", "<time datetime=2024-01-31T06:47Z>أمس</time>", "a time element"),
        ("", "<span itemprop=datePublished content=2024-01-31T06:47Z>أمس</span>", "microdata"),
        ("", "<p>الأربعاء ٣١ يناير ٢٠٢٤ - ٠٦:٤٧ بتوقيت غرينتش</p>", "a dateline"),
        (
            "<meta property=article:published_time content=soon>",
            "<time datetime=2024-01-31T06:47Z></time>",
            "the first that can be read",
        ),
    ],
)
def test_date(page: Callable[..., Article], head: str, body: str, reason: str) -> None:
    assert page(f"<h1>عنوان</h1>{body}<p>نص</p>", head).date == WHEN, reason


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>من الرأس - الموقع</title>", "<h1>من المتن</h1><p>نص</p>", "من المتن"),
        (
            "<title>من الرأس - الموقع</title><meta property=og:site_name content=الموقع>",
            "<p>نص</p>",
            "من الرأس",
        ),
        (
            "<meta property=og:site_name content=الموقع><meta property=og:title content=خبر>",
            "<h1>الموقع</h1><p>نص</p>",
            "خبر",
        ),
        ("<meta property=og:title content=خبر>", "<h1>أ</h1><h1>ب</h1><p>نص</p>", "خبر"),
        ("", "<p>أول كلمات النص</p>", "أول كلمات النص"),
    ],
)
def test_title(page: Callable[..., Article], head: str, body: str, title: str) -> None:
    article = page(body, head)
    assert article.title == title
    assert "نص" in article.body.lower() or "النص" in article.body


def test_what_the_page_says_of_itself(page: Callable[..., Article]) -> None:
    article = page(
        "<h1>عنوان</h1><p>المتن يبدأ هنا.</p>",
        "<meta property=og:site_name content='مجلة النماذج'>"
        "<meta property=article:section content=علوم>"
        "<meta property=article:tag content=فلك><meta property=article:tag content=نجوم>"
        "<meta name=keywords content='نجوم، كواكب, قمر'>"
        "<meta name=description content='خلاصة أخرى.'>"
        "<link rel=canonical href=https://example.org/a>",
        lang=" lang=ar-EG",
    )
    assert (article.source, article.section) == ("مجلة النماذج", "علوم")
    assert article.tags == ("فلك", "نجوم", "كواكب", "قمر")
    assert article.lead == "خلاصة أخرى."
    assert article.url == "https://example.org/a"
    assert article.lang == "ar-EG"


@pytest.mark.parametrize(
    "description", ["المتن يبدأ هنا…", "المتن يبدأ هنا وهو...", "المَتنُ يبدأ هنا", "عنوان", ""]
)
def test_a_description_that_repeats_is_no_lead(
    page: Callable[..., Article], description: str
) -> None:
    body = "<h1>عنوان</h1><p>كتبه فلان</p><p>المتن يبدأ هنا وهو طويل.</p>".replace(
        "المتن", "المَتنُ" if "َ" in description else "المتن"
    )
    assert page(body, f"<meta name=description content='{description}'>").lead == ""


def test_a_url_that_is_none_is_left_out(page: Callable[..., Article]) -> None:
    assert page("<p>نص</p>", "<link rel=canonical href='javascript:alert(1)'>").url == ""


def test_the_layout_of_plain_text_in_a_page(page: Callable[..., Article]) -> None:
    article = page("<h1>عنوان</h1><p>31 يناير 2024</p><p>موجز.</p><p>العالم- آسيا</p><p>متن.</p>")
    assert (article.lead, article.source, article.section) == ("موجز.", "العالم", "آسيا")
    assert article.body == "متن."


def test_a_section_line_stays_where_the_page_names_its_section(
    page: Callable[..., Article],
) -> None:
    article = page(
        "<h1>عنوان</h1><p>31 يناير 2024</p><p>غزة - رام الله</p><p>متن.</p>",
        "<meta property=article:section content=عرب>",
    )
    assert article.section == "عرب"
    assert article.body == "غزة - رام الله\n\nمتن."


def test_xhtml(page: Callable[..., Article]) -> None:
    article = page(
        "<script src='a.js'/><p/><div class='x'/><p>نص <![CDATA[فيه <وسم> &]]></p><br/><a id='b'/>",
        "<title/>",
        name="a.xhtml",
    )
    assert article.body == "نص فيه <وسم> &"


def test_a_headline_too_long_is_body(page: Callable[..., Article]) -> None:
    article = page(f"<h1>{'كلمة ' * 100}</h1><p>نص</p>")
    assert article.title == "كلمة " * 11 + "كلمة…"
    assert article.body == ("كلمة " * 100).strip() + "\n\nنص"


def test_cdata_never_closed(reading: Read) -> None:
    start = time.process_time()
    (item,) = reading("a.xhtml", "<p>نص</p>" + "<![CDATA[" * 100_000)
    assert isinstance(item, Article)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "li", "article", "section"])
def test_deep_nesting(reading: Read, tag: str) -> None:
    start = time.process_time()
    (article,) = reading("a.html", f"<{tag}>" * 10_000 + "<p>كلمة</p>" + f"</{tag}>" * 10_000)
    assert isinstance(article, Article)
    assert article.body == "كلمة"
    assert time.process_time() - start < 10


@pytest.mark.parametrize("content", ["<div>", "</p>" * 9 + "<div>", "<div></p>", "<DIV a=1>"])
def test_deeper_than_the_limit(reading: Read, content: str) -> None:
    (item,) = reading("a.html", content * 100_000 + "كلمة")
    assert isinstance(item, Skipped)
    assert "16,384 tags" in item.reason


@pytest.mark.parametrize("content", ["", "<html></html>", "<nav>قائمة</nav><script>1</script>"])
def test_empty(reading: Read, content: str) -> None:
    (item,) = reading("a.html", content)
    assert isinstance(item, Skipped)
    assert item.reason == "empty"


def test_the_parser_is_imported_only_for_a_page() -> None:
    code = "import sys, index.readers; sys.exit('selectolax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.article import Article
from index.readers import Skipped, read
from tests.index.readers.conftest import Reading

ORIGINAL = Path(__file__).parents[3] / "seeds" / "000_aefc2bb80fa31315.txt"

TITLE = "عنوان الخبر كما ظهر"
DATELINE = "الأربعاء ٣١ يناير ٢٠٢٤ - ٠٦:٤٧ بتوقيت غرينتش"
LEAD = "موجز الخبر في سطر واحد طويل بعض الشيء."
SECTION = "العالم- الامريكيتان"
BODY = ["الفقرة الأولى من المتن.", "الفقرة الثانية من المتن."]


def only(items: Reading) -> Article:
    (article,) = items
    assert isinstance(article, Article)
    return article


def test_the_original() -> None:
    article = only(list(read(ORIGINAL)))
    written = [part.strip() for part in ORIGINAL.read_text(encoding="utf-8").split("\n\n")]
    title, again, lead, section, *body = written
    assert again.split("\n")[0] == title
    assert article.id == "000_aefc2bb80fa31315"
    assert article.title == title
    assert article.date == datetime(2024, 1, 31, 6, 47, tzinfo=UTC)
    assert article.lead == lead
    assert article.lead.startswith("كشفت وثائق عسكرية")
    assert f"{article.source}- {article.section}" == section == "العالم- الامريكيتان"
    assert article.body.split("\n\n") == body
    assert len(body) == 9
    assert title not in article.body


@pytest.mark.parametrize(
    ("blocks", "lead", "section", "body", "dated", "reason"),
    [
        ([TITLE, DATELINE, LEAD, SECTION, *BODY], LEAD, "الامريكيتان", BODY, True, "title once"),
        ([TITLE, TITLE, LEAD, SECTION, *BODY], LEAD, "الامريكيتان", BODY, False, "no dateline"),
        ([TITLE, DATELINE, TITLE, LEAD, SECTION, *BODY], LEAD, "الامريكيتان", BODY, True, "order"),
        ([TITLE, TITLE, DATELINE, SECTION, *BODY], "", "الامريكيتان", BODY, True, "no lead"),
        ([TITLE, TITLE, DATELINE, *BODY], "", "", BODY, True, "no section line: all is body"),
        ([TITLE, *BODY], "", "", BODY, False, "a title and a body"),
        (
            [TITLE, TITLE, DATELINE, LEAD, "صحيفة العيّنة – فرانس 24", *BODY],
            LEAD,
            "فرانس 24",
            BODY,
            True,
            "a name with marks, a name with digits",
        ),
        (
            [TITLE, TITLE, DATELINE, "قال الوزير - وهو جديد في منصبه هذا اليوم - إن", *BODY],
            "",
            "",
            ["قال الوزير - وهو جديد في منصبه هذا اليوم - إن", *BODY],
            True,
            "a sentence with dashes",
        ),
        (
            [TITLE, "تاريخ النشر: 31/01/2024", LEAD, SECTION, *BODY],
            LEAD,
            "الامريكيتان",
            BODY,
            True,
            "a date with a label",
        ),
        ([TITLE, SECTION, *BODY], "", "", [SECTION, *BODY], False, "no layout, no section"),
        ([TITLE, DATELINE, *BODY, SECTION], "", "", [*BODY, SECTION], True, "too late"),
        ([TITLE, *BODY, DATELINE], "", "", [*BODY, DATELINE], False, "a date at the end stays"),
        ([TITLE], "", "", [""], False, "a title alone"),
    ],
)
def test_parts_are_optional(  # noqa: PLR0917
    reading: Callable[[str, bytes | str], Reading],
    blocks: list[str],
    lead: str,
    section: str,
    body: list[str],
    dated: bool,
    reason: str,
) -> None:
    article = only(reading("a.txt", "\n\n".join(blocks)))
    assert article.title == TITLE, reason
    assert article.lead == lead, reason
    assert article.section == section, reason
    assert article.body.split("\n\n") == body, reason
    assert (article.date is not None) == dated, reason


@pytest.mark.parametrize(
    ("content", "body", "reason"),
    [
        ("عنوان\r\n\r\nأول\r\n\r\nثان\r\n", "أول\n\nثان", "Windows line ends"),
        ("عنوان\rأول\rثان", "أول\n\nثان", "line ends of old Macs"),
        ("عنوان\nأول\nثان", "أول\n\nثان", "no empty lines: each line is a paragraph"),
        ("عنوان\n\nصدر\nعجز\n\nثان", "صدر\nعجز\n\nثان", "lines of verse stay together"),
        ("\n\n  عنوان \n \t \n  أول   نص ", "أول نص", "blanks around and inside"),
    ],
)
def test_lines(
    reading: Callable[[str, bytes | str], Reading], content: str, body: str, reason: str
) -> None:
    article = only(reading("a.txt", content))
    assert (article.title, article.body) == ("عنوان", body), reason


def test_a_long_first_line_is_body_too(reading: Callable[[str, bytes | str], Reading]) -> None:
    article = only(reading("a.txt", "كلمة " * 100 + "\n\nفقرة"))
    assert article.title == "كلمة " * 11 + "كلمة…"
    assert article.body == ("كلمة " * 100).strip() + "\n\nفقرة"


@pytest.mark.parametrize("content", ["", "\n \n\t", "\ufeff"])
def test_empty(reading: Callable[[str, bytes | str], Reading], content: str) -> None:
    (item,) = reading("a.txt", content)
    assert isinstance(item, Skipped)
    assert item.reason == "empty"


@pytest.mark.parametrize(
    ("name", "id"),
    [("خبر.txt", "خبر"), ("v1.2.TXT", "v1.2"), ("a.b.txt.gz", "a.b")],
)
def test_id_is_the_name(tmp_path: Path, name: str, id: str) -> None:  # noqa: A002
    import gzip

    content = "عنوان\n\nمتن".encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    assert only(list(read(tmp_path / name))).id == id

"""Promises of the style sheets that no screenshot shows."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

import web

STATIC = Path(web.__file__).parent / "static"
SHEETS = sorted(STATIC.glob("*.css"))
BASE = (STATIC / "base.css").read_text("utf-8")
SCHEMES = [dict(re.findall(r"--([\w-]+): (#\w+);", part)) for part in BASE.split("@media")[:2]]

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom"
    r"|(?:min-|max-)?(?:width|height))\s*:|(?:text-align|float):\s*(?:left|right)"
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheet_runs_in_both_directions_and_respects_arabic(sheet: Path) -> None:
    css = re.sub(r"@media[^{]*", "", sheet.read_text("utf-8"))
    assert PHYSICAL.findall(css) == []
    for forbidden in ("letter-spacing", "italic", "@import", "url(", "text-transform"):
        assert forbidden not in css


def test_marks_have_only_a_background_and_a_colour() -> None:
    rules = re.findall(r"^mark\S* \{(.*?)\}", BASE, re.S | re.M)
    assert len(rules) == len(re.findall(r"\bmark\b[^;{}]*\{", re.sub(r"--[\w-]+", "", BASE))) == 2
    for rule in rules:
        assert set(re.findall(r"^\s*([\w-]+):", rule, re.M)) == {"background", "color"}
    others = "".join(sheet.read_text("utf-8") for sheet in SHEETS if sheet.name != "base.css")
    assert "mark" not in re.sub(r"--[\w-]+", "", others)


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *product(("ink", "soft", "accent", "visited"), ("paper", "sheet")),
    ("on-accent", "accent"),
    ("on-mark", "mark"),
    ("on-mark-now", "mark-now"),
    # Years stand on their bars.
    *product(("ink", "soft", "accent"), ("line",)),
]


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_contrasts_as_wcag_aa_asks(scheme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(scheme[text], scheme[ground]) >= 4.5


def test_contrast_formula() -> None:
    assert contrast("#fff", "#000000") == pytest.approx(21)


def test_links_side_by_side_are_not_mixed() -> None:
    links = re.search(r"^a \{(.*?)\}", BASE, re.DOTALL | re.MULTILINE)
    assert links is not None
    assert "unicode-bidi: isolate;" in links[1]

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.markup import to_html, to_terminal, to_text
from search.results import Slice

SLICES = st.lists(st.builds(Slice, st.text(), st.booleans()))


@pytest.mark.parametrize(
    ("slices", "markup"),
    [
        ([], ""),
        ([Slice("نهر", True), Slice(" النيل", False)], "<mark>نهر</mark> النيل"),
        ([Slice("<script>", True)], "<mark>&lt;script&gt;</mark>"),
        ([Slice("</mark>", True)], "<mark>&lt;/mark&gt;</mark>"),
        ([Slice("<mark>", False)], "&lt;mark&gt;"),
        ([Slice("&lt;\"'", False)], "&amp;lt;&quot;&#x27;"),
        ([Slice("<", False), Slice("b>", True)], "&lt;<mark>b&gt;</mark>"),
        ([Slice("قَمَرٌ", True)], "<mark>قَمَرٌ</mark>"),
        ([Slice("a\0b\x1b[1m", False)], "ab[1m"),
    ],
)
def test_html(slices: list[Slice], markup: str) -> None:
    assert to_html(slices) == markup


@pytest.mark.parametrize(
    ("slices", "text"),
    [
        ([Slice("نهر", True), Slice(" النيل", False)], "\x1b[1mنهر\x1b[0m النيل"),
        ([Slice("سطر\n\nسطر", False)], "سطر سطر"),
        ([Slice("\x1b]0;title\x07\x1b[2J", False)], "]0;title[2J"),
        ([Slice("\x9b31m", False)], "31m"),
        ([Slice("\u202eعكس\u2066", False)], "عكس"),
        ([Slice("می\u200cخواهم", False)], "می\u200cخواهم"),
    ],
)
def test_terminal(slices: list[Slice], text: str) -> None:
    assert to_terminal(slices) == text


@given(SLICES)
def test_html_has_no_element_but_mark(slices: list[Slice]) -> None:
    markup = to_html(slices)
    assert not re.search("[<>\"']", re.sub("</?mark>", "", markup))
    assert markup.count("<mark>") == markup.count("</mark>") == sum(s.marked for s in slices)


@given(SLICES)
def test_terminal_has_no_control_but_bold(slices: list[Slice]) -> None:
    shown = re.sub("\x1b\\[[01]m", "", to_terminal(slices))
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


@given(SLICES)
def test_text_is_what_was_cut(slices: list[Slice]) -> None:
    assert to_text(slices) == "".join(s.text for s in slices)

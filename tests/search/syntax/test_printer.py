from __future__ import annotations

import pytest
from hypothesis import given, settings

from index.errors import QueryRefused
from search.syntax.printer import to_text
from tests.search.syntax.texts import QUERIES, node


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("غزة  رفح،", "غزة رفح"),
        ("غزة أو رفح", "غزة OR رفح"),
        ("غزة AND رفح", "+غزة +رفح"),
        ("غزة AND رفح OR مصر", "(+غزة +رفح) OR مصر"),
        ("غزة (رفح أو مصر)", "غزة رفح OR مصر"),
        ("-(غزة رفح)", "-(غزة رفح)"),
        ("-(غزة أو رفح)", "-(غزة OR رفح)"),
        ("NOT 2024", "-(2024)"),
        ("((غزة) رفح)", "غزة رفح"),
        ("عنوان:(غزة أو رفح)", "title:(غزة OR رفح)"),
        ("نص:«حرب غزة»~2", 'body:"حرب غزة"~2'),
        ("=غزة", '"غزة"'),
        ("كلمة~", "كلمة~1"),
        ("استعم**", "استعم*"),
        ("تاريخ:2024", "date:2024-01-01..2024-12-31"),
        ("تاريخ:2024..", "date:(2024-01-01..)"),
        ("-تاريخ:2024", "-date:2024-01-01..2024-12-31"),
    ],
)
def test_the_normal_form(text: str, normal: str) -> None:
    tree = node(text)
    assert tree is not None
    assert to_text(tree) == normal
    assert node(normal) == tree


@settings(max_examples=500, deadline=None)
@given(QUERIES)
def test_the_normal_form_parses_to_the_same_tree(text: str) -> None:
    try:
        tree = node(text)
    except QueryRefused as error:
        assert error.limit == "max_depth"
        return
    if tree is not None:
        assert node(to_text(tree)) == tree

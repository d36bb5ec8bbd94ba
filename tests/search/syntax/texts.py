"""Texts that look like queries, for properties."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from search.limits import Limits
from search.syntax.nodes import Node
from search.syntax.understand import read

TODAY = date(2024, 3, 15)
LIMITS = Limits()

_PIECES = (
    *'"«»“”„():*?~^+-=.!؟،؛#\u200f\u0651\u0640ﷺ²',
    *" " * 12,
    *("غزة", "رفح", "في", "كوفيد-19", "1,234", "2024", "الثاني", "كانون", "a", "Ｂ", "٢", "إلى"),
    *("AND", "OR", "NOT", "أو", "و", "ليس", "بدون", "~2", "..", "استعم*", "ك?ب", "كلمة~"),
    *("title:", "عنوان:", "نص:", "قسم:", "source:", "تاريخ:", "date:", "وسم:", "to", "منذ"),
    *("2024-01", "رجب", "١٤٤٥", "date:2023..", "أسبوع", "\ud800", "\0", "5*", "\u2212"),
)

QUERIES = st.lists(st.sampled_from(_PIECES), max_size=24).map("".join) | st.text(max_size=40)


def node(text: str, limits: Limits = LIMITS) -> Node | None:
    return read(text, TODAY, limits).node

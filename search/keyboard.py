"""The keyboard: Arabic layouts, text typed with the wrong one, and keys that lie side by side."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise, product
from typing import NamedTuple

__all__ = ["LAYOUTS", "NEIGHBOURS", "Layout", "to_arabic", "to_latin"]

_MOST_LAM_ALEFS = 4
"""لا is one key or two, so a text with many stands for many texts."""

_ROWS = ("`qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
_SHIFTED = ("~QWERTYUIOP{}", 'ASDFGHJKL:"', "ZXCVBNM<>?")
"""The keys of a US keyboard, alone and with shift; those with digits are the same in Arabic."""

# Arabic (101): Windows, and Linux. A key may write two letters.
_PC = ("ذ ض ص ث ق ف غ ع ه خ ح ج د", "ش س ي ب ل ا ت ن م ك ط", "ئ ء ؤ ر لا ى ة و ز ظ")
_PC_SHIFTED = (
    "\u0651 \u064e \u064b \u064f \u064c لإ إ ‘ ÷ × ؛ < >",
    '\u0650 \u064d ] [ لأ أ ـ ، / : "',
    "~ \u0652 } { لآ آ ’ , . ؟",
)

# Arabic (Macintosh): the letters of the lowest row and ة lie elsewhere.
_MAC = ("ـ ض ص ث ق ف غ ع ه خ ح ج ة", "ش س ي ب ل ا ت ن م ك ؛", "ظ ط ذ د ز ر و ، . /")
_MAC_SHIFTED = (
    "ـ \u064e \u064b \u0650 \u064d \u064f \u064c \u0652 \u0651 ] [ } {",
    '» « ى \u0670 ل آ \u0671 ن م : "',
    "ظ ط ئ ء أ إ ؤ > < ؟",
)


class Layout(NamedTuple):
    """Hold what the keys of one layout write.

    Args:
        arabic: What a US keyboard writes -> what this layout writes with the same key.
        latin: What this layout writes -> what a US keyboard writes, in small letters.
    """

    arabic: Mapping[str, str]
    latin: Mapping[str, str]


def _layout(plain: tuple[str, ...], shifted: tuple[str, ...]) -> Layout:
    arabic: dict[str, str] = {}
    latin: dict[str, str] = {}
    for keys, row in zip((*_SHIFTED, *_ROWS), (*shifted, *plain), strict=True):
        for key, written in zip(keys, row.split(), strict=True):
            arabic[key] = written
            # The plain row comes last: it is typed more often.
            latin[written] = key.lower()
    return Layout(arabic, latin)


LAYOUTS = (_layout(_PC, _PC_SHIFTED), _layout(_MAC, _MAC_SHIFTED))
"""The standard layout of PCs, and that of the Mac."""


def to_arabic(text: str) -> tuple[str, ...]:
    """Return what the keys of a Latin text write in Arabic, each text once.

    Where capitals give marks, as with caps lock on, small letters are tried as well.

    Args:
        text: What was typed: "hgrhivm" for القاهرة.

    Returns:
        The texts, likeliest first.
    """
    texts = (
        "".join(layout.arabic.get(key, key) for key in typed)
        for layout in LAYOUTS
        for typed in (text, text.lower())
    )
    return tuple(dict.fromkeys(texts))


def to_latin(text: str) -> tuple[str, ...]:
    """Return what the keys of an Arabic text write in Latin, each text once, in small letters.

    لا is the key "b", or "g" and "h" one after the other.

    Args:
        text: What was typed: "لاهيثى" for biden.

    Returns:
        The texts, likeliest first.
    """
    pieces = text.split("لا")
    texts: dict[str, None] = {}
    gaps = min(len(pieces) - 1, _MOST_LAM_ALEFS)
    for layout in LAYOUTS:
        for keys in product(("b", "gh"), repeat=gaps):
            joined = pieces[0]
            for place, piece in enumerate(pieces[1:]):
                joined += (keys[place] if place < gaps else "b") + piece
            texts["".join(_keys(joined, layout.latin))] = None
    return tuple(texts)


def _keys(text: str, latin: Mapping[str, str]) -> list[str]:
    keys, place = [], 0
    while place < len(text):
        # لأ, لإ and لآ are one key each; the two letters alone are rarer than the key.
        size = 2 if text[place : place + 2] in latin else 1
        written = text[place : place + size]
        keys.append(latin.get(written, written))
        place += size
    return keys


def _neighbours() -> dict[str, frozenset[str]]:
    """Return the letters of the keys around each letter's, on the layout of PCs."""
    rows = [row.split() for row in _PC]
    rows[0] = rows[0][1:]
    found: dict[str, set[str]] = {letter: set() for row in rows for letter in row}
    pairs = [pair for row in rows for pair in pairwise(row)]
    for upper, lower in pairwise(rows):
        # Each row is set off by half a key: a key touches two of the row above.
        pairs += zip(lower, upper, strict=False)
        pairs += zip(lower, upper[1:], strict=False)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {
        letter: frozenset(other for other in others if len(other) == 1)
        for letter, others in found.items()
        if len(letter) == 1
    }


NEIGHBOURS = _neighbours()
"""A letter -> the letters of the keys beside it, above and below."""

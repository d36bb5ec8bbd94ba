"""Readings: what a word with a dagger alef (U+0670) is without it.

The sign is a long a that is spoken. Most words have an ا for it in print (الكتٰب is الكتاب), a few
never (هٰذا is هذا), and who copied a text may have lost the sign. So such a word has several
readings, and all of them stand at its place in the text.
"""

from __future__ import annotations

import re
from itertools import product

from index.analysis.fold import fold
from index.analysis.letters import ARABIC_LETTERS, COMBINING_HAMZA, CONTROLS, DAGGER_ALEF, MARKS

__all__ = ["readings"]

_MOST = 2
"""Of more signs in a word all are written, or none: السمٰوٰت has two, hardly any has three."""

_NEVER = (
    # (words that are never printed with the alef that they are spoken with, reason)
    ("هذا هذه هذي هذان هذين هؤلاء هكذا", "this, these, thus: ها before a demonstrative"),
    ("ذلك ذلكم ذلكما ذلكن", "that"),
    ("أولئك أولئكم", "those"),
    ("لكن لكنه لكنها لكنهم لكنني لكني لكننا لكنك لكنكم", "but"),
    ("الله اللهم لله إله إلهي إلهه إلهنا إلهكم الإله", "God, god"),
    ("طه", "Taha"),
)

_RARELY = (("الرحمن رحمن للرحمن", "the Merciful; الرحمان is a name in the Maghreb"),)


def _with_clitics(rows: tuple[tuple[str, str], ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(fold(conjunction + preposition + word))
        for words, _ in rows
        for word in words.split()
        for conjunction in ("", "و", "ف", "أ")
        for preposition in ("", "ب", "ك", "ل")
    )


_ONLY_WITHOUT = _with_clitics(_NEVER)
_MOSTLY_WITHOUT = _with_clitics(_RARELY)

_UNSEEN = dict.fromkeys(map(ord, MARKS + CONTROLS))
for _kept in DAGGER_ALEF + COMBINING_HAMZA:
    del _UNSEEN[ord(_kept)]

# On an alef or before one it adds nothing, nor on a last ى: علىٰ is على.
_SILENT = re.compile(
    rf"(?<=[اآأإٱ]){DAGGER_ALEF}+|{DAGGER_ALEF}+(?=ا)|(?<=[ىيی]){DAGGER_ALEF}+\Z"
    rf"|(?<![{ARABIC_LETTERS}]){DAGGER_ALEF}+"
)
# Within a word ى is its seat, and so is و before the last letter: التورىٰة, الصلوٰة.
_SIGN = re.compile(rf"(ى{DAGGER_ALEF}+|و{DAGGER_ALEF}+(?=[ةه]\Z)|{DAGGER_ALEF}+)")


def readings(written: str) -> list[str]:
    """Return what a written word can be, each reading once, the likeliest first.

    Args:
        written: A word as written.

    Returns:
        Words without the sign; the word itself where it has none.
    """
    if DAGGER_ALEF not in written:
        return [written]
    between, *rest = _SIGN.split(_SILENT.sub("", written.translate(_UNSEEN)))
    choices = [("ا", sign.rstrip(DAGGER_ALEF)) for sign in rest[::2]]
    taken = product(*choices) if len(choices) <= _MOST else zip(*choices, strict=True)
    words = dict.fromkeys(
        between + "".join(letter + after for letter, after in zip(letters, rest[1::2], strict=True))
        for letters in taken
    )
    for word in words:
        folded = tuple(fold(word))
        if folded in _ONLY_WITHOUT:
            return [word]
        if folded in _MOSTLY_WITHOUT:
            return [word, *(other for other in words if other != word)]
    return list(words)

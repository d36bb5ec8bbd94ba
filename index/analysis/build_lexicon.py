"""Build `data/lexicon.txt.gz` from wordfreq: `python -m index.analysis.build_lexicon`.

Needs `wordfreq==3.1.1`, which is not a dependency of Bahith; see `data/README.md`.
"""

from __future__ import annotations

import gzip
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from index.analysis.fold import compose, fold_hamza
from index.analysis.lexicon import FLAGS, HAMZA_FIRST, LEXICON_FILE, OWN_FIRST

__all__ = ["main", "pack"]

WORDS = 220_000
"""How many folded words are kept; the rarest of them occurs about once in 20 million words."""

# وأكد is و with أكد for certain; were it kept, واكد would pass for a word of its own.
_CLITIC = re.compile(r"[وفبكل][أإآ]..")
OWN_SHARE = 150
"""One such spelling in this many is enough; fewer are typing errors."""

_ARTICLE = "ال"
_ARABIC = re.compile(r"[\u0621-\u064a]{2,24}")


def main() -> None:
    """Write the lexicon; the same wordfreq gives the same bytes."""
    import wordfreq  # type: ignore[import-not-found,unused-ignore]

    frequency: dict[str, float] = defaultdict(float)
    spelled: dict[tuple[str, str], float] = defaultdict(float)
    for spelling, share in wordfreq.get_frequency_dict("ar", wordlist="large").items():
        composed = compose(spelling)
        if _ARABIC.fullmatch(composed) and not _CLITIC.match(composed):
            word = fold_hamza(composed)
            frequency[word] += share
            for flag in _spelling_flags(composed):
                spelled[word, flag] += share

    kept = sorted(frequency, key=lambda word: (-frequency[word], word))[:WORDS]
    levels, flags = {}, {}
    for word in kept:
        # Decibels above one in a thousand million.
        levels[word] = max(1, round(10 * math.log10(frequency[word] * 1e9)))
        own = [flag for flag in FLAGS if spelled[word, flag] > frequency[word] / 2]
        if _owns_first_letter(word, frequency):
            own.append(OWN_FIRST)
        flags[word] = "".join(own) or "-"
    LEXICON_FILE.write_bytes(pack(levels, flags))


def pack(levels: Mapping[str, int], flags: Mapping[str, str]) -> bytes:
    """Return the bytes of a lexicon file.

    Args:
        levels: For each folded word how usual it is, in decibels.
        flags: For each of them its flags, `-` where it has none.
    """
    # A word that is only met behind the article is usual all the same.
    usual = dict(levels)
    for word, level in levels.items():
        if word.startswith(_ARTICLE) and word != _ARTICLE:
            bare = word.removeprefix(_ARTICLE)
            usual[bare] = max(usual.get(bare, 0), level)
    groups: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    for word, most in usual.items():
        groups[levels.get(word, 0), most, flags.get(word, "-")].append(word)
    # Words that are asked for most often stand together, in the file and in memory.
    ordered = sorted(groups.items(), reverse=True)
    rows = [f"{level} {most} {own} {len(words)}" for (level, most, own), words in ordered]
    words = " ".join(" ".join(sorted(group)) for _, group in ordered)
    text = "\n".join((*rows, words, ""))
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def _spelling_flags(composed: str) -> Iterator[str]:
    if composed[0] in "أإآ":
        yield HAMZA_FIRST
    if composed[-1] in "ةى":
        yield composed[-1]


def _owns_first_letter(word: str, frequency: Mapping[str, float]) -> bool:
    # A preposition or the article never stands before a clitic: لباراك shows that the ب of
    # باراك is its own, and nobody writes لبسبب.
    if word[0] not in "وفبكلس":
        return False
    clitics = ["ب", "ك", "ال", "بال", "كال"]
    if word[0] != "ل":
        # للكيان is ل with الكيان, so it says nothing of لكيان.
        clitics.append("لل")
        if word[0] != "و":
            # And لوكان is لو كان in a hurry.
            clitics.append("ل")
    before = sum(frequency.get(clitic + word, 0) for clitic in clitics)
    return before > frequency[word] / OWN_SHARE


if __name__ == "__main__":
    main()

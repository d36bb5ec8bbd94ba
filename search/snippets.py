"""Snippets: the passage of an article that answers a query best."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from search.marking import Marker, Words, WrittenWord, cut
from search.results import Slice

__all__ = ["snippet"]

_SHORTEST = 35
_LONGEST = 45
"""Words in a passage: two to three lines on the page. Between the two a sentence may end it."""

_LEAD_IN = 12
"""A sentence that begins at most this many words before a match is shown from its beginning."""

_CONTEXT = 5
"""Words shown before a match whose sentence begins further back."""

_STEM_SHARE = 0.7
"""What a match by stem is worth beside one as typed."""

_CLOSENESS = 0.5
"""What words side by side add, as a share of their own weight; it shrinks with their distance."""

_SENTENCE_BONUS = 0.1
"""What beginning with a sentence adds, as a share of the passage's weight."""

_REPEAT_SHARE = 0.05
"""What each further match adds, as a share of its weight: between equals, the richer passage."""

_BLOCK_CHARS = 20_000
"""A longer article is looked through in parts of this size, and the first that answers is used."""

_MOST_MATCHES = 200
"""Passages are tried around so many matches of a part; later ones seldom say more."""

_MOST_CHARS = 600
"""A passage is no longer, whatever an article calls a word; usual ones have about 250."""

_MOST_MARKS = 8
"""Quotation marks, brackets and full stops that stay with the first and the last word."""

_ELLIPSIS = "…"

_STOPS = ".!?؟؛…۔"

# A full stop between digits (2.5) or letters (gov.sa) has no blank behind it. The pattern begins
# with one class, which is searched fast; and with the first of several stops, because a line of
# dots would be read once from each of them.
_SENTENCE_END = re.compile(
    rf"[{_STOPS}\n](?:(?<=\n)\s*|(?<!\n)(?<![{_STOPS}][{_STOPS}])[{_STOPS}]*[\"»”“)\]]*\s+)"
)


class _Block(NamedTuple):
    """Hold a part of a text that is looked through at once.

    Args:
        text: The whole text.
        start: Where the part starts, in characters.
        end: Where it ends.
        positions: Those of the query's terms in it; None where they are not known.
    """

    text: str
    start: int
    end: int
    positions: Sequence[int] | None


def snippet(
    texts: Sequence[str],
    marker: Marker,
    rarity: Sequence[float],
    positions: Sequence[Sequence[int]] = (),
) -> tuple[Slice, ...]:
    """Return the passage that answers a query best, its words marked.

    Args:
        texts: The parts of the article that passages are taken from, in order; a passage never
            crosses from one into the next.
        marker: Finds the query's words.
        rarity: The weight of each searched clause; a rare word says more than a frequent one.
        positions: Of each text the positions of all terms of the query, ascending, each once;
            none where they are not known.

    Returns:
        Slices of original text, with "…" before and after where text was left out. Where
        nothing matches, the beginning of the first text that has words.
    """
    known: Sequence[Sequence[int] | None] = positions or [None] * len(texts)
    blocks = [
        block
        for text, numbers in zip(texts, known, strict=True)
        for block in _blocks(text.strip(), numbers)
    ]
    best: tuple[float, tuple[Slice, ...]] | None = None
    seen = 0
    for block in blocks:
        seen += block.end - block.start
        if block.positions is None or block.positions:
            words = _words(block, marker, block.positions)
            found = _best_start(block.text, words, rarity)
            if found and (best is None or found[0] > best[0]):
                best = (found[0], _show(block.text, words, found[1]))
        if best and seen >= _BLOCK_CHARS:
            break
    return best[1] if best else _opening(blocks, marker)


def _opening(blocks: Iterable[_Block], marker: Marker) -> tuple[Slice, ...]:
    """Return how the first text that has words begins, where none of them answers."""
    for block in blocks:
        words = _words(block, marker, ())
        if words.starts:
            return _show(block.text, words, 0)
    return ()


def _blocks(text: str, positions: Sequence[int] | None) -> Iterator[_Block]:
    """Yield the parts of a text that are looked through one by one, cut at blanks."""
    if len(text) > _BLOCK_CHARS:
        # Positions count from the beginning of the text.
        positions = None
    start = 0
    while start < len(text):
        end = min(start + _BLOCK_CHARS, len(text))
        if end < len(text):
            blank = text.rfind(" ", start, end)
            end = blank if blank > start else end
        yield _Block(text, start, end, positions)
        start = end


def _words(block: _Block, marker: Marker, positions: Sequence[int] | None) -> Words:
    words = marker.words(block.text[block.start : block.end], positions)
    return _shift(words, block.start)


def _shift(words: Words, by: int) -> Words:
    if not by:
        return words
    return Words(
        [start + by for start in words.starts],
        [end + by for end in words.ends],
        [word._replace(start=word.start + by, end=word.end + by) for word in words.marked],
    )


def _best_start(text: str, words: Words, rarity: Sequence[float]) -> tuple[float, int] | None:
    """Return the best passage's value and the number of its first word, or None."""
    if not words.marked:
        return None
    matches = [word.number for word in words.marked]
    starts = _sentence_starts(text, words)
    candidates: dict[int, bool] = {}
    for match in matches[:_MOST_MATCHES]:
        begin = starts[bisect_right(starts, match) - 1]
        if match - begin <= _LEAD_IN:
            candidates[begin] = True
        else:
            candidates.setdefault(match - _CONTEXT, False)
    best = None
    for first, is_sentence in candidates.items():
        low = bisect_left(matches, first)
        high = bisect_left(matches, first + _SHORTEST)
        value = _value(words.marked[low:high], rarity)
        value *= 1 + _SENTENCE_BONUS * is_sentence
        # Of equal passages the first stands: articles say the most important thing first.
        if best is None or value > best[0] or (value == best[0] and first < best[1]):
            best = (value, first)
    if best is None:
        return None
    return best[0], _fill(best[1], starts, len(words.starts))


def _fill(first: int, starts: Sequence[int], count: int) -> int:
    """Return an earlier sentence to begin with, where a passage at the end has room for it."""
    if count - first >= _SHORTEST:
        return first
    earlier = bisect_left(starts, count - _LONGEST)
    return min(first, starts[earlier]) if earlier < len(starts) else first


def _sentence_starts(text: str, words: Words) -> list[int]:
    """Return the numbers of the words that begin a sentence or paragraph; 0 is one always."""
    starts = {0}
    for end in _SENTENCE_END.finditer(text, words.starts[0], words.ends[-1]):
        starts.add(bisect_left(words.starts, end.end()))
    starts.discard(len(words.starts))
    return sorted(starts)


def _value(matches: Sequence[WrittenWord], rarity: Sequence[float]) -> float:
    """Return how well the matches of a passage answer: what they are, and how close."""
    worth: dict[int, float] = {}
    repeats = 0.0
    for word in matches:
        for clause in word.exact | word.stem:
            value = rarity[clause] * (1.0 if clause in word.exact else _STEM_SHARE)
            if clause in worth:
                repeats += _REPEAT_SHARE * value
            worth[clause] = max(worth.get(clause, 0.0), value)
    total = sum(worth.values())
    if len(worth) > 1:
        total *= 1 + _CLOSENESS * (len(worth) - 1) / max(_span(matches, len(worth)), 1)
    return total + repeats


def _span(matches: Sequence[WrittenWord], distinct: int) -> int:
    """Return how many words apart the ends of the closest group with every clause stand."""
    latest: dict[int, int] = {}
    span = matches[-1].number - matches[0].number
    for word in matches:
        for clause in word.exact | word.stem:
            latest[clause] = word.number
        if len(latest) == distinct:
            span = min(span, word.number - min(latest.values()))
    return span


def _show(text: str, words: Words, first: int) -> tuple[Slice, ...]:
    """Cut the passage that begins with a word out of its text."""
    begin = _opening_marks(text, words, first)
    last = _last_word(text, words, first)
    while last > first and words.ends[last] - begin > _MOST_CHARS:
        last -= 1
    # A single word that is too long is cut, and then not marked.
    end = min(words.ends[last], begin + _MOST_CHARS)
    end = _closing_marks(text, end)
    shown = (word for word in words.marked if first <= word.number <= last)
    slices = cut(text, begin, end, shown)
    before = (Slice(_ELLIPSIS + " ", False),) if text[:begin].strip() else ()
    after = (Slice(" " + _ELLIPSIS, False),) if text[end:].strip() else ()
    return before + slices + after


def _opening_marks(text: str, words: Words, first: int) -> int:
    """Return where a passage begins: at its first word, or the opening mark before it."""
    start = words.starts[first]
    floor = max(words.ends[first - 1] if first else 0, start - _MOST_MARKS)
    while start > floor and not text[start - 1].isspace() and text[start - 1] not in ".،,:؛":
        start -= 1
    return start


def _closing_marks(text: str, end: int) -> int:
    """Return where a passage ends: behind the marks that close its last word."""
    limit = min(len(text), end + _MOST_MARKS)
    stop = end
    while stop < limit and not text[stop].isspace() and not text[stop].isalnum():
        stop += 1
    return stop


def _last_word(text: str, words: Words, first: int) -> int:
    """Return the number of a passage's last word: a sentence's end where one is near."""
    count = len(words.starts)
    longest = min(first + _LONGEST, count) - 1
    if longest + 1 == count:
        return longest
    for last in range(longest, first + _SHORTEST - 2, -1):
        if _SENTENCE_END.match(text, words.ends[last]):
            return last
    return first + (_SHORTEST + _LONGEST) // 2 - 1

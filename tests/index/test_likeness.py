"""Fingerprints: copies with edits meet, strangers do not."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import default_analyzer
from index.columnar.words import WordTable
from index.likeness import FEWEST_EQUAL, NO_LIKENESS, are_alike, likeness

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def _text(seed: int, words: int = 200) -> list[str]:
    chosen = random.Random(seed)
    return ["".join(chosen.choices(_LETTERS, k=chosen.randint(3, 7))) for _ in range(words)]


def _alike(one: str, other: str) -> bool:
    return bool(are_alike(likeness(one), np.array([likeness(other)]))[0])


def _changed(words: list[str], every: int) -> list[str]:
    return ["جديد" if at % every == every // 2 else word for at, word in enumerate(words)]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (lambda w: ["القاهرة", "وكالات:", *w], "another dateline"),
        (lambda w: w[:80] + w[110:], "a paragraph dropped"),
        (lambda w: w[:170], "cut at the end"),
        (lambda w: _changed(w, 40), "words changed"),
        (lambda w: [f"{word}،" if at % 9 == 0 else word for at, word in enumerate(w)], "commas"),
        (lambda w: [word.replace("ا", "أ") for word in w], "hamzas"),
        (lambda w: ["\u064e".join(word) for word in w], "vowel signs"),
    ],
)
def test_edited_copies_meet(seed: int, edit: object, what: str) -> None:
    assert callable(edit)
    words = _text(seed)
    assert _alike(" ".join(words), " ".join(edit(words))), what


def test_strangers_do_not_meet() -> None:
    found = np.array([likeness(" ".join(_text(seed))) for seed in range(300)])
    assert sum(int(are_alike(one, found).sum()) for one in found) == len(found)


def test_articles_with_one_background_paragraph_do_not_meet() -> None:
    shared = _text(1, 60)
    for seed in range(2, 40):
        one, other = _text(seed), _text(seed + 100)
        assert not _alike(" ".join(one + shared), " ".join(other + shared))


@pytest.mark.parametrize("text", ["", "خبر عاجل", " ".join(["كلمة"] * 25), "... ، ؟ " * 50])
def test_what_is_too_short_to_tell_is_like_nothing(text: str) -> None:
    assert likeness(text) == NO_LIKENESS
    assert not _alike(text, text)


def test_the_same_on_every_machine() -> None:
    assert likeness(" ".join(f"كلمة{n}" for n in range(100))) == 5770288522207696984


@given(st.text(max_size=400))
def test_any_text_has_a_fingerprint_of_64_bits(text: str) -> None:
    assert -(2**63) <= likeness(text) < 2**63


@given(st.lists(st.text("ابتثجح ﷺهٰذا،َ", max_size=150), min_size=3, max_size=9))
def test_the_writer_makes_the_same_of_many_at_once(texts: list[str]) -> None:
    table = WordTable(default_analyzer())
    words, counts = table.words(texts)
    assert table.likenesses(words, counts).tolist() == [likeness(text) for text in texts]


@given(st.lists(st.integers(0, 15), min_size=32, max_size=32))
def test_digits_are_counted_one_by_one(digits: list[int]) -> None:
    one, other = digits[:16], digits[16:]
    numbers = [
        int(np.uint64(sum(d << (4 * at) for at, d in enumerate(some))).view(np.int64))
        for some in (one, other)
    ]
    equal = sum(a == b for a, b in zip(one, other, strict=True))
    expected = equal >= FEWEST_EQUAL and NO_LIKENESS not in numbers
    assert bool(are_alike(numbers[0], np.array([numbers[1]]))[0]) is expected

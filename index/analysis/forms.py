"""Forms: the words that something written as one can be read as, before rules stem them."""

from __future__ import annotations

from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from index.analysis.compounds import compound_stems
from index.analysis.fold import compose_words, fold_hamza
from index.analysis.months import phrase_stems
from index.analysis.readings import readings
from index.analysis.tokens import split_phrase

__all__ = ["Form", "forms"]

_WORD_CHARS = 1024
"""Of a longer written word only the beginning is read."""

_WORD_TERMS = 16
"""A written word gives at most this many forms; ﷺ gives four."""


class Form(NamedTuple):
    """Hold one word of an item that was written as one.

    Args:
        start: Where it starts there, in characters.
        end: Where it ends.
        place: At which place it stands there, counted from 0; readings of one word share one.
        composed: The word without marks, its letters and digits made the same.
        exact: Its term in the exact view, however long.
        phrase_stem: Its stem where the phrase that it is part of decides; None elsewhere.
    """

    start: int
    end: int
    place: int
    composed: str
    exact: str
    phrase_stem: str | None


def forms(written: str) -> list[Form]:
    """Return the forms of an item of `split_words`, in order of their places.

    Args:
        written: A word, a phrase that counts as one, or a sign; it may give no form.
    """
    if " " in written or "\u00a0" in written:
        return _phrase_forms(written)
    # Readings of a word stand at one place, the words of a sign at one place after the other.
    words = dict.fromkeys(
        (place, word)
        for reading in readings(written[:_WORD_CHARS])
        for place, word in enumerate(compose_words(reading)[:_WORD_TERMS])
    )
    return [
        Form(0, len(written), place, word, fold_hamza(word), None)
        for place, word in sorted(words, key=itemgetter(0))
    ]


def _phrase_forms(written: str) -> list[Form]:
    parts = split_phrase(written)
    bounds = list(accumulate(map(len, parts)))
    found = [
        form._replace(start=start, end=end, place=place)
        for place, (word, start, end) in enumerate(
            zip(parts[1::2], bounds[::2], bounds[1::2], strict=False)
        )
        for form in forms(word)
    ]
    exact = [form.exact for form in found]
    stems = phrase_stems(exact) or compound_stems(exact)
    if stems is None:
        return found
    return [
        form._replace(phrase_stem=stem if stem != form.exact else None)
        for form, stem in zip(found, stems, strict=True)
    ]

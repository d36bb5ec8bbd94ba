"""Sayings: the pieces of the sentence that tells how a query was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from search.syntax.nodes import Field
from web.voice import Language

__all__ = ["SAYINGS", "Sayings"]


@dataclass(frozen=True, slots=True)
class Sayings:
    """Hold the pieces of a sentence about a query in one language; `{}` is what each is about.

    Args:
        opening: The whole sentence.
        besides: Joins what is asked besides.
        either: Joins things of which one is enough.
        both: Joins things that are wanted together.
        maybe: What is required, and what lifts a result.
        quote: A word, or the name of a section.
        phrase: A phrase.
        as_typed: A word in its form alone.
        gap: Words and how many others may stand between.
        prefix: A word that begins with some letters.
        pattern: A word of a pattern.
        fuzzy: A word near to one.
        in_name: A name, as of a section, with a word like that.
        has: Articles have it.
        lacks: Articles do not.
        in_field: They have it in a field.
        not_in_field: They do not.
        one_day: They are of a day.
        between: They are of some days.
        since: They are of a day or later.
        until: They are of a day or earlier.
        not_days: They are not of some days.
        any_of: One of several sentences holds.
        none_of: A sentence does not hold.
    """

    opening: str
    besides: str
    either: str
    both: str
    maybe: str
    quote: str
    phrase: str
    as_typed: str
    gap: str
    prefix: str
    pattern: str
    fuzzy: str
    in_name: str
    has: str
    lacks: str
    in_field: Mapping[Field, str]
    not_in_field: Mapping[Field, str]
    one_day: str
    between: str
    since: str
    until: str
    not_days: str
    any_of: str
    none_of: str


_ARABIC: Final = Sayings(
    opening="مقالات {}.",
    besides="، و",
    either=" أو ",
    both=" و",
    maybe="{}، وتُقدَّم منها التي {}",
    quote="«{}»",
    phrase="عبارة «{}»",
    as_typed="كلمة «{}» بصورتها",
    gap="كلمات «{}» بترتيبها وبين كل اثنتين {} من الكلمات على الأكثر",
    prefix="كلمة تبدأ بالحروف «{}»",
    pattern="كلمة على النمط «{}»",
    fuzzy="كلمة قريبة من «{}»",
    in_name="ما فيه {}",
    has="فيها {}",
    lacks="ليس فيها {}",
    in_field={
        Field.TITLE: "في عنوانها {}",
        Field.BODY: "في نصها {}",
        Field.SECTION: "قسمها {}",
        Field.SOURCE: "مصدرها {}",
        Field.TAG: "من وسومها {}",
    },
    not_in_field={
        Field.TITLE: "ليس في عنوانها {}",
        Field.BODY: "ليس في نصها {}",
        Field.SECTION: "ليس قسمها {}",
        Field.SOURCE: "ليس مصدرها {}",
        Field.TAG: "ليس من وسومها {}",
    },
    one_day="تاريخها {}",
    between="تاريخها من {} إلى {}",
    since="تاريخها {} أو بعده",
    until="تاريخها {} أو قبله",
    not_days="ليس {}",
    any_of="يصدق عليها واحد مما يأتي على الأقل: {}",
    none_of="لا يصدق عليها هذا: ({})",
)

_ENGLISH: Final = Sayings(
    opening="Articles {}.",
    besides=", and ",
    either=" or ",
    both=" and ",
    maybe="{}, first those {}",
    quote="“{}”",
    phrase="the phrase “{}”",
    as_typed="the word “{}” as typed",
    gap="the words “{}” in this order with at most {} others between two",
    prefix="a word that begins with “{}”",
    pattern="a word of the pattern “{}”",
    fuzzy="a word close to “{}”",
    in_name="that has {}",
    has="with {}",
    lacks="without {}",
    in_field={
        Field.TITLE: "with {} in the title",
        Field.BODY: "with {} in the text",
        Field.SECTION: "of the section {}",
        Field.SOURCE: "of the source {}",
        Field.TAG: "with the tag {}",
    },
    not_in_field={
        Field.TITLE: "without {} in the title",
        Field.BODY: "without {} in the text",
        Field.SECTION: "not of the section {}",
        Field.SOURCE: "not of the source {}",
        Field.TAG: "without the tag {}",
    },
    one_day="of {}",
    between="from {} to {}",
    since="of {} or later",
    until="of {} or earlier",
    not_days="not {}",
    any_of="for which at least one of these holds: {}",
    none_of="for which this does not hold: ({})",
)

SAYINGS: Final = {Language.ARABIC: _ARABIC, Language.ENGLISH: _ENGLISH}
"""The pieces for each language."""

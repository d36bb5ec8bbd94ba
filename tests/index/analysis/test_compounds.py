"""Compound names: (written as two words and as one; words that are no such name)."""

from __future__ import annotations

import pytest

from index.analysis import Analyzer
from index.analysis.compounds import COMPOUNDS
from tests.index.analysis.conftest import stem


@pytest.mark.parametrize(
    ("two", "one"),
    [
        ("عبد الله", "عبدالله"),
        ("عبد\u00a0الله", "عبدالله"),
        ("وعبد الله", "عبدالله"),
        ("لعبد العزيز", "وعبدالعزيز"),
        ("ولعبد الله", "ولعبدالله"),
        ("وبأبي ظبي", "وبأبوظبي"),
        ("عبد الرحمن", "عبدالرحمن"),
        ("عبد الرحمان", "عبدالرحمن"),
        ("عبد الرحمن", "عبدالرحمان"),
        ("عبد اللطيف", "لعبداللطيف"),
        ("عبد الفتاح", "عبدالفتاح"),
        ("عبد الاله", "عبدالإله"),
        ("عبد الرءوف", "عبدالرؤوف"),
        ("عبد الهادى", "عبدالهادي"),
        ("عبد ربه", "عبدربه"),
        ("عبد اللهيان", "عبداللهيان"),
        ("أبو ظبي", "أبوظبي"),
        ("ابو ظبى", "بأبوظبي"),
        ("بأبي ظبي", "أبوظبي"),
    ],
)
def test_a_name_is_one_as_two_words_and_as_one(analyzer: Analyzer, two: str, one: str) -> None:
    tokens = analyzer.tokens(two)
    assert [token.stem for token in tokens] == [stem(analyzer, one)] * 2
    assert [token.position for token in tokens] == [0, 1]
    # As typed, each is a word: "الله" and عبد are found there too.
    assert [token.exact for token in tokens] == [analyzer.tokens(w)[0].exact for w in two.split()]


@pytest.mark.parametrize(
    "text",
    ["عبد الناس", "العبد الله", "عبد، الله", "عبد\nالله", "أبو بكر", "عبد اللهم", "معبد الله"],
)
def test_other_words_stay_two(analyzer: Analyzer, text: str) -> None:
    first, second = (token.stem for token in analyzer.tokens(text))
    assert first != second


def test_every_name_written_as_one_word_has_its_stem_behind_clitics(analyzer: Analyzer) -> None:
    for name, wanted in COMPOUNDS.items():
        for clitic in ("", "و", "ل", "ب"):
            assert stem(analyzer, clitic + name) == wanted


def test_explain_names_the_step(analyzer: Analyzer) -> None:
    first, second = analyzer.explain("عبد الله")
    assert first.steps == (("compound name", "عبدالله"),)
    assert second.steps == (("compound name", "عبدالله"),)

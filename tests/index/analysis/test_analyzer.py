"""The analyzer as a whole: its fingerprint, its lexicon, its function words."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

import index.analysis
from index.analysis import (
    Analyzer,
    View,
    default_analyzer,
    is_question_word,
    is_stop_word,
)
from index.analysis.analyzer import fingerprint_of
from index.analysis.build_lexicon import pack
from index.analysis.fold import fold
from index.analysis.lexicon import HAMZA_FIRST, OWN_FIRST, Lexicon
from index.analysis.tokens import split_words

FOLDER = Path(index.analysis.__file__).parent


def test_one_analyzer_a_process(analyzer: Analyzer) -> None:
    assert default_analyzer() is analyzer
    assert analyzer.fingerprint == fingerprint_of(FOLDER)


@pytest.mark.parametrize(
    "name",
    [
        "fold.py",
        "protected.py",
        "data/lexicon.txt.gz",
        "data/broken_plurals.tsv",
        "data/names.tsv",
    ],
)
def test_fingerprint_follows_rules_and_data(name: str, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(FOLDER, tmp_path / "analysis"))
    assert fingerprint_of(copy) == fingerprint_of(FOLDER)
    with (copy / name).open("ab") as file:
        file.write(b"#")
    assert fingerprint_of(copy) != fingerprint_of(FOLDER)


def test_views_are_named_for_fields() -> None:
    assert [view.value for view in View][:2] == ["exact", "stem"]


def test_tokens_are_plain_values(analyzer: Analyzer) -> None:
    tokens = analyzer.tokens("في لجنة")
    assert pickle.loads(pickle.dumps(tokens)) == tokens
    assert tokens[1]._asdict() == {
        "start": 3,
        "end": 7,
        "position": 1,
        "exact": "لجنه",
        "stem": "لجنه",
    }


@pytest.mark.parametrize(
    "word",
    [
        "في",
        "من",
        "على",
        "إلى",
        "عن",
        "ما",
        "وفي",
        "ومن",
        "هذا",
        "هاذا",
        "التي",
        "التى",
        "اللتى",
        "كان",
        "الذي",
        "the",
        "of",
    ],
)
def test_stop_words(word: str) -> None:
    assert is_stop_word(*fold(word))


@pytest.mark.parametrize(
    "word", ["علي", "وزير", "فلسطين", "حرب", "كتاب", "عام", "اليوم", "لجنة", "دولة", "2024"]
)
def test_words_that_are_searched_for(word: str) -> None:
    assert not is_stop_word(*fold(word))
    assert not is_question_word(*fold(word))


QUESTIONS = "كم أين متى كيف لماذا ماذا بماذا هل لمن ما من ماهو ماهي ماهى منهو أي لأي وما what who"


@pytest.mark.parametrize("word", QUESTIONS.split())
def test_question_words(word: str) -> None:
    assert is_question_word(*fold(word))


def test_stop_words_keep_their_places(analyzer: Analyzer) -> None:
    tokens = analyzer.tokens("حرب على غزة")
    assert [token.exact for token in tokens] == ["حرب", "على", "غزه"]
    assert [trace.stop for trace in analyzer.explain("حرب على غزة")] == [False, True, False]


def test_lexicon_holds_folded_words() -> None:
    lexicon = Lexicon.load()
    assert lexicon.level("وزير") > lexicon.level("زير") > 0
    assert lexicon.level("مدرسه") > 0 == lexicon.level("مدرسة")
    assert lexicon.usual("مملكه") == lexicon.level("المملكه")
    assert lexicon.flagged(HAMZA_FIRST)("المانيا")
    assert not lexicon.flagged(HAMZA_FIRST)("الوزير")
    assert not lexicon.flagged(HAMZA_FIRST)("نساء")
    assert lexicon.flagged(OWN_FIRST)("باراك")
    assert not lexicon.flagged(OWN_FIRST)("بسبب")
    assert lexicon.flagged("ى")("مستشفي")


def test_lexicon_reads_what_is_packed(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.txt.gz"
    levels = {"اسد": 50, "قط": 7, "كلب": 7, "الفيل": 9, "القط": 8}
    path.write_bytes(pack(levels, dict.fromkeys(levels, "-") | {"اسد": "ء+"}))
    lexicon = Lexicon.load(path)
    assert [lexicon.level(word) for word in (*levels, "فيل", "نمر")] == [50, 7, 7, 9, 8, 0, 0]
    assert [lexicon.usual(word) for word in ("اسد", "قط", "كلب", "فيل", "نمر")] == [50, 8, 7, 9, 0]
    assert lexicon.flagged(HAMZA_FIRST)("اسد")
    assert lexicon.flagged(OWN_FIRST)("اسد")
    assert not lexicon.flagged(OWN_FIRST)("قط")


def test_tables_of_the_indexer_agree_with_tokens(analyzer: Analyzer) -> None:
    text = "قال النبي ﷺ في ١٥ كانون الثاني: مدارسهم"
    found = analyzer.terms(split_words(text)[1::2])
    assert list(zip(found.exact, found.stems, strict=True)) == [
        (token.exact, token.stem) for token in analyzer.tokens(text)
    ]
    assert analyzer.terms([]) == ([], [], [], [])

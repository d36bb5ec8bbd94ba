"""Query and index agree: a word of an article finds it in every spelling that the tables allow.

The spellings are made from the tables of the analysis, so a new row is tested as it stands.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import pytest

from index.analysis import default_analyzer
from index.analysis.letters import (
    COMBINING_HAMZA,
    DAGGER_ALEF,
    DIGITS,
    DROPPED,
    HAMZA,
    KEEPS_ALEF_MAQSURA,
    LETTERS,
    Row,
)
from index.analysis.months import GREGORIAN, HIJRI
from index.analysis.names import NAMES_FILE
from index.analysis.numbers import NUMBERS
from index.analysis.plurals import PLURALS_FILE
from index.analysis.protected import STEMS
from index.build import build
from index.store import Store
from search.request import Request
from search.service import Service

_FIRST_FORM, _LAST_FORM = 0xFB50, 0xFEFC
_INNER_ALEF_AFTER = frozenset("بتثجحخدذرزسشصضطظعغفقكلمنه")


def finds(service: Service, query: str, article: str) -> bool:
    found = service.search(Request(query, limit=50))
    return article in {hit.id for hit in found.hits}


@pytest.fixture(scope="module")
def words(articles: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    """Each distinct written word of the articles, with one that has it."""
    found: dict[str, str] = {}
    for id_, article in articles.items():
        for part in ("title", "body"):
            text = article.get(part, "")
            for token in default_analyzer().tokens(text):
                found.setdefault(text[token.start : token.end], id_)
    return sorted(found.items())


def test_words_as_they_stand(service: Service, words: list[tuple[str, str]]) -> None:
    assert len(words) > 150
    missed = [word for word, article in words if not finds(service, word, article)]
    assert not missed


def _replaced(word: str, old: str, new: str) -> str | None:
    return word.replace(old, new, 1) if old in word else None


def _inserted(word: str, sign: str) -> str | None:
    if sign in COMBINING_HAMZA or len(word) < 2 or not word.isalpha():
        return None
    if sign == DAGGER_ALEF:
        # It stands for a long a; elsewhere it would make another word.
        at = word.find("ا", 1)
        inner = 0 < at < len(word) - 1 and word[at - 1] in _INNER_ALEF_AFTER
        return word[:at] + sign + word[at + 1 :] if inner and word[at + 1] != "ا" else None
    return word[:1] + sign + word[1:]


def _of_row(row: Row, char: str, word: str) -> str | None:
    """Return a word written with a character of a row of `LETTERS` or `DIGITS`."""
    target = row.target[row.characters.index(char)] if len(row.target) > 1 else row.target
    return _replaced(word, target, char)


def _hamza(row: Row, char: str, word: str) -> Iterator[str]:
    for old, new in ((char, row.target), (row.target, char)):
        changed = _replaced(word, old, new)
        # ة and ى stand only at the end, and a particle with ى is no name with ي.
        spelled = f"{word} {changed}".replace("إ", "ا").split()
        kept = KEEPS_ALEF_MAQSURA.intersection((*spelled, *(form[1:] for form in spelled)))
        if changed and not kept and (char not in "ةى" or changed[-1] == new):
            yield changed


def _variants(words: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield reason, spelling and article; every character of every row once, hamzas in all words.

    The words take turns, so that each row is tried on another.
    """
    turn = cycle(words)

    def once(reason: str, change: Callable[[str], str | None]) -> Iterator[tuple[str, str, str]]:
        for word, article in islice(turn, len(words)):
            if changed := change(word):
                yield reason, changed, article
                return

    for row in DROPPED:
        for char in row.characters:
            yield from once(row.reason, partial(_inserted, sign=char))
    for row in (*LETTERS, *DIGITS):
        for char in row.characters:
            yield from once(row.reason, partial(_of_row, row, char))
    for code in range(_FIRST_FORM, _LAST_FORM + 1):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and plain.isalpha():
            yield from once("presentation form", partial(_replaced, old=plain, new=chr(code)))
    for word, article in words:
        for row in HAMZA:
            for char in row.characters:
                for spelling in _hamza(row, char, word):
                    yield row.reason, spelling, article
        if (spelling := unicodedata.normalize("NFD", word)) != word:
            yield "decomposed", spelling, article


def test_words_in_other_spellings(service: Service, words: list[tuple[str, str]]) -> None:
    variants = list(_variants(words))
    rows = {row.reason for row in (*DROPPED, *LETTERS, *DIGITS, *HAMZA)}
    tried = {reason for reason, *_ in variants}
    assert {"presentation form", "decomposed"} < tried
    # Honorific and Quranic signs are dropped like vowels; no row may go untried.
    assert rows <= tried, rows - tried
    missed = [variant for variant in variants if not finds(service, *variant[1:])]
    assert not missed


def _table(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _groups() -> Iterator[list[str]]:
    """Yield the words of each row of the tables, the one that an article has first."""
    yield from _table(NAMES_FILE)
    for plural, singular, *_ in _table(PLURALS_FILE):
        # وهم alone is "and they".
        yield [plural, f"ال{singular}" if singular in STEMS else singular]
    for month in (*GREGORIAN, *HIJRI):
        yield [name.replace("_", " ") for name in month.names.split()]
    yield from ([digits, word] for word, digits in NUMBERS.items())
    by_stem: dict[str, list[str]] = {}
    for form, stem in STEMS.items():
        by_stem.setdefault(stem, []).append(form)
    yield from by_stem.values()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """An article a row of a table: of its first word alone."""
    folder = tmp_path_factory.mktemp("agreement")
    rows = [
        {"id": str(number), "title": "", "body": group[0]} for number, group in enumerate(_groups())
    ]
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    store = Store(folder / "index")
    assert build([path], store).articles == len(rows)
    return Service(store)


def test_rows_of_the_tables(archive: Service) -> None:
    missed = [
        (group[0], form)
        for number, group in enumerate(_groups())
        for form in group[1:]
        if not finds(archive, form, str(number))
    ]
    assert not missed


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("الكتاب", True),
        ("الكتب", True),
        ("الكِتٰب", True),
        ("«ذلك الكتاب لا ريب»", True),
        ("«ذلك الكتب لا ريب»", True),
        ("«ذٰلك الكِتٰب لا ريب فيه»", True),
        ("«السماوات والأرض»", True),
        ("«السموات والأرض»", True),
        ("«الكتاب الكتب»", False),
        ("«ذلك لا ريب»", False),
    ],
)
def test_readings_of_a_word_stand_at_one_place(
    vowelled: Service, query: str, *, found: bool
) -> None:
    assert finds(vowelled, query, "verse") is found


def test_marks_cover_a_word_with_several_readings(vowelled: Service) -> None:
    (hit,) = vowelled.search(Request("«ذلك الكتاب»")).hits
    assert [part.text for part in hit.snippet if part.marked] == ["ذٰلِكَ", "الكِتٰب"]


@pytest.fixture(scope="module")
def vowelled(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("vowelled")
    row = {"id": "verse", "title": "", "body": "ذٰلِكَ الكِتٰب لا ريبَ فيه، وله السَّمٰوٰت والأرض."}
    path = folder / "rows.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    store = Store(folder / "index")
    assert build([path], store).articles == 1
    return Service(store)

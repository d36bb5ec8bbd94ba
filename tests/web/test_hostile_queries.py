"""Queries that cost as much as they can: answered or refused, soon, and never a 500."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from flask.testing import FlaskClient

from index.build import build
from index.store import Store
from search.service import Service
from web.app import create_app

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
ARTICLES = 1_500
WORDS_AN_ARTICLE = 120
VOCABULARY = 20_000


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A page over as many words as a year of a newspaper has, frequent and rare ones."""
    chance = random.Random(2024)
    words = ["".join(chance.choices(LETTERS, k=chance.randint(3, 7))) for _ in range(VOCABULARY)]
    weights = [1 / (rank + 10) for rank in range(VOCABULARY)]
    folder: Path = tmp_path_factory.mktemp("hostile")
    with (folder / "a.jsonl").open("w", encoding="utf-8") as out:
        for number in range(ARTICLES):
            text = [*chance.choices(words, weights, k=WORDS_AN_ARTICLE), "ا" + "ب" * 60]
            row = {"id": str(number), "title": " ".join(text[:5]), "body": " ".join(text)}
            out.write(json.dumps(row) + "\n")
    build([folder / "a.jsonl"], store := Store(folder / "index"))
    client = create_app(Service(store)).test_client()
    assert client.get("/search", query_string={"q": words[0]}).status_code == 200
    return client


WORDS = [LETTERS[place : place + 4] for place in range(len(LETTERS) - 3)]


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("(" * 1_000 + ")" * 1_000, "max_query_chars"),
        ("(" * 256 + ")" * 256, None),
        ("(" * 500 + "كلمة", None),
        ("(" * 200 + "كلمة أو غيرها" + ")" * 200, "max_depth"),
        ("(-" * 100 + "كلمة" + ")" * 100, "max_depth"),
        ("*", None),
        ("*" * 512, None),
        (" ".join(["*ا*"] * 30), "min_pattern_letters"),
        (" OR ".join(f"{letter}*" for letter in LETTERS), "min_pattern_letters"),
        (" ".join(["?*"] * 100), None),
        (" ".join(f"-{word}" for word in (WORDS * 5)[:80]), "max_clauses"),
        ("title:" * 80, None),
        ("OR " * 170, None),
        ("date:" + "1" * 500, None),
        ("-" * 512, None),
        ('"' * 512, None),
        ("~" * 512, None),
        ("= " * 256, None),
    ],
)
def test_what_can_be_told_from_the_text_is_refused_at_once(
    client: FlaskClient, query: str, refused: str | None
) -> None:
    best = 1.0
    for _ in range(3):
        before = process_time()
        response = client.get("/api/search", query_string={"q": query})
        best = min(best, process_time() - before)
    assert response.status_code == (400 if refused else 200)
    assert not refused or response.json["error"]["code"] == refused
    assert best < 0.05


@pytest.mark.parametrize(
    "query",
    [
        " OR ".join(f"{word}~2" for word in (WORDS * 2)[:32]),
        " ".join(f"{word}~" for word in (WORDS * 2)[:32]),
        " OR ".join(f"*{a}{b}*" for a, b in pairwise(LETTERS)),
        " ".join(f"-*{a}{b}*" for a, b in pairwise(LETTERS)),
        " OR ".join(f"{a}{b}*" for a, b in pairwise(LETTERS)),
        "?".join(LETTERS) + "*" + "?".join(LETTERS) + "ا",
        "ا" + "*ب" * 30 + "*ا",
        "ا" + "*ب?" * 20 + "*ا",
        " ".join(f'"{a} {b}"~99' for a, b in pairwise(WORDS))[:511],
    ],
)
def test_what_the_index_has_to_tell_takes_its_time_and_no_longer(
    client: FlaskClient, query: str
) -> None:
    before = process_time()
    response = client.get("/search", query_string={"q": query})
    assert response.status_code in (200, 400)
    # A second of work, and what showing the results takes.
    assert process_time() - before < 2

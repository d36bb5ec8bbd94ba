"""Every answer of the engine is compared with one computed from the texts alone."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from whoosh import query
from whoosh.searching import Searcher

from index.analysis import default_analyzer
from index.build import build
from index.errors import QueryRefused
from index.store import Store
from search.execute import Budget, Found, execute
from search.limits import Limits
from search.parser import parse
from search.request import Request, Sort

WORDS = ["قمر", "شمس", "نهر", "بحر", "جبل", "ثلج", "مطر", "غيم"]
SECTIONS = ["فلك", "طقس", ""]
SOURCES = ["أطلس", ""]
LIMITS = Limits(max_seconds=60)

Rows = dict[str, dict[str, str]]


def make(chance: random.Random, number: int) -> dict[str, str]:
    row = {
        "id": f"a{number:03}",
        "title": " ".join(chance.choices(WORDS, k=chance.randint(1, 3))),
        "lead": " ".join(chance.choices(WORDS, k=chance.choice([0, 0, 4]))),
        "body": " ".join(chance.choices(WORDS, k=chance.randint(1, 12))),
        "section": chance.choice(SECTIONS),
        "source": chance.choice(SOURCES),
    }
    if chance.random() < 0.8:
        day = datetime(chance.randint(2019, 2022), 1, chance.randint(1, 28), tzinfo=UTC)
        row["date"] = day.isoformat()
    return row


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Rows]:
    """Several segments with deleted articles in them, as incremental indexing leaves."""
    chance = random.Random(1)
    root = tmp_path_factory.mktemp("execute")
    source, store = root / "in", Store(root / "index")
    source.mkdir()
    rows: Rows = {}
    for file in range(4):
        made = [make(chance, 50 * file + n) for n in range(50)]
        write(source / f"{file}.jsonl", made)
        rows |= {row["id"]: row for row in made}
        build([source], store)
    changed = [make(chance, n) for n in range(30)]
    write(source / "0.jsonl", changed)
    build([source], store)
    rows = {id_: row for id_, row in rows.items() if id_ >= "a050"}
    return store, rows | {row["id"]: row for row in changed}


def write(path: Path, rows: list[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def run(searcher: Searcher, text: str, *, any_word: bool = False, **asked: object) -> Found:
    parsed = parse(text, default_analyzer(), LIMITS)
    tree = parsed.any_word() if any_word else parsed.all_words()
    return execute(tree, searcher, Request(text, **asked), Budget(LIMITS))  # type: ignore[arg-type]


def ids(searcher: Searcher, found: Found) -> list[str]:
    stored = (searcher.stored_fields(ranked.number)["article"] for ranked in found.page)
    return [json.loads(article)["id"] for article in stored]


def holds(row: dict[str, str], words: list[str]) -> bool:
    """Whether the words stand side by side in one field."""
    asked = f" {' '.join(words)} "
    return any(asked in f" {row[field]} " for field in ("title", "lead", "body"))


@pytest.mark.parametrize("seed", range(8))
def test_answers_are_those_of_the_texts(corpus: tuple[Store, Rows], seed: int) -> None:
    store, rows = corpus
    chance = random.Random(seed)
    snapshot = store.open()
    with snapshot.searcher() as searcher:
        for _ in range(12):
            clauses = [
                chance.choices(WORDS, k=chance.choice([1, 1, 2, 3]))
                for _ in range(chance.randint(1, 3))
            ]
            text = " ".join(f'"{" ".join(words)}"' for words in clauses)
            any_word = chance.random() < 0.5
            combine = any if any_word else all
            wanted = {
                id_ for id_, row in rows.items() if combine(holds(row, words) for words in clauses)
            }
            found = run(searcher, text, any_word=any_word, limit=len(rows))
            assert set(ids(searcher, found)) == wanted, text
            assert found.total == found.matched == len(found.page) == len(wanted)
            scores = [ranked.score for ranked in found.page]
            assert scores == sorted(scores, reverse=True)
    snapshot.close()


def key(row: dict[str, str]) -> str:
    return row.get("date", "")[:10]


@pytest.mark.parametrize(
    ("asked", "keep"),
    [
        ({"section": "فلك"}, lambda row: row["section"] == "فلك"),
        ({"source": "أطلس"}, lambda row: row["source"] == "أطلس"),
        ({"date_from": date(2020, 1, 15)}, lambda row: key(row) >= "2020-01-15"),
        ({"date_to": date(2020, 1, 15)}, lambda row: "" < key(row) <= "2020-01-15"),
        (
            {"date_from": date(2021, 1, 3), "date_to": date(2021, 1, 3)},
            lambda row: key(row) == "2021-01-03",
        ),
        ({"date_from": date(2022, 1, 1), "date_to": date(2020, 1, 1)}, lambda row: False),
        ({"date_from": date.min, "date_to": date.max}, lambda row: key(row) > ""),
        ({"section": "لا قسم بهذا الاسم"}, lambda row: False),
    ],
)
def test_filters(corpus: tuple[Store, Rows], asked: dict[str, object], keep: object) -> None:
    store, rows = corpus
    matching = {id_: row for id_, row in rows.items() if holds(row, ["قمر"])}
    wanted = {id_ for id_, row in matching.items() if keep(row)}  # type: ignore[operator]
    snapshot = store.open()
    with snapshot.searcher() as searcher:
        found = run(searcher, "قمر", limit=len(rows), **asked)  # type: ignore[arg-type]
        assert set(ids(searcher, found)) == wanted
        assert (found.matched, found.total) == (len(matching), len(wanted))
    snapshot.close()


def test_a_facet_counts_what_the_other_filters_keep(corpus: tuple[Store, Rows]) -> None:
    store, rows = corpus
    matching = [row for row in rows.values() if holds(row, ["قمر"])]
    snapshot = store.open()
    with snapshot.searcher() as searcher:
        facets = run(searcher, "قمر", section="فلك").facets
    snapshot.close()
    chosen = [row for row in matching if row["section"] == "فلك"]
    assert dict(facets["section"]) == Counter(r["section"] for r in matching if r["section"])
    assert dict(facets["source"]) == Counter(r["source"] for r in chosen if r["source"])
    assert dict(facets["year"]) == Counter(key(r)[:4] for r in chosen if key(r))
    for values in facets.values():
        assert [v[1] for v in values] == sorted((v[1] for v in values), reverse=True)


@pytest.mark.parametrize("sort", Sort)
def test_pages_join_to_the_whole_order(corpus: tuple[Store, Rows], sort: Sort) -> None:
    store, rows = corpus
    snapshot = store.open()
    with snapshot.searcher() as searcher:
        whole = ids(searcher, run(searcher, "قمر شمس", any_word=True, sort=sort, limit=500))
        pages: list[str] = []
        while page := run(
            searcher, "قمر شمس", any_word=True, sort=sort, limit=7, offset=len(pages)
        ).page:
            pages += ids(searcher, Found(0, 0, page, dict))
    snapshot.close()
    assert pages == whole
    if sort is Sort.NEWEST:
        dated = [id_ for id_ in whole if key(rows[id_])]
        assert whole == sorted(dated, key=lambda i: (-int(key(rows[i]).replace("-", "")), i)) + (
            sorted(set(whole) - set(dated))
        )
    if sort is Sort.OLDEST:
        assert whole == sorted(whole, key=lambda i: (key(rows[i]) or "9", i))


def test_past_the_time(corpus: tuple[Store, Rows]) -> None:
    store, _ = corpus
    snapshot = store.open()
    limits = Limits(max_seconds=0.0)
    tree = parse("قمر", default_analyzer(), limits).all_words()
    with snapshot.searcher() as searcher:
        everything = Request("قمر", limit=10_000)
        whole = execute(tree, searcher, everything, Budget(LIMITS))
        found = execute(tree, searcher, everything, Budget(limits))
    snapshot.close()
    assert found.partial
    assert not whole.partial
    assert found.total <= whole.total
    assert {ranked.number for ranked in found.page} <= {ranked.number for ranked in whole.page}


def test_a_pattern_stands_for_so_many_words(corpus: tuple[Store, Rows]) -> None:
    store, _ = corpus
    snapshot = store.open()
    tree = query.Prefix("body_exact", "")
    with snapshot.searcher() as searcher:
        assert execute(tree, searcher, Request(""), Budget(LIMITS)).total
        with pytest.raises(QueryRefused) as caught:
            execute(tree, searcher, Request(""), Budget(Limits(max_expansions=2)))
    snapshot.close()
    assert caught.value.limit == "max_expansions"

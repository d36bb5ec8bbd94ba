"""Tags, years and months, over several segments with deleted articles."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.build import build
from index.store import Store
from search import facetcodes
from search.request import Request
from search.service import Service

TAGS = [f"وسم {number}" for number in range(30)]
Row = dict[str, object]


def make(chance: random.Random, number: int) -> Row:
    day = date(chance.randint(2019, 2021), chance.randint(1, 12), chance.randint(1, 28))
    # A tag given twice counts once.
    tags = chance.choices(TAGS, k=chance.randint(0, 4))
    section = chance.choice(["فلك", "طقس", "ثلج" if day.year == 2019 else "طقس"])
    return {
        "id": f"a{number}",
        "title": "قمر",
        "text": "قمر ونهر",
        "tags": tags,
        "section": section,
        "date": day.isoformat(),
    }


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, list[Row]]]:
    chance = random.Random(7)
    root = tmp_path_factory.mktemp("facets")
    source, store = root / "in", Store(root / "index")
    source.mkdir()
    rows: dict[Path, list[Row]] = {}
    for file in (0, 1, 0):
        path = source / f"{file}.jsonl"
        rows[path] = [make(chance, 100 * file + n) for n in range(60 - 20 * file)]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows[path]), "utf-8")
        build([source], store)
    service = Service(store)
    yield service, [row for made in rows.values() for row in made]
    service.close()


def tagged(rows: list[Row]) -> Counter[str]:
    return Counter(tag for row in rows for tag in set(map(str, row["tags"])))  # type: ignore[call-overload]


def test_tags_are_counted_and_filter(held: tuple[Service, list[Row]]) -> None:
    service, rows = held
    facets = service.search(Request("قمر")).facets
    assert dict(facets["tag"]) == tagged(rows)
    assert [v[1] for v in facets["tag"]] == sorted((v[1] for v in facets["tag"]), reverse=True)
    for tag in (TAGS[0], TAGS[7]):
        found = service.search(Request("قمر", limit=100, tag=tag))
        assert {hit.id for hit in found.hits} == {r["id"] for r in rows if tag in r["tags"]}  # type: ignore[operator]
        # Its own facet still says what the other tags hold.
        assert found.facets["tag"] == facets["tag"]
        assert sum(value[1] for value in found.facets["section"]) == found.total
    assert service.search(Request("قمر", tag="لا وسم بهذا الاسم")).total == 0


def test_only_the_most_frequent_of_many_values_are_counted(
    held: tuple[Service, list[Row]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.facets._CANDIDATES", 12)
    monkeypatch.setattr("search.facets._MOST_VALUES", 5)
    service, rows = held
    most = tagged(rows)
    found = service.search(Request("قمر")).facets["tag"]
    assert len(found) == 5
    assert all(count == most[value] for value, count in found)
    assert [count for _, count in found] == sorted(most.values(), reverse=True)[:5]


def test_months_are_those_of_the_year_asked_for(held: tuple[Service, list[Row]]) -> None:
    service, rows = held
    assert service.search(Request("قمر")).facets["month"] == ()
    year = service.search(
        Request("قمر", section="فلك", date_from=date(2020, 3, 1), date_to=date(2020, 3, 31))
    )
    kept = [str(row["date"]) for row in rows if row["section"] == "فلك"]
    months = Counter(day[:7] for day in kept if day.startswith("2020"))
    assert year.facets["month"] == tuple(sorted(months.items()))
    assert dict(year.facets["year"]) == Counter(day[:4] for day in kept)
    assert year.total == months["2020-03"]


def test_months_of_the_only_year_need_no_choice(held: tuple[Service, list[Row]]) -> None:
    service, _ = held
    found = service.search(Request("قمر", section="ثلج"))
    assert [value for value, _ in found.facets["year"]] == ["2019"]
    assert sum(count for _, count in found.facets["month"]) == found.total > 3


def test_combinations_are_counted_as_each_facet_is(
    held: tuple[Service, list[Row]], monkeypatch: pytest.MonkeyPatch
) -> None:
    service, rows = held
    each = service.search(Request("قمر")).facets
    # So few articles are counted a facet at a time otherwise.
    monkeypatch.setattr(facetcodes, "_FEW", 0)
    monkeypatch.setattr(facetcodes, "_MANY", 0)
    together = service.search(Request("قمر")).facets
    assert together == each
    sections = Counter(str(row["section"]) for row in rows)
    assert dict(together["section"]) == sections

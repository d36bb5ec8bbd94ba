"""An index brought in line step by step is the one that is made at once: same ids, same scores."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from index.build import build
from index.store import Store
from index.verify import verify
from search.request import Request
from search.service import Service
from tests.conftest import WriteArticles

WORDS = ["وزير", "وزارة", "الحكومة", "نفط", "أسعار", "القمة", "كتاب", "مدينة", "بحر", "جبل"]
QUERIES = ["وزير النفط", "الحكومة", "كتاب مدينة بحر", "أسعار القمة", '"وزير النفط"']
FOLDERS = ("", "2023", "2024", "2024/01")


def rows(chance: random.Random) -> list[dict[str, str]]:
    """Some articles; few ids for all files together, so that many are met more than once."""
    return [
        {
            "id": str(chance.randrange(12)),
            "title": " ".join(chance.choices(WORDS, k=3)),
            "body": " ".join(chance.choices(WORDS, k=chance.randrange(5, 60))),
        }
        for _ in range(chance.randrange(1, 6))
    ]


def change(archive: Path, chance: random.Random) -> None:
    """Add, change, move or remove a file, or write the same again."""
    files = sorted(archive.rglob("*.jsonl"))
    target = archive / chance.choice(FOLDERS) / f"{chance.randrange(6)}.jsonl"
    target.parent.mkdir(parents=True, exist_ok=True)
    match chance.choice(("write", "write", "write", "copy", "move", "remove", "touch")):
        case "copy" if files:
            target.write_bytes(chance.choice(files).read_bytes())
        case "move" if files:
            moved = chance.choice(files)
            moved.rename(target.with_name(moved.name) if chance.random() < 0.7 else target)
        case "remove" if files:
            chance.choice(files).unlink()
        case "touch" if files:
            chance.choice(files).touch()
        case _:
            text = "".join(json.dumps(row) + "\n" for row in rows(chance))
            target.write_text(text, "utf-8")


def contents(store: Store) -> dict[str, str]:
    snapshot = store.open()
    try:
        names = [id_ for source in store.sources().values() for id_ in source.ids]
        assert len(names) == len(set(names)) == snapshot.count
        found = {name: snapshot.article(name) for name in names}
        return {name: article.to_json() if article else "" for name, article in found.items()}
    finally:
        snapshot.close()


def answers(store: Store) -> list[list[tuple[str, float]]]:
    service = Service(store)
    try:
        return [
            [(hit.id, round(hit.score, 9)) for hit in service.search(Request(query)).hits]
            for query in QUERIES
        ]
    finally:
        service.close()


@pytest.mark.parametrize("seed", range(4))
def test_step_by_step_is_as_made_at_once(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    archive = tmp_path / "archive"
    archive.mkdir()
    store = Store(tmp_path / "index")
    for turn in range(8):
        for _ in range(chance.randrange(1, 4)):
            change(archive, chance)
        build([archive], store)
        whole = Store(tmp_path / f"whole{turn}")
        build([archive], whole)
        assert contents(store) == contents(whole), turn
        assert answers(store) == answers(whole), turn
    assert verify(store).findings == ()


def ids(store: Store) -> dict[str, str]:
    return {name: json.loads(text)["title"] for name, text in contents(store).items()}


def test_an_id_goes_to_the_next_file_that_has_it(
    store: Store, write_articles: WriteArticles
) -> None:
    one = write_articles([{"id": "x", "title": "الأول"}], "1.jsonl")
    write_articles([{"id": "x", "title": "الثاني"}, {"id": "y"}], "2.jsonl")
    write_articles([{"id": "x", "title": "الثالث"}], "3.jsonl")
    build([one.parent], store)
    assert ids(store)["x"] == "الأول"
    one.unlink()
    report = build([one.parent], store)
    assert (report.removed, report.articles_added, report.articles) == (1, 1, 2)
    assert ids(store)["x"] == "الثاني"
    write_articles([{"id": "z"}], "2.jsonl")
    build([one.parent], store)
    assert ids(store) == {"x": "الثالث", "z": "عنوان"}


def test_an_id_goes_to_a_new_file_that_comes_first(
    store: Store, write_articles: WriteArticles
) -> None:
    two = write_articles([{"id": "x", "title": "الثاني"}, {"id": "y"}], "2.jsonl")
    build([two.parent], store)
    write_articles([{"id": "x", "title": "الأول"}], "1.jsonl")
    report = build([two.parent], store)
    assert [(skip.path, "comes first" in skip.reason) for skip in report.skipped] == [(two, True)]
    assert ids(store) == {"x": "الأول", "y": "عنوان"}
    assert report.articles == 2


def test_a_file_that_changed_meanwhile_gives_nothing(
    store: Store, write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read as a changed file the next time, and not half now."""
    one = write_articles([{"id": "x"}], "1.jsonl")
    two = write_articles([{"id": "x", "title": "الثاني"}], "2.jsonl")
    build([one.parent], store)
    one.unlink()
    monkeypatch.setattr("index.intake.content_hash", lambda path: "0" * 32)
    assert build([one.parent], store).articles == 0
    monkeypatch.undo()
    two.write_text(two.read_text("utf-8") + "\n", "utf-8")
    assert build([one.parent], store).articles == 1

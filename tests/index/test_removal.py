from __future__ import annotations

import pytest

from index.build import build
from index.draft import Draft
from index.errors import IndexLocked, IndexMissing
from index.removal import remove
from index.store import Store
from index.verify import verify
from tests.conftest import WriteArticles


@pytest.fixture
def three(store: Store, write_articles: WriteArticles) -> Store:
    build([write_articles([{"id": name, "body": f"نص {name}"} for name in "123"])], store)
    build([write_articles([{"id": "4"}], "4.jsonl")], store)
    return store


def there(store: Store) -> str:
    snapshot = store.open()
    try:
        return "".join(name for name in "1234" if snapshot.article(name))
    finally:
        snapshot.close()


def test_single_articles_go(three: Store) -> None:
    assert three.open().article("2") is not None
    done = remove(["2", "4", "x", "2"], three)
    assert (done.removed, done.unknown) == (("2", "4"), ("x",))
    assert (done.articles, done.generation) == (2, 3)
    assert there(three) == "13"
    assert verify(three).is_sound
    snapshot = three.open()
    article = snapshot.article("3")
    assert article is not None
    assert article.body == "نص 3"
    assert snapshot.stats().articles == 2


def test_they_stay_away_until_their_file_changes(
    three: Store, write_articles: WriteArticles
) -> None:
    remove(["2"], three)
    path = write_articles([{"id": name, "body": f"نص {name}"} for name in "123"])
    assert build([path.parent], three).unchanged == 2
    assert there(three) == "134"
    write_articles([{"id": name, "body": f"جديد {name}"} for name in "123"])
    build([path.parent], three)
    assert there(three) == "1234"


def test_the_id_is_free_again(three: Store, write_articles: WriteArticles) -> None:
    remove(["4"], three)
    report = build([write_articles([{"id": "4"}], "5.jsonl")], three)
    assert report.skipped == []
    assert there(three) == "1234"


def test_the_other_articles_of_a_file_are_left_alone(
    three: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Draft, "add", lambda *_: pytest.fail("an article was put in again"))
    assert remove(["1", "3"], three).articles == 2
    assert there(three) == "24"


def test_unknown_ids_commit_nothing(three: Store) -> None:
    assert remove(["x"], three).generation == 2


def test_no_index_or_a_busy_one(three: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = tmp_path_factory.mktemp("none") / "index"
    with pytest.raises(IndexMissing):
        remove(["1"], Store(nowhere))
    assert not nowhere.exists()
    with three.lock(), pytest.raises(IndexLocked):
        remove(["1"], three)

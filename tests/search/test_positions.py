from __future__ import annotations

import pytest

from index.article import Article
from index.schema import FIELDS
from index.store import Store
from search.limits import Limits
from search.parser import parse
from search.positions import answering

QUERIES = ["نهر النيل", '"نهر النيل" القاهرة', "في", "=القمر", "لا يوجد هذا"]


@pytest.mark.parametrize("query", QUERIES)
def test_positions_are_those_of_the_tokens(store: Store, query: str) -> None:
    snapshot = store.open()
    parsed = parse(query, snapshot.analyzer, Limits())
    exact = {term for clause in parsed.searched for term in clause.terms}
    stems = {clause.words[0].stem for clause in parsed.searched if not clause.adjacent}
    with snapshot.searcher() as searcher:
        numbers = list(range(searcher.doc_count_all()))[::-1]
        found = answering(parsed, searcher, numbers, FIELDS)
        if parsed.expansions:
            assert found is None
            return
        assert found is not None
        assert found.keys() == set(numbers)
        for number in numbers:
            article = Article.from_json(searcher.stored_fields(number)["article"])
            for field, positions in zip(FIELDS, found[number], strict=True):
                tokens = snapshot.analyzer.tokens(getattr(article, field))
                assert positions == sorted(
                    {t.position for t in tokens if t.exact in exact or t.stem in stems}
                )
    snapshot.close()


def test_patterns_and_very_frequent_words_are_looked_for_in_the_texts(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = store.open()
    with snapshot.searcher() as searcher:

        def found(text: str) -> object:
            return answering(parse(text, snapshot.analyzer, Limits()), searcher, [0], FIELDS)

        assert found("استعم*") is None
        assert found("في") is not None
        monkeypatch.setattr("search.positions._MOST_POSTINGS", 1)
        assert found("في") is None
    snapshot.close()

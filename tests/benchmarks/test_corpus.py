from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import read_corpora, write_sample
from benchmarks.documents import documents
from index.analysis import View, default_analyzer
from index.article import Article
from index.readers import read


@pytest.fixture
def corpus(articles: list[Article], tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(f"{article.to_json()}\n" for article in articles[:30]), "utf-8")
    return path


def test_always_in_the_same_order_each_id_once(corpus: Path) -> None:
    once, twice = read_corpora([corpus]), read_corpora([corpus, corpus])
    assert once == twice
    assert len({article.id for article in once}) == 30


def test_no_articles_are_an_error(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    with pytest.raises(ValueError, match=r"empty\.jsonl"):
        read_corpora([empty])


@pytest.mark.parametrize(("size", "copies"), [(5, 0), (30, 0), (75, 45)])
def test_sample_is_as_large_as_asked(
    articles: list[Article], tmp_path: Path, size: int, copies: int
) -> None:
    path = tmp_path / "articles.jsonl"
    sample = write_sample(articles[:30], size, path)
    written = list(read(path))
    assert (sample.articles, sample.copies) == (size, copies)
    assert all(isinstance(article, Article) for article in written)
    assert len({article.id for article in written if isinstance(article, Article)}) == size
    assert [a.body for a in written if isinstance(a, Article)] == [
        articles[number % 30].body for number in range(size)
    ]


def test_documents_have_the_analyzer_s_own_terms(corpus: Path) -> None:
    analyzer = default_analyzer()
    for article, document in zip(read(corpus), documents(corpus, View), strict=True):
        assert isinstance(article, Article)
        tokens = analyzer.tokens(article.body)
        assert document.texts["body_stem"].split() == [token.stem for token in tokens]
        assert document.texts["body_exact"].split() == [token.exact for token in tokens]

"""Corpora of a given size, the same for every engine: a sample, or copies where more are asked."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import NamedTuple

from index.article import Article
from index.readers import read

__all__ = ["Sample", "read_corpora", "write_sample"]

SEED = 20240131


class Sample(NamedTuple):
    """Describe what was written.

    Args:
        articles: How many articles.
        copies: How many of them are copies with fresh ids.
        size: Bytes of title, lead and body in UTF-8.
    """

    articles: int
    copies: int
    size: int


def read_corpora(files: Sequence[Path]) -> list[Article]:
    """Return the articles of some files, each id once, shuffled in the same way every time.

    Args:
        files: Files that the readers take.

    Raises:
        ValueError: They hold no article.
    """
    found = {item.id: item for file in files for item in read(file) if isinstance(item, Article)}
    if not found:
        message = f"no articles in {', '.join(map(str, files))}"
        raise ValueError(message)
    articles = list(found.values())
    random.Random(SEED).shuffle(articles)
    return articles


def write_sample(articles: Sequence[Article], size: int, path: Path) -> Sample:
    """Write the first articles as JSONL; after the last one come copies with fresh ids.

    Args:
        articles: What `read_corpora` returned, so that a smaller sample is part of a larger.
        size: How many to write.
        path: Where to.
    """
    written = text = 0
    with path.open("w", encoding="utf-8") as file:
        for turn in count():
            for article in articles[: size - written]:
                text += len((article.title + article.lead + article.body).encode())
                copy = replace(article, id=f"{article.id}+{turn}") if turn else article
                file.write(copy.to_json() + "\n")
            written = min(size, (turn + 1) * len(articles))
            if written == size:
                return Sample(size, max(size - len(articles), 0), text)
    raise AssertionError  # `count` never ends.

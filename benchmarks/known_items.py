"""Make a judged set of two-word, headline-like queries out of a corpus with titles.

    python -m benchmarks.known_items CORPUS FOLDER [QUERIES]
    python -m benchmarks.relevance FOLDER

A query is two neighbouring content words of an article's title, the title is taken out of the
article, and the one relevant document is that article. So keyword queries are measured, and
nobody had to judge them. The same corpus gives the same set.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from benchmarks.baselines import light10
from index.article import Article
from index.readers import read

SEED = 20240131
QUERIES = 1_000
SHORTEST_BODY = 200
"""Characters; of a shorter article too little is left without its title."""

_WORD = re.compile(r"[^\W\d_]+")


def candidates(title: str) -> Iterator[tuple[str, str]]:
    """Yield the neighbouring words of a title that light10, too, takes for content words.

    Args:
        title: The title.
    """
    for one, two in pairwise(_WORD.finditer(title)):
        words = one.group(), two.group()
        neighbours = title[one.end() : two.start()] == " "
        if neighbours and all(len(word) > 2 and light10(word) for word in words):
            yield words


def write_set(corpus: Path, folder: Path, count: int = QUERIES) -> int:
    """Write `docs.jsonl`, `queries.tsv` and `qrels.txt`.

    Args:
        corpus: A file that the readers take.
        folder: Where to; made if it is missing.
        count: How many queries at most.

    Returns:
        How many queries were written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    items: list[tuple[str, list[tuple[str, str]]]] = []
    with (folder / "docs.jsonl").open("w", encoding="utf-8") as docs:
        for article in read(corpus):
            if not isinstance(article, Article) or len(article.body) < SHORTEST_BODY:
                continue
            row = {"id": article.id, "title": "", "text": article.body}
            docs.write(json.dumps(row, ensure_ascii=False) + "\n")
            # A title that opens the body would be found by its own words, whatever the system.
            if article.title not in article.body and (pairs := list(candidates(article.title))):
                items.append((article.id, pairs))
    chance = random.Random(SEED)
    chosen = chance.sample(items, min(count, len(items)))
    with (
        (folder / "queries.tsv").open("w", encoding="utf-8") as queries,
        (folder / "qrels.txt").open("w", encoding="utf-8") as qrels,
    ):
        for number, (article_id, pairs) in enumerate(chosen, 1):
            queries.write(f"k{number:05}\t{' '.join(chance.choice(pairs))}\n")
            qrels.write(f"k{number:05} 0 {article_id} 1\n")
    return len(chosen)


def main() -> None:
    """Make the set named on the command line."""
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    count = int(sys.argv[3]) if len(sys.argv) == 4 else QUERIES
    written = write_set(Path(sys.argv[1]), Path(sys.argv[2]), count)
    print(f"{written} queries", file=sys.stderr)


if __name__ == "__main__":
    main()

"""Measure how often a query that went wrong is mended: spelling, keyboard layout, Latin letters.

    python -m benchmarks.repair CORPUS

Three sets are asked of the real service, each of words of the corpus itself:

- typos, one slip each: a neighbouring key, a letter that sounds or looks alike, a letter dropped,
  doubled, or exchanged with the next; only typos that no article has in any form;
- words typed with the other keyboard layout;
- names and places in Latin letters or Arabizi, from the table of the tests.

The intended word has to be the suggestion. The same corpus gives the same sets.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.report import write_section
from index.analysis import Analyzer, default_analyzer
from index.article import Article
from index.build import build
from index.readers import read
from index.store import Store
from search.keyboard import LAYOUTS, NEIGHBOURS
from search.request import Request
from search.service import Service

SEED = 20240131
TYPOS = 300
LAYOUT_WORDS = 200
FEWEST_ARTICLES = 5
"""A word in fewer articles may be a typo itself."""
SHORTEST = 4

NAMES = Path(__file__).parent.parent / "tests" / "search" / "golden" / "latin_names.tsv"

# Written anew and not taken from `search.edits`, so that its table is not measured by itself.
CONFUSED = (
    *("اأ", "اإ", "اآ", "هة", "يى", "يئ", "وؤ", "أإ", "ضظ", "ذز", "دذ", "ثس", "سص", "تط"),
    *("قغ", "كق", "حه", "حخ", "جح", "صض", "طظ", "عغ", "بت", "نت", "فق", "رز", "شس", "ءئ"),
)


class Case(NamedTuple):
    """Hold what is typed and what was meant.

    Args:
        kind: What went wrong.
        typed: The query.
        meant: The term, or terms with blanks, of the exact view.
    """

    kind: str
    typed: str
    meant: str


def slips(word: str, kind: str) -> list[str]:
    """Return the spellings that one slip of a kind makes of a word.

    Args:
        word: The word as written.
        kind: One of `KINDS`.
    """
    return [typo for typo in _KINDS[kind](word) if typo != word]


def _beside(word: str) -> Iterator[str]:
    for place, letter in enumerate(word):
        for key in sorted(NEIGHBOURS.get(letter, ())):
            yield word[:place] + key + word[place + 1 :]


def _confused(word: str) -> Iterator[str]:
    for place, letter in enumerate(word):
        for pair in CONFUSED:
            if letter in pair:
                yield word[:place] + pair.replace(letter, "") + word[place + 1 :]


def _dropped(word: str) -> Iterator[str]:
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


def _doubled(word: str) -> Iterator[str]:
    yield from (word[:place] + word[place] + word[place:] for place in range(len(word)))


def _swapped(word: str) -> Iterator[str]:
    for place in range(len(word) - 1):
        yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


_KINDS: dict[str, Callable[[str], Iterator[str]]] = {
    "neighbouring key": _beside,
    "confused letter": _confused,
    "dropped letter": _dropped,
    "doubled letter": _doubled,
    "swapped letters": _swapped,
}
KINDS = tuple(_KINDS)


class Words(NamedTuple):
    """Hold the words of a corpus.

    Args:
        written: The commonest written form of each term that enough articles have, sorted.
        latin: The same for words in Latin letters.
        exact: Every term of the exact view.
        stems: Every term of the stem view.
    """

    written: tuple[str, ...]
    latin: tuple[str, ...]
    exact: frozenset[str]
    stems: frozenset[str]


def words_of(corpus: Path, analyzer: Analyzer) -> Words:
    """Read the words of a corpus.

    Args:
        corpus: A file that the readers take.
        analyzer: The analyzer of the index.
    """
    articles: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    stems = set()
    for article in read(corpus):
        if not isinstance(article, Article):
            continue
        seen = set()
        for text in (article.title, article.lead, article.body):
            for token in analyzer.tokens(text):
                seen.add(token.exact)
                stems.add(token.stem)
                forms.setdefault(token.exact, Counter())[text[token.start : token.end]] += 1
        articles.update(seen)
    common = [
        max(sorted(forms[term]), key=forms[term].__getitem__)
        for term, count in sorted(articles.items())
        if count >= FEWEST_ARTICLES and len(term) >= SHORTEST and term.isalpha()
    ]
    whole = [word for word in common if word.isalpha()]
    return Words(
        tuple(word for word in whole if all("ء" <= letter <= "ي" for letter in word)),
        tuple(word for word in whole if word.isascii()),
        frozenset(articles),
        frozenset(stems),
    )


def term(text: str, analyzer: Analyzer) -> str:
    """Return the terms of a text, one reading a word.

    Args:
        text: The text.
        analyzer: The analyzer of the index.
    """
    first: dict[int, str] = {}
    for token in analyzer.tokens(text):
        first.setdefault(token.position, token.exact)
    return " ".join(first.values())


def typos(words: Words, analyzer: Analyzer, count: int = TYPOS) -> list[Case]:
    """Return typos, as many of each kind; a slip that makes another word is none.

    Args:
        words: The words of the corpus.
        analyzer: The analyzer of the index.
        count: How many.
    """
    chance = random.Random(SEED)
    cases: list[Case] = []
    while len(cases) < count:
        kind, word = KINDS[len(cases) % len(KINDS)], chance.choice(words.written)
        made = slips(word, kind)
        if not made:
            continue
        typo = chance.choice(made)
        tokens = analyzer.tokens(typo)
        if tokens and not any(t.exact in words.exact or t.stem in words.stems for t in tokens):
            cases.append(Case(kind, typo, term(word, analyzer)))
    return cases


def mistyped(words: Words, analyzer: Analyzer, count: int = LAYOUT_WORDS) -> list[Case]:
    """Return words typed with the other layout: half on Latin keys, half Latin on Arabic keys.

    Args:
        words: The words of the corpus; where few are Latin, more are Arabic.
        analyzer: The analyzer of the index.
        count: How many.
    """
    chance = random.Random(SEED)
    arabic, keys = LAYOUTS[0], {}
    for key, letters in reversed(list(arabic.arabic.items())):
        keys[letters] = key
    latin = chance.sample(words.latin, min(count // 2, len(words.latin)))
    cases = [
        Case(
            "Latin on Arabic keys",
            "".join(arabic.arabic[key] for key in word.lower()),
            term(word, analyzer),
        )
        for word in latin
    ]
    for word in chance.sample(words.written, count - len(cases)):
        # لا is typed with its own key.
        pieces = ("".join(keys[letter] for letter in piece) for piece in word.split("لا"))
        cases.append(Case("Arabic on Latin keys", keys["لا"].join(pieces), term(word, analyzer)))
    return cases


def names(words: Words, analyzer: Analyzer) -> list[Case]:
    """Return the names of the table whose Arabic the corpus has, and whose Latin it does not.

    Args:
        words: The words of the corpus.
        analyzer: The analyzer of the index.
    """
    rows = (line.split("\t") for line in NAMES.read_text("utf-8").splitlines())
    cases = [Case("Latin letters", latin, term(arabic, analyzer)) for latin, arabic, *_ in rows]
    return [
        case
        for case in cases
        if all(word in words.exact for word in case.meant.split())
        and term(case.typed, analyzer) not in words.exact
    ]


class Outcome(NamedTuple):
    """Count what was mended.

    Args:
        asked: How many cases.
        first: In how many the intended word was offered.
        ms: The median time of the whole search, in milliseconds.
    """

    asked: int
    first: int
    ms: float


def ask(cases: Sequence[Case], service: Service, analyzer: Analyzer) -> tuple[Outcome, list[str]]:
    """Ask each case, and return the counts and what went wrong.

    Args:
        cases: What to ask.
        service: The service.
        analyzer: The analyzer of its index.
    """
    wrong, times = [], []
    for case in cases:
        results = service.search(Request(case.typed))
        times.append(results.took_ms)
        if not results.suggestion or term(results.suggestion, analyzer) != case.meant:
            wrong.append(f"{case.kind}: {case.typed} for {case.meant}, got {results.suggestion!r}")
    return Outcome(len(cases), len(cases) - len(wrong), median(times) if times else 0.0), wrong


def measure(corpus: Path) -> list[str]:
    """Return the table of a corpus; what was not mended goes to standard error.

    Args:
        corpus: A file that the readers take.
    """
    analyzer = default_analyzer()
    words = words_of(corpus, analyzer)
    sets = (typos(words, analyzer), mistyped(words, analyzer), names(words, analyzer))
    rows = ["| asked | cases | offered first | % | ms |", "|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "index")
        articles = build([corpus], store).articles
        service = Service(store)
        for title, cases in zip(("typos", "wrong layout", "Latin letters"), sets, strict=True):
            total, wrong = ask(cases, service, analyzer)
            print(*wrong, sep="\n", file=sys.stderr)
            rows.append(_row(f"**{title}**", total))
            for kind in dict.fromkeys(case.kind for case in cases):
                part, _ = ask([case for case in cases if case.kind == kind], service, analyzer)
                rows.append(_row(kind, part))
        service.close()
    head = f"Measured {datetime.now(UTC):%Y-%m-%d} on {corpus.name}: {articles:,} articles, "
    return [
        head + f"{len(words.exact):,} distinct words; median time of the whole search.",
        "",
        *rows,
    ]


def _row(name: str, outcome: Outcome) -> str:
    share = 100 * outcome.first / max(outcome.asked, 1)
    return f"| {name} | {outcome.asked} | {outcome.first} | {share:.1f} | {outcome.ms:.1f} |"


def main() -> None:
    """Measure the corpus named on the command line."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    lines = measure(Path(sys.argv[1]))
    print("\n".join(lines))
    write_section("repair", lines)


if __name__ == "__main__":
    main()

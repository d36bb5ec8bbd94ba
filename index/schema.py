"""The Whoosh schema: which fields an index has, and how an article fills them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC

from whoosh import analysis as whoosh_analysis
from whoosh import fields

from index.analysis import Analyzer, Token, View, default_analyzer, grams
from index.article import Article
from index.likeness import likeness

__all__ = [
    "FIELDS",
    "LIKENESS_FIELDS",
    "NO_DATE",
    "SCHEMA_VERSION",
    "ViewAnalyzer",
    "article_fields",
    "field_name",
    "fingerprint",
    "given_fields",
    "make_schema",
    "terms",
]

SCHEMA_VERSION = 5
"""Raise by one whenever an index made before could no longer answer as one made after."""

FIELDS = ("title", "lead", "body")
"""The parts of an article that are searched."""

NO_DATE = -(2**62)
"""Stands in the date column for an article whose day is not known; before every real date."""


def field_name(field: str, view: View) -> str:
    """Return the name of the Whoosh field that holds one view of one part of an article.

    Args:
        field: One of `FIELDS`.
        view: The view.

    Returns:
        A name such as "title_exact".
    """
    return f"{field}_{view.value}"


class ViewAnalyzer(whoosh_analysis.Analyzer):  # type: ignore[misc]
    """Show Whoosh one view of Bahith's own analyzer.

    Whoosh's own codec pickles the schema, analyzers included, into every index; so this object
    is only the name of a view, unless an index has a dictionary of its own.

    Args:
        view: The view whose terms are indexed.
        analyzer: That of the index; the default one where None.
    """

    def __init__(self, view: View, analyzer: Analyzer | None = None) -> None:
        self.view = view
        self._analyzer = analyzer

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, ViewAnalyzer)
            and other.view is self.view
            and other._analyzer is self._analyzer
        )

    def __hash__(self) -> int:
        return hash(self.view)

    def __call__(self, value: str, **options: object) -> Iterator[whoosh_analysis.Token]:
        """Yield a Whoosh token for each of Bahith's.

        Args:
            value: The text.
            options: What Whoosh passes to every analyzer; only `mode` is kept.

        Yields:
            One token object, changed in place for each word, as Whoosh's own analyzers do.
        """
        token = whoosh_analysis.Token(positions=True, chars=True, mode=str(options.get("mode", "")))
        token.boost = 1.0
        token.stopped = False
        for word in (self._analyzer or default_analyzer()).tokens(value):
            token.pos = word.position
            token.startchar = word.start
            token.endchar = word.end
            for term in terms(word, self.view):
                token.text = token.original = term
                yield token


def terms(word: Token, view: View) -> tuple[str, ...]:
    """Return the terms that a word is indexed under in one view.

    Args:
        word: The word.
        view: The view.
    """
    match view:
        case View.EXACT:
            return (word.exact,)
        case View.STEM:
            return (word.stem,)
        case View.GRAM:
            return grams(word.exact)


def make_schema(analyzer: Analyzer | None = None) -> fields.Schema:
    """Return the schema of an index.

    Each part of an article is indexed once a view, with positions where phrases are searched.
    `section`, `source` and `tags` are terms and columns, for filters and counts; `date` is seconds
    since 1970 in UTC, and `likeness` the fingerprint by which near-duplicates are told.
    The article itself is stored as JSON, so that no reader depends on how a codec stores fields.

    Args:
        analyzer: That of an index with a dictionary; the default one where None.
    """
    schema = fields.Schema(
        id=fields.ID(unique=True),
        path=fields.ID(),
        section=fields.ID(sortable=True),
        source=fields.ID(sortable=True),
        tags=fields.KEYWORD(),
        date=fields.NUMERIC(int, bits=64, signed=True, sortable=True),
        likeness=fields.NUMERIC(int, bits=64, signed=True, sortable=True, shift_step=0),
        article=fields.STORED(),
    )
    for field in FIELDS:
        for view in View:
            positions = view is not View.GRAM
            schema.add(
                field_name(field, view),
                fields.TEXT(analyzer=ViewAnalyzer(view, analyzer), phrase=positions),
            )
    return schema


_OPENING_CHARS = 1_000


def _given_title(article: Article) -> str:
    """Return the title, or "" where it only repeats how the text begins.

    A record without a title is shown under its first words. Searched as a title they would
    count twice; leaving them out raised nDCG@10 on passages without titles (Belebele) by 0.045.
    """
    start = (article.lead or article.body)[:_OPENING_CHARS].lstrip()
    shown = article.title.removesuffix("…")
    if shown and not start.startswith(shown[0]):
        # Nearly every title, at a tenth of the time.
        return article.title
    opening = " ".join(start.split())
    made = article.title == opening or (shown != article.title and opening.startswith(shown))
    return "" if made else article.title


_PARTS: dict[str, Callable[[Article], str]] = {
    "title": _given_title,
    "lead": lambda article: article.lead,
    "body": lambda article: article.body,
}


LIKENESS_FIELDS = ("lead", "body")
"""The parts of an article that its fingerprint is made of, side by side in `FIELDS`."""


def article_fields(article: Article, path: str) -> dict[str, object]:
    """Return what Whoosh's `add_document` takes for an article.

    Args:
        article: The article.
        path: The file that it came from.

    Returns:
        A value for each field of `make_schema`.
    """
    texts = (_PARTS[field](article) for field in LIKENESS_FIELDS)
    return {**given_fields(article, path), "likeness": likeness(*texts)}


def given_fields(article: Article, path: str) -> dict[str, object]:
    """Return the same but for the fingerprint, which is made of many articles at once.

    Args:
        article: The article.
        path: The file that it came from.
    """
    values: dict[str, object] = {
        "id": article.id,
        "path": path,
        "section": article.section,
        "source": article.source,
        "tags": list(dict.fromkeys(tag for raw in article.tags if (tag := " ".join(raw.split())))),
        "date": int(article.date.astimezone(UTC).timestamp()) if article.date else NO_DATE,
        "article": article.to_json(),
    }
    for field in FIELDS:
        text = _PARTS[field](article)
        for view in View:
            values[field_name(field, view)] = text
    return values


def fingerprint(dictionary: str = "") -> str:
    """Return a digest that changes when an index has to be made anew.

    Args:
        dictionary: The digest of the dictionary that the index has, "" where it has none.

    Returns:
        32 hex digits that follow from the schema, the analyzer and the dictionary.
    """
    parts = (str(SCHEMA_VERSION), default_analyzer().fingerprint, *filter(None, (dictionary,)))
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()

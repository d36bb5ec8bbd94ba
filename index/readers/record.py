"""One record of JSONL or CSV to an article: names, aliases, types and what is left over."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from index.article import Article
from index.message import Message
from index.readers import dates, limits
from index.readers.decode import clean
from index.readers.layout import first_words, paragraphs
from index.readers.skipped import Skipped

__all__ = ["ALIASES", "NAMES", "article_from", "notes", "split_tags"]

NAMES = ("id", "title", "body", "lead", "date", "section", "source", "url", "tags", "lang")
ALIASES = {"text": "body", "category": "section"}

_TAG_SEPARATORS = re.compile("[;؛،|]")
_SHOWN_CHARS = 60
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_LANG = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_KINDS = {
    bool: Message("true or false"),
    int: Message("a number"),
    float: Message("a number"),
    list: Message("a list"),
    dict: Message("an object"),
    str: Message("text"),
}


def article_from(record: Mapping[str, object], stem: str) -> Article:
    """Return the article that a record describes.

    A date that cannot be read and a URL that is none do not cost the article: the field stays
    empty and the value is kept in `extra` under its name. So are keys that are not known.

    Args:
        record: The values by name.
        stem: The name of the file, from which a missing id is made.

    Raises:
        ValueError: A value has the wrong type, or there is no text at all; the message says so.
    """
    known, extra = _sorted_out(record)
    body = "\n\n".join(paragraphs(_text(known, "body")))
    lead = " ".join(_text(known, "lead").split())
    title = " ".join(_text(known, "title").split()) or first_words(body or lead)
    if not title:
        raise ValueError("empty: no title and no body")
    return Article(
        id=_id(known) or _made_id(stem, title, body),
        title=title,
        body=body,
        lead=lead,
        date=_date(known, extra),
        section=_line(known, "section"),
        source=_line(known, "source"),
        url=_url(known, extra),
        tags=_tags(known),
        lang=_lang(known, extra),
        extra=extra,
    )


def notes(article: Article, path: Path, line: int) -> Iterator[Skipped]:
    """Yield what of a record is not in the field that it was meant for.

    Args:
        article: What `article_from` made of the record.
        path: The file.
        line: The line that the record begins at.

    Yields:
        One `Skipped` for a date that cannot be read or does not exist.
    """
    if article.date is None and "date" in article.extra:
        written = str(article.extra["date"])[:_SHOWN_CHARS]
        reason = Message("{date} is no date that exists; it is kept as written", date=repr(written))
        yield Skipped(path, line, reason, kept=True)


def split_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a list in one string, parted by ; ؛ ، or |, each once.

    Args:
        text: The list.
    """
    return _each_once(_TAG_SEPARATORS.split(text))


def _sorted_out(record: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Part what an article has a field for from the rest, an alias standing in where needed."""
    known = {name: value for name in NAMES if (value := record.get(name)) not in (None, "")}
    extra: dict[str, object] = {}
    for key, value in record.items():
        name = ALIASES.get(key, key)
        if name != key and name not in known and value not in (None, ""):
            known[name] = value
        elif key == "extra" and isinstance(value, dict):
            # What `Article.to_json` wrote is read back as it was.
            extra.update({clean(inner): _plain(item) for inner, item in value.items()})
        elif key not in NAMES and (name == key or value not in (None, "")):
            extra[clean(key)] = _plain(value)
    return known, extra


def _plain(value: object, depth: int = 0) -> object:
    """Return a JSON value that can be stored: clean text, finite numbers, bounded depth."""
    if depth > limits.MAX_DEPTH:
        raise ValueError(Message("nested more than {limit} deep", limit=limits.MAX_DEPTH))
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {clean(key): _plain(item, depth + 1) for key, item in value.items()}
    return value


def _text(known: Mapping[str, object], name: str) -> str:
    value = known.get(name, "")
    if not isinstance(value, str):
        raise ValueError(Message("{name} is {kind}, not text", name=name, kind=_KINDS[type(value)]))
    return clean(value)


def _line(known: Mapping[str, object], name: str) -> str:
    return " ".join(_text(known, name).split())


def _id(known: Mapping[str, object]) -> str:
    value = known.get("id")
    is_number = isinstance(value, int) and not isinstance(value, bool)
    found = str(value) if is_number else _line(known, "id")
    if len(found) > limits.MAX_ID_CHARS:
        raise ValueError(Message("id is longer than {limit} characters", limit=limits.MAX_ID_CHARS))
    return found


def _made_id(stem: str, title: str, body: str) -> str:
    digest = hashlib.blake2b(f"{title}\0{body}".encode(), digest_size=6).hexdigest()
    return f"{clean(stem)}-{digest}"


def _date(known: Mapping[str, object], extra: dict[str, object]) -> datetime | None:
    value = known.get("date")
    when = dates.parse(value) if isinstance(value, str) else None
    if value is not None and when is None:
        extra["date"] = _plain(value)
    return when


def _url(known: Mapping[str, object], extra: dict[str, object]) -> str:
    value = _text(known, "url").strip()
    if not value or _WEB.fullmatch(value):
        return value
    extra["url"] = value
    return ""


def _lang(known: Mapping[str, object], extra: dict[str, object]) -> str:
    value = _text(known, "lang").strip()
    if not value or _LANG.fullmatch(value):
        return value or "ar"
    extra["lang"] = value
    return "ar"


def _tags(known: Mapping[str, object]) -> tuple[str, ...]:
    value = known.get("tags", [])
    if isinstance(value, str):
        return split_tags(clean(value))
    if not isinstance(value, list):
        raise ValueError(Message("tags is {kind}, not a list of texts", kind=_KINDS[type(value)]))
    for tag in value:
        if not isinstance(tag, str):
            raise ValueError("tags has a member that is not text")
    return _each_once([clean(tag) for tag in value])


def _each_once(tags: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for raw in tags if (tag := " ".join(raw.split()))))

"""The article: what readers make of a file and what an index gives back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

__all__ = ["Article"]

# `json.dumps` would make one an article.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Article:
    """Hold one article.

    Args:
        id: Its name in the archive, unique in an index.
        title: The headline; never empty.
        body: The text without title and lead; paragraphs are separated by one empty line.
        lead: The opening summary, or "".
        date: When it was published, with a time zone; midnight UTC where only a day is known.
        section: The part of the source that it appeared in, or "".
        source: The publisher or programme, or "".
        url: Where it was published, or "".
        tags: Keywords given by the source.
        lang: BCP 47 tag of its main language.
        extra: What else the source said of it, kept as JSON values.
    """

    id: str
    title: str
    body: str
    lead: str = ""
    date: datetime | None = None
    section: str = ""
    source: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()
    lang: str = "ar"
    extra: Mapping[str, object] = field(default_factory=dict)

    def to_json(self) -> str:
        """Write the article as one line of JSON that `from_json` reads back."""
        # `asdict` copies every value, which took a tenth of indexing.
        fields: dict[str, object] = {name: getattr(self, name) for name in self.__slots__}
        fields["date"] = self.date.isoformat() if self.date else None
        return _ENCODER.encode(fields)

    @classmethod
    def from_json(cls, text: str) -> Article:
        """Read back what `to_json` wrote.

        Args:
            text: One JSON object.

        Returns:
            An article equal to the one written.

        Raises:
            ValueError: `text` is not what `to_json` writes.
        """
        fields = json.loads(text)
        try:
            fields["date"] = datetime.fromisoformat(fields["date"]) if fields["date"] else None
            fields["tags"] = tuple(fields["tags"])
            return cls(**fields)
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a stored article: {error}") from error

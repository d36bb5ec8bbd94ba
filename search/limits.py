"""The limits of a search, and the Arabic sentences that a reader is shown past one."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.errors import QueryRefused

__all__ = ["Limits", "refuse"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold the limits of a search, each a named setting.

    Args:
        max_query_chars: See the field's own description, as for all others.
    """

    max_query_chars: int = field(
        default=512, metadata={"description": "Longest query, in characters."}
    )
    max_clauses: int = field(
        default=32,
        metadata={"description": "Most words that one query searches; a phrase counts each word."},
    )
    max_results: int = field(
        default=100, metadata={"description": "Most results that one request returns."}
    )
    max_offset: int = field(
        default=10_000, metadata={"description": "Most results that one request skips."}
    )
    max_seconds: float = field(
        default=1.0, metadata={"description": "Longest time that one search works, in seconds."}
    )


# Each sentence stays grammatical for every number, so the number never counts a noun.
_MESSAGES = {
    "max_query_chars": (
        "نص البحث طويل: الحد الأقصى لعدد الحروف هو {limit}. اختصر النص ثم أعد المحاولة."
    ),
    "max_clauses": (
        "كلمات البحث كثيرة: الحد الأقصى لعددها هو {limit}. احذف بعضها ثم أعد المحاولة."
    ),
    "max_results": "عدد النتائج المطلوب في الصفحة كبير: الحد الأقصى هو {limit}.",
    "max_offset": (
        "لا يمكن تجاوز هذا العدد من النتائج: {limit}. أضف كلمات أخرى إلى البحث لتضييق نطاقه."
    ),
    "max_seconds": (
        "استغرق البحث وقتًا أطول من المسموح به، والحد الأقصى بالثواني هو {limit}."
        " استعمل كلمات أكثر تحديدًا."
    ),
}


def refuse(limits: Limits, name: str) -> QueryRefused:
    """Return the error for a query that is past a limit; the caller raises it.

    Args:
        limits: The limits in force.
        name: The field of `Limits` that the query is past.
    """
    return QueryRefused(name, _MESSAGES[name].format(limit=f"{getattr(limits, name):g}"))

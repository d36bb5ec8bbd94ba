"""The limits of a search, and the sentences that a reader is shown past one."""

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
        metadata={
            "description": "Most parts of a query with operators, and most words of phrases; "
            "of more words without operators only the rarest are searched."
        },
    )
    max_depth: int = field(
        default=8, metadata={"description": "Deepest nesting of brackets in one query."}
    )
    min_pattern_letters: int = field(
        default=2,
        metadata={"description": "Fewest letters of a word with `*` or `?`, or before `~`."},
    )
    max_results: int = field(
        default=100, metadata={"description": "Most results that one request returns."}
    )
    max_offset: int = field(
        default=10_000, metadata={"description": "Most results that one request skips."}
    )
    max_expansions: int = field(
        default=1_000,
        metadata={"description": "Most words of one field that one pattern may stand for."},
    )
    max_seconds: float = field(
        default=1.0,
        metadata={
            "description": "Longest time that one search works, in seconds; "
            "then it shows what it has found."
        },
    )


# Each sentence stays grammatical for every number, so the number never counts a noun.
_MESSAGES = {
    "max_query_chars": (
        "نص البحث طويل: الحد الأقصى لعدد الحروف هو {limit}. اختصر النص ثم أعد المحاولة."
    ),
    "max_clauses": (
        "أجزاء البحث كثيرة: الحد الأقصى لعددها هو {limit}. احذف بعضها ثم أعد المحاولة."
    ),
    "max_depth": (
        "الأقواس متداخلة أكثر من المسموح به: أقصى عمق لها هو {limit}. بسّط البحث ثم أعد المحاولة."
    ),
    "min_pattern_letters": (
        "الكلمة التي فيها * أو ? أو ~ قصيرة: الحد الأدنى لعدد حروفها هو {limit}."
        " اكتب من حروفها أكثر."
    ),
    "max_results": "عدد النتائج المطلوب في الصفحة كبير: الحد الأقصى هو {limit}.",
    "max_offset": (
        "لا يمكن تجاوز هذا العدد من النتائج: {limit}. أضف كلمات أخرى إلى البحث لتضييق نطاقه."
    ),
    "max_expansions": (
        "تطابق إحدى الكلمات التي فيها * أو ? أو ~ كلماتٍ كثيرة: الحد الأقصى لعددها هو {limit}."
        " اكتب من حروفها أكثر."
    ),
}

_ENGLISH = {
    "max_query_chars": "The query is too long: it may have {limit} characters. Shorten it.",
    "max_clauses": "The query has too many parts: it may have {limit}. Leave some out.",
    "max_depth": "The brackets are nested too deep: they may be {limit} deep. Simplify the query.",
    "min_pattern_letters": (
        "A word with *, ? or ~ is too short: it needs {limit} letters at least. Add letters to it."
    ),
    "max_results": "Too many results were asked for: a page may have {limit}.",
    "max_offset": "Results beyond number {limit} are not shown. Add words to narrow the search.",
    "max_expansions": (
        "A word with *, ? or ~ stands for too many words: it may for {limit}. Add letters to it."
    ),
}


def refuse(limits: Limits, name: str) -> QueryRefused:
    """Return the error for a query that is past a limit; the caller raises it.

    Args:
        limits: The limits in force.
        name: The field of `Limits` that the query is past.
    """
    limit = f"{getattr(limits, name):g}"
    return QueryRefused(
        name, _MESSAGES[name].format(limit=limit), _ENGLISH[name].format(limit=limit)
    )

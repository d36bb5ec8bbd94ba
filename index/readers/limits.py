"""The limits that keep one hostile or broken file from stopping a run."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.message import Message

__all__ = [
    "MAX_DEPTH",
    "MAX_ID_CHARS",
    "MAX_NOTES",
    "MAX_OPEN_TAGS",
    "MAX_TITLE_CHARS",
    "ReaderLimits",
    "line_too_long",
]

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class ReaderLimits:
    """Hold the limits of size that an administrator may set.

    Args:
        max_line_bytes: See the field's own description, as for all others.
    """

    max_line_bytes: int = field(
        default=64 * _MIB,
        metadata={
            "description": "Longest line of JSONL or CSV, in bytes; a longer one is skipped."
        },
    )
    max_file_bytes: int = field(
        default=64 * _MIB,
        metadata={
            "description": "Largest text or HTML file, in bytes after decompression: one article."
        },
    )
    max_csv_field: int = field(
        default=16 * _MIB,
        metadata={
            "description": "Longest field of a CSV row, in characters; it also bounds what an "
            "unclosed quote swallows."
        },
    )
    max_expansion: int = field(
        default=500,
        metadata={
            "description": "Most bytes that one compressed byte may become; text gives 3 to 20, a "
            "bomb over 1,000."
        },
    )
    expansion_floor: int = field(
        default=64 * _MIB,
        metadata={
            "description": "Bytes that any archive may expand to before `max_expansion` counts."
        },
    )


def line_too_long(limits: ReaderLimits) -> Message:
    """Say that a line is past its limit, and what allows more.

    Args:
        limits: The limits in force.
    """
    return Message(
        "the line is longer than {limit} bytes; `--reader-limit max_line_bytes=NUMBER` allows more",
        limit=limits.max_line_bytes,
    )


MAX_NOTES = 1_000
"""Bad lines of one file that are named; of a table of the wrong kind every line would be."""

MAX_OPEN_TAGS = 16_384
"""HTML tags opened and not closed; the parser's time grows with the square (0.4 s at 10,000)."""

MAX_DEPTH = 32
"""Deepest nesting of an unknown key's JSON value; storing it recurses."""

MAX_ID_CHARS = 512
"""Longest id of an article, in characters."""

MAX_TITLE_CHARS = 300
"""Longest first line of a text file that still is a headline and not its first paragraph."""

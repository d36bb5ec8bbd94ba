"""The limits that keep one hostile or broken file from stopping a run."""

from __future__ import annotations

__all__ = [
    "EXPANSION_FLOOR",
    "MAX_CSV_FIELD",
    "MAX_DEPTH",
    "MAX_EXPANSION",
    "MAX_FILE_BYTES",
    "MAX_ID_CHARS",
    "MAX_LINE_BYTES",
    "MAX_NOTES",
    "MAX_OPEN_TAGS",
    "MAX_TITLE_CHARS",
]

_MIB = 1 << 20

MAX_LINE_BYTES = 64 * _MIB
"""Longest line of JSONL or CSV, in bytes of UTF-8; a longer one is skipped without being kept."""

MAX_FILE_BYTES = 64 * _MIB
"""Largest text or HTML file, in bytes after decompression; such a file is one article."""

MAX_CSV_FIELD = 16 * _MIB
"""Longest field of a CSV row, in characters; it also bounds what an unclosed quote swallows."""

MAX_EXPANSION = 500
"""Most bytes that one compressed byte may become; text gives 3 to 20, a bomb over 1,000."""

EXPANSION_FLOOR = 64 * _MIB
"""Bytes that any archive may expand to before `MAX_EXPANSION` counts."""

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

"""What an administrator may set about the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["WebConfig"]


@dataclass(frozen=True, slots=True)
class WebConfig:
    """Hold the settings of one web application.

    Args:
        page_size: Results on one page.
        max_page: The last page that a URL may ask for.
        max_body_bytes: The largest request body; every route reads only its URL.
        max_url_bytes: The longest address.
        max_searches: Searches that run at once.
        max_wait_seconds: How long another search waits before it is refused.
        metrics: Whether /metrics shows counts and times.
        query_log: The file that searches are written to; None for none.
    """

    page_size: int = field(default=10, metadata={"description": "Results on one page."})
    max_page: int = field(
        default=1000, metadata={"description": "The last page that a URL may ask for."}
    )
    max_body_bytes: int = field(
        default=16 * 1024, metadata={"description": "The largest request body in bytes."}
    )
    max_url_bytes: int = field(
        default=128 * 1024, metadata={"description": "The longest address in bytes."}
    )
    max_searches: int = field(
        default=2,
        metadata={"description": "Searches that run at once in a process; others wait."},
    )
    max_wait_seconds: float = field(
        default=2.0,
        metadata={"description": "Longest wait for a turn, in seconds; then the answer is 429."},
    )
    metrics: bool = field(
        default=False, metadata={"description": "Whether /metrics shows counts and times."}
    )
    query_log: Path | None = field(
        default=None, metadata={"description": "The file that searches are written to."}
    )

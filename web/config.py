"""What an administrator may set about the page."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["WebConfig"]


@dataclass(frozen=True, slots=True)
class WebConfig:
    """Hold the settings of one web application.

    Args:
        page_size: Results on one page.
        max_page: The last page that a URL may ask for.
        max_body_bytes: The largest request body; every route reads only its URL.
    """

    page_size: int = field(default=10, metadata={"description": "Results on one page."})
    max_page: int = field(
        default=1000, metadata={"description": "The last page that a URL may ask for."}
    )
    max_body_bytes: int = field(
        default=16 * 1024, metadata={"description": "The largest request body in bytes."}
    )

"""What the readers' tests share: a file made of bytes, read at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.article import Article
from index.readers import ReaderLimits, Skipped, read

Reading = list[Article | Skipped]


def why(item: Article | Skipped) -> tuple[int | None, str]:
    assert isinstance(item, Skipped), item
    return item.line, item.reason


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Reading]:
    def write_and_read(name: str, content: bytes | str, **sizes: int) -> Reading:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read(path, ReaderLimits(**sizes)))

    return write_and_read

"""Lines of a stream, numbered, none longer than the limit."""

from __future__ import annotations

from collections.abc import Iterator

from index.readers import limits

__all__ = ["numbered"]


def numbered(blocks: Iterator[bytes]) -> Iterator[tuple[int, bytes | None]]:
    r"""Yield the lines of a stream of bytes.

    Args:
        blocks: The stream.

    Yields:
        The number of a line, from 1, and the line without its "\n"; None in its place where it
        is longer than `limits.MAX_LINE_BYTES`, of which no more than that is ever held.
    """
    number = 1
    held: list[bytes] = []
    size = 0
    for block in blocks:
        first, *rest = block.split(b"\n")
        size += len(first)
        if size > limits.MAX_LINE_BYTES:
            held.clear()
        else:
            held.append(first)
        if not rest:
            continue
        yield number, _joined(held, size)
        for line in rest[:-1]:
            number += 1
            yield number, _joined([line], len(line))
        number += 1
        held = [rest[-1]]
        size = len(rest[-1])
    if size:
        yield number, _joined(held, size)


def _joined(held: list[bytes], size: int) -> bytes | None:
    return None if size > limits.MAX_LINE_BYTES else b"".join(held)

"""Lines of a stream, numbered, none longer than the limit."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["numbered"]


def numbered(blocks: Iterator[bytes], longest: int) -> Iterator[tuple[int, bytes | None]]:
    r"""Yield the lines of a stream of bytes.

    Args:
        blocks: The stream.
        longest: How long a line may be, in bytes.

    Yields:
        The number of a line, from 1, and the line without its "\n"; None in its place where it
        is longer than that, of which no more than that is ever held.
    """
    number = 1
    held: list[bytes] = []
    size = 0
    for block in blocks:
        first, *rest = block.split(b"\n")
        size += len(first)
        if size > longest:
            held.clear()
        else:
            held.append(first)
        if not rest:
            continue
        yield number, _joined(held, size, longest)
        for line in rest[:-1]:
            number += 1
            yield number, _joined([line], len(line), longest)
        number += 1
        held = [rest[-1]]
        size = len(rest[-1])
    if size:
        yield number, _joined(held, size, longest)


def _joined(held: list[bytes], size: int, longest: int) -> bytes | None:
    return None if size > longest else b"".join(held)

"""The table of contents that Whoosh looks for: it says where ours is, and has nothing pickled.

`whoosh.index.open_dir` opens a directory by a file `_MAIN_N.toc`. Whoosh's own one is a pickle of
schema and segments, which runs the code of whoever wrote it. It also has a version, and asks
`whoosh.legacy.toc_loaders` for a function that reads versions it does not know: ours reads
`segments.json` beside it. Without this package, Whoosh refuses the version and reads nothing.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.filedb.structfile import StructFile
from whoosh.legacy import toc_loaders
from whoosh.system import _FLOAT_SIZE, _INT_SIZE, _LONG_SIZE

if TYPE_CHECKING:
    from whoosh.fields import Schema

    from index.columnar.codec import ColumnarSegment

__all__ = ["TOC", "register", "toc_bytes"]

TOC = "_MAIN_1.toc"
"""The name of the file in the directory of a generation; it never changes."""

_VERSION = -7001
"""No version of Whoosh has this one: its own count down from -101."""

_BYTE_ORDER = -12345
_RELEASE = (1, 0, 0)


def toc_bytes() -> bytes:
    """Return the file: the head that Whoosh reads first, and nothing behind it."""
    held = BytesIO()
    stream = StructFile(held)
    for size in (_INT_SIZE, _LONG_SIZE, _FLOAT_SIZE):
        stream.write_varint(size)
    stream.write_int(_BYTE_ORDER)
    stream.write_int(_VERSION)
    for number in _RELEASE:
        stream.write_varint(number)
    return held.getvalue()


def register() -> None:
    """Tell Whoosh how an index of this package is opened."""
    toc_loaders[_VERSION] = _load


def _load(
    stream: StructFile, generation: int, schema: Schema | None, version: int
) -> tuple[Schema, list[ColumnarSegment]]:
    """Open the segments beside a table of contents, as `whoosh.index.TOC.read` asks.

    Args:
        stream: The table of contents; a real file, as `whoosh.filedb.filestore.FileStorage` has.
        generation: Not used: a directory has one.
        schema: Whoosh's caller may bring one; else it is the schema of the index.
        version: Ours.
    """
    from index.columnar.codec import ColumnarSegment
    from index.columnar.directory import ColumnarIndex
    from index.dictionary import open_analyzer

    directory = Path(stream.raw_file().name).parent
    index = ColumnarIndex(directory, open_analyzer(directory))
    return schema or index.schema, [ColumnarSegment(segment) for segment in index.segments]

"""The buffer: documents that were added and are not yet in a segment."""

from __future__ import annotations

from array import array
from pathlib import Path

import numpy as np

from index.analysis import default_analyzer
from index.article import Article
from index.columnar.arrayfile import ArrayFileWriter
from index.columnar.bits import Int64s, UInt32s
from index.columnar.columns import write_keywords, write_numbers
from index.columnar.inversion import invert
from index.columnar.layout import LAYOUT
from index.columnar.segment import SEGMENT
from index.columnar.stored import StoredWriter
from index.columnar.textfield import LENGTHS, TextFieldWriter, length_codes
from index.columnar.words import WordTable
from index.schema import FIELDS, article_fields, field_name

__all__ = ["Buffer"]

_BYTES_A_WORD = 4
"""What a word takes while it waits."""

_BYTES_A_TERM = 48
"""What a term takes while its field is sorted; measured, rounded up."""

_BYTES_A_DISTINCT_WORD = 400
"""What a distinct written word takes in the word table."""


class _Part:
    """Hold the words of one part of all articles."""

    def __init__(self) -> None:
        self.words = array("I")
        self.counts = array("I")


class Buffer:
    """Collect documents and write them as one segment.

    Args:
        directory: Where the segment will be, and where there is room meanwhile.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._table = WordTable(default_analyzer())
        self._parts = {part: _Part() for part in FIELDS}
        self._keywords: dict[str, list[bytes]] = {name: [] for name in LAYOUT.keywords}
        self._numbers: dict[str, list[int]] = {name: [] for name in LAYOUT.numbers}
        self._stored = StoredWriter(directory)
        self.removed: set[int] = set()
        """Documents that were removed again."""

    def __len__(self) -> int:
        return len(self._parts[FIELDS[0]].counts)

    @property
    def bytes(self) -> int:
        """Return about how much memory writing the segment will take at most."""
        lengths = [len(part.words) for part in self._parts.values()]
        sorting = max(lengths) * self._table.terms_a_word * _BYTES_A_TERM
        waiting = sum(lengths) * _BYTES_A_WORD
        return int(sorting) + waiting + len(self._table) * _BYTES_A_DISTINCT_WORD

    def add(self, article: Article, path: str) -> None:
        """Add an article; where this fails, nothing of it is added.

        Args:
            article: The article.
            path: `index.sources.source_name` of the file that it came from.
        """
        values = article_fields(article, path)
        view = next(iter(LAYOUT.texts.values())).view
        words = {part: self._table.words(str(values[field_name(part, view)])) for part in FIELDS}
        keywords = {name: _encoded(values[name]) for name in LAYOUT.keywords}
        numbers = {name: _as_int64(values[name]) for name in LAYOUT.numbers}
        self._stored.add(_encoded(values[LAYOUT.stored]))
        for name, keyword in keywords.items():
            self._keywords[name].append(keyword)
        for name, number in numbers.items():
            self._numbers[name].append(number)
        for name, part in self._parts.items():
            part.words.extend(words[name])
            part.counts.append(len(words[name]))

    def remove(self, path: str) -> None:
        """Remove the articles of a file.

        Args:
            path: `index.sources.source_name` of the file.
        """
        encoded = _encoded(path)
        self.removed |= {n for n, other in enumerate(self._keywords["path"]) if other == encoded}

    def write(self, path: Path) -> None:
        """Write the segment; the buffer is of no more use.

        Args:
            path: A file that does not exist yet.
        """
        with ArrayFileWriter(path, SEGMENT) as out:
            out.facts["documents"] = len(self)
            out.put("lengths", LENGTHS, "<u4")
            self._stored.write(out)
            for name, values in self._keywords.items():
                write_keywords(out, name, values)
            for name, numbers in self._numbers.items():
                write_numbers(out, name, numbers)
            for part in FIELDS:
                self._write_part(out, part)

    def _write_part(self, out: ArrayFileWriter, part: str) -> None:
        words = np.frombuffer(self._parts[part].words, np.uint32)
        word_counts = np.frombuffer(self._parts[part].counts, np.uint32)
        for name, text in LAYOUT.texts.items():
            if text.part == part:
                counts = self._table.counts(words, text.view)
                lengths = _sums(counts, word_counts)
                field = TextFieldWriter(self._directory, name, positions=text.positions)
                try:
                    terms = self._table.terms(words, counts, text.view)
                    names = self._table.names(text.view)
                    field.add(invert(terms, names, lengths, positions=text.positions))
                    field.write(out, length_codes(lengths), len(terms))
                finally:
                    field.close()

    def close(self) -> None:
        """Let go of everything that was not written."""
        self._stored.close()


def _sums(numbers: Int64s, groups: UInt32s) -> Int64s:
    """Return the sum of each group of consecutive numbers."""
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(numbers)])
    last = np.cumsum(groups, dtype=np.int64)
    sums: Int64s = ends[last] - ends[last - groups]
    return sums


def _encoded(value: object) -> bytes:
    # A file name that is not UTF-8 comes with lone surrogates; it must stay itself.
    return str(value).encode("utf-8", "surrogatepass")


def _as_int64(value: object) -> int:
    # A number that does not fit must fail here, before anything of the article is added.
    return int(np.int64(str(value)))

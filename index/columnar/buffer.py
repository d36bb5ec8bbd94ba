"""The buffer: documents that were added and are not yet in a segment."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from index.analysis import View
from index.article import Article
from index.columnar.arrayfile import ArrayFileWriter
from index.columnar.bits import Int64s, UInt32s
from index.columnar.columns import write_keywords, write_numbers
from index.columnar.inversion import BYTES_A_WORD, Occurrences, look_up
from index.columnar.layout import LAYOUT, TextPart
from index.columnar.lists import write_lists
from index.columnar.segment import SEGMENT
from index.columnar.stored import StoredWriter
from index.columnar.textfield import LENGTHS, TextFieldWriter, length_codes
from index.columnar.words import Entries, WordTable
from index.schema import FIELDS, LIKENESS_FIELDS, field_name, given_fields

__all__ = ["BYTES_A_DISTINCT_WORD", "Buffer"]

_BYTES_WAITING = 4
"""What a word takes while it waits."""

BYTES_A_DISTINCT_WORD = 450
"""What a distinct written word takes in the word table and while its grams are made."""

_MADE = "likeness"
"""The field that is made when words are analysed; the others are given."""

_GIVEN_TEXTS = [field_name(part, View.EXACT) for part in FIELDS]
"""Fields with the text of each part; those of its other views are given the same."""

_BATCH = 1 << 20
"""So many characters are analysed at once; more is no faster."""


_BEHIND = 4
"""Batches whose fingerprints wait for the terms of their words."""


class _Part:
    """Hold the words of one part of all articles."""

    def __init__(self) -> None:
        self.words: list[UInt32s] = [np.zeros(0, np.uint32)]
        self.counts: list[UInt32s] = [np.zeros(0, np.uint32)]
        self.length = 0


class Buffer:
    """Collect documents and write them as one segment.

    Args:
        directory: Where the segment will be, and where there is room meanwhile.
        table: Knows the words, also of other segments.
        threads: How many views are inverted at once; each takes some 20 MB meanwhile.
    """

    def __init__(self, directory: Path, table: WordTable, threads: int = 1) -> None:
        self._threads = threads
        self._directory = directory
        self._table = table
        self._parts = {part: _Part() for part in FIELDS}
        self._texts: list[str] = []
        self._letters = 0
        self._keywords: dict[str, list[bytes]] = {name: [] for name in LAYOUT.keywords}
        self._lists: dict[str, list[list[bytes]]] = {name: [] for name in LAYOUT.lists}
        self._numbers: dict[str, list[int]] = {name: [] for name in LAYOUT.numbers}
        self._alike: deque[tuple[UInt32s, UInt32s]] = deque()
        self._stored = StoredWriter(directory)
        self.removed: set[int] = set()
        """Documents that were removed again."""

    def __len__(self) -> int:
        return len(self._keywords[LAYOUT.keywords[0]])

    @property
    def bytes(self) -> int:
        """Return about how much memory writing the segment will take at most."""
        lengths = [part.length for part in self._parts.values()]
        words = sum(lengths) * _BYTES_WAITING + max(lengths) * BYTES_A_WORD
        return words + len(self._table) * BYTES_A_DISTINCT_WORD

    def add(self, article: Article, path: str) -> None:
        """Add an article; where this fails, nothing of it is added.

        Its words are analysed later, with those of others. Where that fails, the buffer is of
        no more use.

        Args:
            article: The article.
            path: `index.sources.source_name` of the file that it came from.
        """
        values = given_fields(article, path)
        texts = [str(values[name]) for name in _GIVEN_TEXTS]
        keywords = {name: _encoded(values[name]) for name in LAYOUT.keywords}
        lists = {name: _encoded_all(values[name]) for name in LAYOUT.lists}
        numbers = {name: _as_int64(values[name]) for name in self._numbers if name != _MADE}
        self._stored.add(_encoded(values[LAYOUT.stored]))
        for name, keyword in keywords.items():
            self._keywords[name].append(keyword)
        for name, listed in lists.items():
            self._lists[name].append(listed)
        for name, number in numbers.items():
            self._numbers[name].append(number)
        self._texts += texts
        self._letters += sum(map(len, texts))
        if self._letters >= _BATCH:
            self._analyse()

    def _analyse(self) -> None:
        texts, self._texts, self._letters = self._texts, [], 0
        words, counts = self._table.words(texts)
        part_of = np.repeat(np.arange(len(texts)) % len(FIELDS), counts)
        told = [part in LIKENESS_FIELDS for part in FIELDS]
        self._alike.append(
            (
                words[np.array(told)[part_of]],
                counts.reshape(-1, len(FIELDS))[:, told].sum(axis=1, dtype=np.uint32),
            )
        )
        self._compare(_BEHIND)
        for number, part in enumerate(self._parts.values()):
            mine = words[part_of == number]
            part.words.append(mine)
            part.counts.append(counts[number :: len(FIELDS)])
            part.length += len(mine)

    def _compare(self, waiting: int) -> None:
        """Make fingerprints, but for the last batches: their words may be analysed meanwhile."""
        while len(self._alike) > waiting:
            self._numbers[_MADE] += self._table.likenesses(*self._alike.popleft()).tolist()

    def remove(self, field: str, value: str) -> None:
        """Remove the articles whose field has a value.

        Args:
            field: The name of a keyword field.
            value: The value, whole.
        """
        encoded, values = _encoded(value), self._keywords[field]
        # Most of what is removed is not here, and to see that is ten times faster.
        if encoded in values:
            self.removed |= {n for n, other in enumerate(values) if other == encoded}

    def write(self, path: Path) -> None:
        """Write the segment; the buffer is of no more use.

        Args:
            path: A file that does not exist yet.
        """
        self._analyse()
        self._compare(0)
        with ArrayFileWriter(path, SEGMENT) as out:
            out.facts["documents"] = len(self)
            out.put("lengths", LENGTHS, "<u4")
            self._stored.write(out)
            for name, values in self._keywords.items():
                write_keywords(out, name, values)
            for name, lists in self._lists.items():
                write_lists(out, name, lists)
            for name, numbers in self._numbers.items():
                write_numbers(out, name, numbers)
            entries = {view: self._table.entries(view) for view in View}
            for part in FIELDS:
                self._write_part(out, part, entries)

    def _write_part(self, out: ArrayFileWriter, part: str, entries: dict[View, Entries]) -> None:
        held = self._parts.pop(part)
        words, word_counts = np.concatenate(held.words), np.concatenate(held.counts)
        del held
        texts = {name: text for name, text in LAYOUT.texts.items() if text.part == part}
        lengths = {
            name: _sums(entries[text.view].counts(len(self._table)), words, word_counts)
            for name, text in texts.items()
        }
        occurrences = Occurrences(words, word_counts, self._table.places())
        del words

        def invert(name: str, text: TextPart) -> TextFieldWriter:
            field = TextFieldWriter(self._directory, name, positions=text.positions)
            try:
                ways = occurrences.postings if text.positions else occurrences.counted
                for postings in ways(entries[text.view]):
                    field.add(postings)
            except BaseException:
                field.close()
                raise
            return field

        # Most of it is sorting and packing of arrays, which does not keep other threads waiting.
        with ThreadPoolExecutor(self._threads) as pool:
            # Grams take as long as the other views together, so they begin first.
            by_time = sorted(texts.items(), key=lambda item: item[1].positions)
            jobs = {name: pool.submit(invert, name, text) for name, text in by_time}
            try:
                for name in texts:
                    field, sizes = jobs[name].result(), lengths[name]
                    field.write(out, length_codes(sizes), int(sizes.sum()))
            finally:
                for job in jobs.values():
                    if not job.cancel() and job.exception() is None:
                        job.result().close()

    def close(self) -> None:
        """Let go of everything that was not written."""
        self._stored.close()


def _sums(terms: Int64s, words: UInt32s, word_counts: UInt32s) -> Int64s:
    """Return how many terms each document has, given how many each word gives."""
    sums = np.zeros(len(word_counts), np.int64)
    there = np.flatnonzero(word_counts)
    if there.size:
        starts = np.cumsum(word_counts, dtype=np.int64) - word_counts
        counted = look_up(terms.astype(np.uint16), words)
        sums[there] = np.add.reduceat(counted, starts[there], dtype=np.int64)
    return sums


def _encoded(value: object) -> bytes:
    # A file name that is not UTF-8 comes with lone surrogates; it must stay itself.
    return str(value).encode("utf-8", "surrogatepass")


def _encoded_all(values: object) -> list[bytes]:
    assert isinstance(values, list)  # noqa: S101 - what the schema says
    return [_encoded(value) for value in values]


def _as_int64(value: object) -> int:
    # A number that does not fit must fail here, before anything of the article is added.
    return int(np.int64(str(value)))

"""Merging: several segments become one, without the documents that were deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.arrayfile import ArrayFileWriter
from index.columnar.bits import Int64s, UInt32s
from index.columnar.columns import write_keywords, write_numbers
from index.columnar.contents import SegmentEntry
from index.columnar.layout import LAYOUT
from index.columnar.lists import write_lists
from index.columnar.segment import SEGMENT, Segment
from index.columnar.stored import StoredWriter
from index.columnar.textfield import LENGTHS, Postings, TextField, TextFieldWriter

__all__ = ["merge", "to_merge"]

_TIER = 4
"""So many segments of about one size become one; each article is rewritten log₄ of n times."""

_SMALLEST_TIER = 1_000
"""Segments with fewer documents are all of one size."""

_FEW = 8
"""To make one of so many takes a seventh of the time of a build; a query then asks one segment."""

_MOST_DELETED = 0.3
"""A segment with a greater share of deleted documents is written anew."""

_STEP = 1 << 20
"""About so many occurrences of a field are merged in one step; each takes about 100 bytes."""


def to_merge(entries: Sequence[SegmentEntry], *, fresh: bool = False) -> list[SegmentEntry]:
    """Return which segments to make one of next, or nothing where all is well.

    Args:
        entries: The segments there are.
        fresh: Whether no segment was there before: then a few become one, whatever their sizes.
    """
    if fresh and 1 < len(entries) <= _FEW:
        return list(entries)
    tiers: dict[int, list[SegmentEntry]] = {}
    for entry in entries:
        size = max(entry.live // _SMALLEST_TIER, 1)
        tiers.setdefault((size.bit_length() - 1) // 2, []).append(entry)
    for _, tier in sorted(tiers.items()):
        if len(tier) >= _TIER:
            return tier
    return [entry for entry in entries if entry.deleted > _MOST_DELETED * entry.documents][:1]


def merge(segments: Sequence[Segment], path: Path) -> int:
    """Write the documents of some segments that are not deleted as one segment.

    Args:
        segments: The segments, in order.
        path: A file that does not exist yet.

    Returns:
        How many documents it has.

    Raises:
        IndexDamaged: A segment is not what was written.
    """
    kept = [segment.kept for segment in segments]
    documents = sum(int(mask.sum()) for mask in kept)
    with ArrayFileWriter(path, SEGMENT) as out:
        out.facts["documents"] = documents
        out.put("lengths", LENGTHS, "<u4")
        _merge_stored(out, segments, kept, path.parent)
        for name in LAYOUT.keywords:
            write_keywords(out, name, _keywords(name, segments, kept))
        for name in LAYOUT.lists:
            write_lists(out, name, _lists(name, segments, kept))
        for name in LAYOUT.numbers:
            values = [s.numbers(name).values[k] for s, k in zip(segments, kept, strict=True)]
            write_numbers(out, name, np.concatenate(values))
        numbers = _new_numbers(kept)
        for name, text in LAYOUT.texts.items():
            fields = [segment.text(name) for segment in segments]
            field = TextFieldWriter(path.parent, name, positions=text.positions)
            try:
                tokens = 0
                for postings in _merged(fields, numbers):
                    field.add(postings)
                    tokens += int(postings.freqs.sum(dtype=np.int64))
                lengths = [f.lengths[k] for f, k in zip(fields, kept, strict=True)]
                field.write(out, np.concatenate(lengths), tokens)
            finally:
                field.close()
    return documents


def _merge_stored(
    out: ArrayFileWriter,
    segments: Sequence[Segment],
    kept: Sequence[NDArray[np.bool_]],
    directory: Path,
) -> None:
    stored = StoredWriter(directory)
    try:
        for segment, mask in zip(segments, kept, strict=True):
            stored.copy(segment.stored, mask)
        stored.write(out)
    finally:
        stored.close()


def _keywords(
    name: str, segments: Sequence[Segment], kept: Sequence[NDArray[np.bool_]]
) -> list[bytes]:
    values: list[bytes] = []
    for segment, mask in zip(segments, kept, strict=True):
        column = segment.keywords(name)
        terms = column.terms.slice(0, len(column.terms))
        values.extend(terms[code] for code in column.codes[mask].tolist())
    return values


def _lists(
    name: str, segments: Sequence[Segment], kept: Sequence[NDArray[np.bool_]]
) -> list[list[bytes]]:
    return [
        segment.lists(name).values(document)
        for segment, mask in zip(segments, kept, strict=True)
        for document in np.flatnonzero(mask).tolist()
    ]


def _new_numbers(kept: Sequence[NDArray[np.bool_]]) -> list[Int64s]:
    """Return the new number of each document, or -1 where it is deleted."""
    numbers, before = [], 0
    for mask in kept:
        numbers.append(np.where(mask, np.cumsum(mask) - 1 + before, -1))
        before += int(mask.sum())
    return numbers


def _merged(fields: Sequence[TextField], numbers: Sequence[Int64s]) -> Iterator[Postings]:
    """Yield the postings of all fields in order of terms, in steps of bounded size."""
    largest = max(fields, key=lambda field: field.tokens)
    edges = [largest.terms[first] for first in largest.steps(max(_STEP // len(fields), 1))]
    # Terms before the first edge go with it.
    bounds = [[0, *map(field.terms.lower_bound, edges[1:]), len(field.terms)] for field in fields]
    for step in range(len(bounds[0]) - 1):
        yield _union(
            [
                _renumbered(field.postings(*places[step : step + 2]), new)
                for field, places, new in zip(fields, bounds, numbers, strict=True)
            ]
        )


def _renumbered(postings: Postings, new: Int64s) -> Postings:
    """Return postings with new document numbers, without deleted documents."""
    docs = new[postings.docs]
    keep = docs >= 0
    if keep.all():
        return postings._replace(docs=docs.astype(np.uint32))
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(keep)])
    last = np.cumsum(postings.doc_counts, dtype=np.int64)
    counts = ends[last] - ends[last - postings.doc_counts]
    stays = np.flatnonzero(counts)
    return Postings(
        [postings.terms[term] for term in stays.tolist()],
        counts[stays].astype(np.uint32),
        docs[keep].astype(np.uint32),
        postings.freqs[keep],
        postings.positions[np.repeat(keep, postings.freqs)]
        if postings.positions is not None
        else None,
    )


class _Places(NamedTuple):
    starts: Int64s
    lengths: UInt32s


def _union(parts: Sequence[Postings]) -> Postings:
    """Return the postings of all parts; a later part has the greater document numbers."""
    terms = sorted(set().union(*(part.terms for part in parts)))
    number = {term: place for place, term in enumerate(terms)}
    codes = [
        np.repeat(np.array([number[t] for t in part.terms], np.uint64), part.doc_counts)
        for part in parts
    ]
    key = np.concatenate(codes) << np.uint64(32)
    key |= np.arange(len(key), dtype=np.uint64)
    key.sort()
    order = (key & np.uint64(0xFFFFFFFF)).astype(np.int64)
    freqs = np.concatenate([part.freqs for part in parts])
    counts = np.bincount((key >> np.uint64(32)).astype(np.int64), minlength=len(terms))
    listed = [part.positions for part in parts if part.positions is not None]
    positions = None
    if listed:
        starts = np.cumsum(freqs, dtype=np.int64) - freqs
        positions = np.concatenate(listed)[_spread(_Places(starts[order], freqs[order]))]
    return Postings(
        terms,
        counts.astype(np.uint32),
        np.concatenate([part.docs for part in parts])[order],
        freqs[order],
        positions,
    )


def _spread(places: _Places) -> Int64s:
    """Return the index of every item of runs that start somewhere and have some length."""
    before = np.cumsum(places.lengths, dtype=np.int64) - places.lengths
    index: Int64s = np.repeat(places.starts - before, places.lengths)
    index += np.arange(len(index))
    return index

"""What the writer makes, against a plain list of articles and the words in them."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings

from index.analysis import View, default_analyzer
from index.article import Article
from index.columnar import buffer, inversion, merge
from index.columnar.contents import CONTENTS, read_contents
from index.columnar.layout import LAYOUT, TextPart
from index.columnar.segment import Segment
from index.columnar.stored import StoredWriter
from index.columnar.words import WordTable
from index.columnar.writer import Writer
from index.errors import IndexDamaged
from index.schema import FIELDS, NO_DATE, article_fields, field_name, terms
from tests.index.columnar.corpus import FILES, Step, apply, steps, write

_Postings = dict[bytes, dict[str, list[int]]]


def _segments(directory: Path) -> list[Segment]:
    return [Segment(directory, entry) for entry in read_contents(directory)]


def _expected(articles: Sequence[Article], text: TextPart) -> _Postings:
    postings: _Postings = defaultdict(lambda: defaultdict(list))
    part, view, positions = text
    for article in articles:
        for token in default_analyzer().tokens(
            str(article_fields(article, "")[field_name(part, view)])
        ):
            for term in terms(token, view):
                place = token.position if positions else 0
                postings[term.encode()][article.id].append(place)
    return postings


def _found(segments: Sequence[Segment], name: str) -> _Postings:
    postings: _Postings = defaultdict(lambda: defaultdict(list))
    for segment in segments:
        field, ids = segment.text(name), segment.keywords("id")
        for number, term in enumerate(field.terms):
            assert field.terms.find(term) == number
            docs, freqs = field.docs(number), field.freqs(number)
            places = field.positions(number) if field.has_positions else np.zeros(int(freqs.sum()))
            positions = np.split(places, np.cumsum(freqs)[:-1])
            assert len(docs) == len(freqs) == field.doc_frequency(number)
            for doc, places in zip(docs.tolist(), positions, strict=True):
                if segment.kept[doc]:
                    postings[term][ids.value(doc).decode()] += places.tolist()
    return postings


def _check(directory: Path, held: Sequence[tuple[Article, str]]) -> None:
    segments = _segments(directory)
    articles = [article for article, _ in held]
    for name, text in LAYOUT.texts.items():
        assert _found(segments, name) == _expected(articles, text)
    rows = {}
    for segment in segments:
        segment.verify()
        for doc in np.flatnonzero(segment.kept).tolist():
            article = Article.from_json(segment.stored[doc].decode())
            date = segment.numbers("date").values[doc]
            assert date == (article.date.timestamp() if article.date else NO_DATE)
            assert segment.keywords("section").value(doc).decode() == article.section
            tags = [tag.decode() for tag in segment.lists("tags").values(doc)]
            assert tags == sorted(set(article.tags))
            rows[article.id] = (article, segment.keywords("path").value(doc).decode())
    assert rows == {article.id: (article, path) for article, path in held}


@settings(max_examples=15, deadline=None)
@given(steps())
def test_every_word_of_every_article_is_where_it_was_written(steps: list[Step]) -> None:
    with TemporaryDirectory() as name:
        count = write(Path(name), steps)
        held = apply(steps)
        assert count == len(held)
        _check(Path(name), held)


@settings(max_examples=6, deadline=None)
@given(steps())
def test_many_small_segments_and_steps_hold_the_same(steps: list[Step]) -> None:
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as name:
        # A segment an article, and a merge that goes term by term.
        patch.setattr(buffer, "BYTES_A_DISTINCT_WORD", 2**40)
        patch.setattr(buffer, "_BATCH", 1)
        patch.setattr(inversion, "_STEP", 1)
        patch.setattr(inversion, "_KEYS", 1)
        patch.setattr(merge, "_STEP", 1)
        write(Path(name), steps)
        _check(Path(name), apply(steps))


def _article(number: int, body: str = "كتاب") -> Article:
    return Article(id=f"رقم {number}", title="عنوان", body=body)


def test_segments_of_one_size_become_one(tmp_path: Path) -> None:
    for number in range(merge._TIER):
        assert len(_segments(tmp_path)) == number if number else True
        write(tmp_path, [Step([], [(_article(number), FILES[0])])])
    assert len(_segments(tmp_path)) == 1
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".segment", ".toc"]


def test_files_that_were_committed_are_never_changed(tmp_path: Path) -> None:
    old, new = tmp_path / "1", tmp_path / "2"
    old.mkdir()
    new.mkdir()
    held = [(_article(number), FILES[number % 3]) for number in range(6)]
    write(old, [Step([], held)])
    before = {path.name: path.read_bytes() for path in old.iterdir()}
    for path in old.iterdir():
        os.link(path, new / path.name)
    write(new, [Step([FILES[0]], [(_article(9), FILES[0])]), Step([FILES[1]], [])])
    assert {path.name: path.read_bytes() for path in old.iterdir()} == before
    _check(old, held)
    _check(new, [*(row for row in held if row[1] == FILES[2]), (_article(9), FILES[0])])


def test_an_article_added_and_removed_at_once_is_gone(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.add(_article(1), FILES[0])
    writer.add(_article(2), FILES[1])
    writer.remove(FILES[0])
    writer.add(_article(3), FILES[0])
    assert writer.commit() == 2
    _check(tmp_path, [(_article(2), FILES[1]), (_article(3), FILES[0])])


def test_single_articles_go_and_can_come_back(tmp_path: Path) -> None:
    held = [(_article(number), FILES[number % 2]) for number in range(6)]
    write(tmp_path, [Step([], held)])
    writer = Writer(tmp_path)
    writer.add(_article(7), FILES[0])
    for number in (1, 4, 7, 99):
        writer.remove_article(f"رقم {number}")
    writer.add(_article(4, "قمر"), FILES[1])
    assert writer.commit() == 5
    kept = [held[number] for number in (0, 2, 3, 5)]
    _check(tmp_path, [*kept, (_article(4, "قمر"), FILES[1])])


def test_an_article_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Writer(tmp_path)
    writer.add(_article(1), FILES[0])
    real = StoredWriter.add

    def fail(stored: StoredWriter, article: bytes) -> None:
        if "بيروت" in article.decode():
            raise MemoryError
        real(stored, article)

    monkeypatch.setattr(StoredWriter, "add", fail)
    with pytest.raises(MemoryError):
        writer.add(_article(2, "بيروت"), FILES[0])
    writer.add(_article(3), FILES[0])
    assert writer.commit() == 2
    _check(tmp_path, [(_article(1), FILES[0]), (_article(3), FILES[0])])


def test_a_name_that_is_not_unicode_stays_itself(tmp_path: Path) -> None:
    path = os.fsdecode(b"\xff.txt")
    write(tmp_path, [Step([], [(_article(1), path), (_article(2), FILES[0])])])
    write(tmp_path, [Step([path], [])])
    _check(tmp_path, [(_article(2), FILES[0])])


@given(text=steps().map(lambda found: " ".join(a.body for s in found for a, _ in s.added)))
def test_the_word_table_says_what_the_analyzer_says(text: str) -> None:
    table = WordTable(default_analyzer())
    texts = [text, "", text[::-1]]
    words, counts = table.words(texts)
    found = np.split(words, np.cumsum(counts)[:-1])
    for text_, mine in zip(texts, found, strict=True):
        tokens = default_analyzer().tokens(text_)
        starts = (np.cumsum(table.places()[mine]) - table.places()[mine]).tolist()
        for view in View:
            entries = table.entries(view)
            assert [
                (start + place, entries.names[term])
                for start, word in zip(starts, mine.tolist(), strict=True)
                for place, term in zip(
                    entries.places[entries.words == word].tolist(),
                    entries.terms[entries.words == word].tolist(),
                    strict=True,
                )
            ] == [(token.position, term) for token in tokens for term in terms(token, view)]


@pytest.mark.parametrize("damaged", ["segment", "deletions"])
def test_damage_is_found(tmp_path: Path, damaged: str) -> None:
    held = [(_article(number), FILES[number % 5]) for number in range(10)]
    write(tmp_path, [Step([], held), Step([FILES[0]], [])])
    (path,) = tmp_path.glob(f"*.{damaged}")
    content = bytearray(path.read_bytes())
    for place in range(0, len(content), 97):
        changed = content.copy()
        changed[place] ^= 4
        path.write_bytes(changed)
        with pytest.raises(IndexDamaged, match=path.name):
            for segment in _segments(tmp_path):
                segment.verify()
    path.unlink()
    with pytest.raises(IndexDamaged, match=path.name):
        _segments(tmp_path)


def test_damage_to_the_contents_is_found(tmp_path: Path) -> None:
    write(tmp_path, [Step([], [(_article(1), FILES[0])])])
    path = tmp_path / CONTENTS
    sound = path.read_text()
    for changed in ("", "[]", "{}", "null", sound[:-3], sound.replace('"documents": 1', '"x": 1')):
        path.write_text(changed)
        with pytest.raises(IndexDamaged, match=CONTENTS):
            read_contents(tmp_path)
    path.write_text(sound.replace('"documents": 1', '"documents": 2'))
    with pytest.raises(IndexDamaged, match=CONTENTS):
        read_contents(tmp_path)


def test_every_part_has_a_text_field_a_view() -> None:
    assert set(LAYOUT.texts) == {field_name(part, view) for part in FIELDS for view in View}

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build
from index.errors import IndexDamaged, IndexMissing
from index.store import Store
from index.verify import Kind, verify
from tests.conftest import WriteArticles
from tests.index.damaging import all_files, delete, flip, own_files, truncate, zero

FLIPS = 60


def test_a_sound_index(two_generations: Store) -> None:
    found = verify(two_generations)
    assert found.is_sound
    assert found.findings == ()
    assert found.generations == (2, 1)
    assert found.files == len(list(all_files(two_generations))) - 1


def test_no_index(store: Store) -> None:
    with pytest.raises(IndexMissing):
        verify(store)


def hurt_and_heal(store: Store, path: Path, hurt: Callable[[Path], None]) -> set[Path]:
    """Damage a file, return what verify names, and put the file back, hard links and all."""
    content = path.read_bytes()
    hurt(path)
    named = {finding.path for finding in verify(store).findings}
    if path.exists():
        path.write_bytes(content)
    return named


def test_flipped_bits_are_named(two_generations: Store) -> None:
    chance = random.Random(20240131)
    files = list(all_files(two_generations))
    for turn in range(FLIPS):
        path = files[turn % len(files)]
        assert path in hurt_and_heal(two_generations, path, lambda file: flip(file, chance)), path
    assert verify(two_generations).is_sound


@pytest.mark.parametrize("hurt", [truncate, zero, delete])
def test_every_file_that_was_hurt_is_named(
    two_generations: Store, tmp_path: Path, hurt: Callable[[Path, random.Random], None]
) -> None:
    for count, path in enumerate(list(all_files(two_generations))):
        copy = tmp_path / str(count)
        shutil.copytree(two_generations.directory, copy)
        target = copy / path.relative_to(two_generations.directory)
        hurt(target, random.Random(count))
        if target.name == "manifest.json" and not target.exists():
            with pytest.raises(IndexMissing):
                verify(Store(copy))
            continue
        found = verify(Store(copy))
        assert {finding.path for finding in found.findings} == {target}
        assert not found.is_sound


@pytest.mark.parametrize("hurt", [truncate, delete])
def test_opening_names_what_is_missing_or_short(
    two_generations: Store, hurt: Callable[[Path, random.Random], None]
) -> None:
    files = own_files(two_generations, 2)
    assert len(files) >= 3
    for path in files:
        content = path.read_bytes()
        hurt(path, random.Random(5))
        with pytest.raises(IndexDamaged, match=path.name) as caught:
            two_generations.open()
        assert "bahith rollback" in str(caught.value)
        path.write_bytes(content)
    two_generations.open().close()


def test_a_shared_file_leaves_no_way_back(two_generations: Store) -> None:
    old, new = (two_generations.directory / "generations" / number for number in "12")
    shared = next(path for path in sorted(new.iterdir()) if path.stat().st_nlink == 2)
    truncate(shared, random.Random(5))
    with pytest.raises(IndexDamaged, match="bahith restore") as caught:
        two_generations.open()
    assert "rollback" not in str(caught.value)
    named = {finding.path for finding in verify(two_generations).findings}
    assert named == {shared, old / shared.name}


def test_foreign_files_and_leftovers(two_generations: Store) -> None:
    folder = two_generations.directory
    stray = folder / "generations" / "7"
    stray.mkdir()
    (folder / "manifest.json.new").touch()
    found = verify(two_generations)
    assert {(finding.path, finding.kind) for finding in found.findings} == {
        (stray, Kind.LEFTOVER),
        (folder / "manifest.json.new", Kind.LEFTOVER),
    }
    assert found.is_sound
    with two_generations.lock():
        assert verify(two_generations).findings == ()

    foreign = [folder / "notes.txt", folder / "generations" / "2" / "_MAIN_99.toc"]
    for path in foreign:
        path.write_text("x", "utf-8")
    found = verify(two_generations)
    assert [finding.path for finding in found.findings if finding.kind is Kind.FOREIGN] == sorted(
        foreign
    )
    assert not found.is_sound


def test_damage_is_never_given_a_new_checksum(
    two_generations: Store, write_articles: WriteArticles, tmp_path: Path
) -> None:
    """A writer compares what it reads and gives up; what it only links keeps its checksum."""
    new = write_articles([{"id": "3"}], "3.jsonl")
    refused = 0
    for count, path in enumerate(own_files(two_generations, 2)):
        copy = Store(tmp_path / str(count))
        shutil.copytree(two_generations.directory, copy.directory)
        hurt = copy.directory / path.relative_to(two_generations.directory)
        flip(hurt, random.Random(count))
        try:
            build([new], copy)
        except IndexDamaged as error:
            refused += 1
            assert hurt.name in str(error)
            assert [folder.name for folder in sorted(hurt.parents[1].iterdir())] == ["1", "2"]
        assert hurt in {finding.path for finding in verify(copy).findings}
    assert refused


def test_making_anew_drops_what_is_damaged(
    two_generations: Store, write_articles: WriteArticles
) -> None:
    flip(own_files(two_generations, 2)[0], random.Random(3))
    flip(own_files(two_generations, 1)[0], random.Random(3))
    build([write_articles([{"id": "3"}], "3.jsonl")], two_generations, full=True)
    assert verify(two_generations).is_sound
    assert verify(two_generations).generations == (3,)

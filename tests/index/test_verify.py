from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build
from index.errors import IndexDamaged, IndexMissing
from index.manifest import Manifest, write_copy
from index.store import Store
from index.verify import Kind, verify
from tests.conftest import WriteArticles
from tests.index.damaging import all_files, delete, flip, own_files, truncate, zero

FLIPS = 200


def test_a_sound_index(two_generations: Store) -> None:
    found = verify(two_generations)
    assert found.is_sound
    assert found.findings == ()
    assert found.generations == (2, 1)
    assert found.files == len(list(all_files(two_generations))) - 2


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
        found = verify(Store(copy))
        assert {finding.path for finding in found.findings} == {target}
        assert not found.is_sound


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


def test_a_writer_does_not_carry_damage_on(
    two_generations: Store, write_articles: WriteArticles, tmp_path: Path
) -> None:
    new = write_articles([{"id": "3"}], "3.jsonl")
    for count, path in enumerate(own_files(two_generations, 2)):
        copy = Store(tmp_path / str(count))
        shutil.copytree(two_generations.directory, copy.directory)
        hurt = copy.directory / path.relative_to(two_generations.directory)
        flip(hurt, random.Random(count))
        with pytest.raises(IndexDamaged, match=hurt.name) as caught:
            build([new], copy)
        assert "bahith rollback" in str(caught.value)
        assert [folder.name for folder in sorted(hurt.parents[1].iterdir())] == ["1", "2"]
        assert {finding.path for finding in verify(copy).findings} == {hurt}


def test_damage_while_a_draft_is_made_is_not_carried_on(two_generations: Store) -> None:
    hurt = own_files(two_generations, 2)[0]
    with (
        pytest.raises(IndexDamaged, match=hurt.name),
        two_generations.lock(),
        two_generations.write(fresh=False) as writing,
    ):
        flip(hurt, random.Random(1))
        writing.commit()
    assert {finding.path for finding in verify(two_generations).findings} == {hurt}


def test_a_copy_that_a_killed_writer_left_behind_is_no_damage(two_generations: Store) -> None:
    copy = two_generations.directory / "manifest.copy.json"
    manifest = two_generations.manifest()
    assert manifest is not None
    write_copy(two_generations.directory / "manifest.json", Manifest(manifest.generations[1:], 1))
    found = verify(two_generations)
    assert [(finding.path, finding.kind) for finding in found.findings] == [(copy, Kind.LEFTOVER)]
    assert found.is_sound
    with two_generations.lock():
        pass
    assert verify(two_generations).findings == ()


def test_making_anew_drops_what_is_damaged(
    two_generations: Store, write_articles: WriteArticles
) -> None:
    flip(own_files(two_generations, 2)[0], random.Random(3))
    flip(own_files(two_generations, 1)[0], random.Random(3))
    build([write_articles([{"id": "3"}], "3.jsonl")], two_generations, full=True)
    assert verify(two_generations).is_sound
    assert verify(two_generations).generations == (3,)

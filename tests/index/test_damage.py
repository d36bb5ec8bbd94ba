"""What is damaged is never answered from: opening says which file, and what is left to do."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.checksums import FileSum
from index.errors import IndexDamaged, IndexMissing
from index.rollback import rollback
from index.store import Store
from index.verify import verify
from search.request import Request
from search.service import Service
from tests.index.damaging import all_files, delete, flip, own_files, truncate, zero
from web.cli import main

FLIPS = 200
WAYS = (flip, truncate, zero, delete)


def answer(store: Store) -> list[tuple[str, float]]:
    hits = Service(Store(store.directory)).search(Request("أول ثان")).hits
    return [(hit.id, hit.score) for hit in hits]


def named(store: Store) -> set[Path]:
    return {store.directory / "manifest.json", *(store.directory / "generations" / "2").iterdir()}


def ways_out(store: Store, path: Path) -> str:
    """Generation 1 is a way out unless the file that was hurt is shared with it."""
    return "bahith restore" if path.parent.name == "2" and path.stat().st_nlink > 1 else "rollback"


def test_one_flipped_bit_is_refused_or_harmless(two_generations: Store) -> None:
    chance = random.Random(20240131)
    right = answer(two_generations)
    files = list(all_files(two_generations))
    refused = 0
    for turn in range(FLIPS):
        path = files[turn % len(files)]
        content, way_out = path.read_bytes(), ways_out(two_generations, path)
        flip(path, chance)
        assert path in {finding.path for finding in verify(two_generations).findings}
        if path in named(two_generations):
            refused += 1
            with pytest.raises(IndexDamaged, match=path.name) as caught:
                answer(two_generations)
            assert way_out in str(caught.value)
        elif path.stat().st_nlink == 1:
            assert answer(two_generations) == right
        path.write_bytes(content)
    assert refused > FLIPS // 3
    assert answer(two_generations) == right


@pytest.mark.parametrize("hurt", WAYS)
def test_the_command_line_names_the_file_and_exits_4(
    two_generations: Store, hurt: Callable[[Path, random.Random], None]
) -> None:
    for path in sorted(named(two_generations)):
        content, way_out = path.read_bytes(), ways_out(two_generations, path)
        links = [other for other in all_files(two_generations) if other.samefile(path)]
        hurt(path, random.Random(3))
        options = ["--index", str(two_generations.directory)]
        for command in (["search", "أول"], ["verify"], ["stats"], ["delete", "1"]):
            done = CliRunner().invoke(main, [*command, *options])
            assert done.exit_code == 4, (path, command)
            assert str(path) in done.output
            assert command == ["verify"] or way_out in done.output or hurt is delete
        if path.exists():
            path.write_bytes(content)
        else:
            path.write_bytes(content)
            for other in links:
                if other != path:
                    other.unlink()
                    os.link(path, other)
    assert answer(two_generations)


def test_damage_under_an_open_index_is_not_answered_from(
    two_generations: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are mapped: what is written to them shows in answers that nobody checks again."""
    monkeypatch.setattr("index.snapshot._SECONDS_BETWEEN_LOOKS", 0.0)
    service = Service(two_generations)
    request = Request("أول ثان")
    right = service.search(request).hits
    assert right
    for path in own_files(two_generations, 2):
        content = path.read_bytes()
        with path.open("r+b") as file:
            file.seek(len(content) // 2)
            file.write(bytes([content[len(content) // 2] ^ 1]))
        for _ in range(2):
            with pytest.raises(IndexDamaged, match=path.name):
                service.search(request)
        with path.open("r+b") as file:
            file.write(content)
        assert service.search(request).hits == right


def test_a_file_that_is_gone_is_still_open(
    two_generations: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.snapshot._SECONDS_BETWEEN_LOOKS", 0.0)
    service = Service(two_generations)
    right = service.search(Request("أول ثان")).hits
    for path in own_files(two_generations, 2):
        path.unlink()
    assert service.search(Request("أول ثان")).hits == right


def test_rollback_leaves_damage_behind(two_generations: Store) -> None:
    flip(own_files(two_generations, 2)[0], random.Random(4))
    with pytest.raises(IndexDamaged, match="bahith rollback"):
        two_generations.open()
    assert rollback(two_generations).current.number == 1
    assert two_generations.open().article("1") is not None
    assert verify(two_generations).is_sound


@pytest.mark.parametrize("hurt", WAYS)
def test_a_damaged_manifest_loses_nothing(
    two_generations: Store, hurt: Callable[[Path, random.Random], None]
) -> None:
    right = answer(two_generations)
    hurt(two_generations.directory / "manifest.json", random.Random(5))
    with pytest.raises(IndexDamaged, match="bahith rollback") as caught:
        answer(two_generations)
    assert "generation 2" in str(caught.value)
    # Whoever comes first, the generations stay until somebody has decided.
    with two_generations.lock():
        pass
    done = rollback(two_generations)
    assert (done.current.number, done.left) == (2, None)
    assert answer(two_generations) == right
    assert verify(two_generations).findings == ()


def test_manifest_and_copy_gone_is_no_index(two_generations: Store) -> None:
    for name in ("manifest.json", "manifest.copy.json"):
        (two_generations.directory / name).unlink()
    with pytest.raises(IndexMissing):
        two_generations.open()


def test_a_manifest_and_its_copy_damaged(two_generations: Store) -> None:
    for name in ("manifest.json", "manifest.copy.json"):
        flip(two_generations.directory / name, random.Random(6))
    with pytest.raises(IndexDamaged, match="bahith restore") as caught:
        two_generations.open()
    assert "rollback" not in str(caught.value)
    with pytest.raises(IndexDamaged, match=r"manifest\.copy\.json"):
        rollback(two_generations)


def test_a_file_is_read_again_only_when_it_was_written_to(
    two_generations: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def note(file: Path, known: FileSum) -> None:
        read.append(file)

    manifest = two_generations.manifest()
    assert manifest is not None
    path = own_files(two_generations, 2)[0]
    two_generations.open().close()
    monkeypatch.setattr("index.shelf.quick_damage", note)
    two_generations.shelf.check_contents(manifest.current)
    assert read == []
    path.write_bytes(path.read_bytes())
    two_generations.shelf.check_contents(manifest.current)
    assert read == [path]

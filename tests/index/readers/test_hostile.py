"""One folder with good articles and everything hostile that a file can be."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard

from index.article import Article
from index.readers import Skipped, read

BAHITH = str(Path(sys.executable).with_name("bahith"))
MIB = 1 << 20
GOOD = 100

_MEASURED = textwrap.dedent(
    """
    import resource, sys
    from web.cli import main
    try:
        main(sys.argv[1:])
    finally:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(peak, file=open(3, "w"))
    """
)


def _row(id_: str, **values: object) -> bytes:
    row = {"id": id_, "title": f"عنوان {id_}", "body": f"متن المقال {id_} عن الوزير", **values}
    return json.dumps(row, ensure_ascii=False).encode()


def _good(folder: Path) -> None:
    (folder / "good.jsonl").write_bytes(b"\n".join(_row(f"g{n}") for n in range(60)))
    for n in range(20):
        (folder / f"t{n}.txt").write_text(f"عنوان {n}\n\nمتن المقال عن الوزير", "utf-8")
        page = f"<title>عنوان {n}</title><article><p>متن المقال عن الوزير</p></article>"
        (folder / f"h{n}.html").write_text(page, "utf-8")


def _bomb(byte: bytes, size: int) -> Iterator[bytes]:
    for _ in range(size // MIB):
        yield byte * MIB


def _compressed(folder: Path) -> None:
    """Write files of a few hundred kilobytes that are 100 MB of nothing."""
    with gzip.open(folder / "bomb.txt.gz", "wb", compresslevel=9) as out:
        out.writelines(_bomb(b"a", 100 * MIB))
    with lzma.open(folder / "bomb.jsonl.xz", "wb", preset=0) as out:
        out.writelines(_bomb(b" ", 100 * MIB))
    table = b"title,body\n" + b"\n" * (100 * MIB)
    (folder / "bomb.csv.zst").write_bytes(zstandard.compress(table))
    whole = gzip.compress(b"\n".join(_row(f"cut{n}") for n in range(500)))
    (folder / "cut.txt.gz").write_bytes(whole[: len(whole) // 2])
    (folder / "notgzip.txt.gz").write_bytes(b"plain text")


def _special(folder: Path, outside: Path) -> None:
    os.mkfifo(folder / "fifo.txt")
    (folder / "device.csv").symlink_to("/dev/zero")
    outside.mkdir()
    (outside / "secret.txt").write_text("سر", "utf-8")
    (folder / "out.txt").symlink_to(outside / "secret.txt")
    (folder / "outfolder").symlink_to(outside)
    (folder / "dangling.txt").symlink_to(folder / "nothing.txt")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "unreadable.txt").write_text("نص", "utf-8")
    (folder / "unreadable.txt").chmod(0)


def _lines(folder: Path) -> None:
    deep = b'{"id": "d", "title": "x", "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"
    (folder / "deep.jsonl").write_bytes(b"\n".join([deep, b"[" * 10_000, b'{"a":' * 10_000]))
    with (folder / "long.jsonl").open("wb") as out:
        out.write(b'{"id": "long", "title": "')
        out.writelines(_bomb(b"a", 100 * MIB))
        out.write(b'"}\n')
    (folder / "long.csv").write_bytes(b'title,body\n"' + b"a" * (70 * MIB))
    (folder / "bytes.jsonl").write_bytes(
        b'{"id": "b", "title": "\xff\xfe"}\n{"id": 1.5, "title": 1}'
    )
    (folder / "nul.txt").write_bytes(b"\x00" * 100_000)
    (folder / "binary.html").write_bytes(bytes(range(256)) * 100)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "tags.html").write_bytes(b"<a><b>" * 10_000)
    (folder / "table.csv").write_bytes(b"a,b,c\n1,2,3\n")


def _odd_but_good(folder: Path) -> set[str]:
    """Write what looks hostile and still is an article; return their ids."""
    div = "<div>" * 10_000 + "متن عميق عن الوزير" + "</div>" * 10_000
    (folder / "deep.html").write_text(f"<title>عنوان</title><body>{div}", "utf-8")
    (folder / "windows.txt").write_bytes("عنوان\n\nمتن قديم عن الوزير والناس".encode("cp1256"))
    rows = [
        _row("nul", body="قبل\x00بعد"),
        b'{"id": "lone", "title": "\\ud83d \\udc00", "body": "\xd9\x86"}',
        _row("mojibake", body="Ø§Ù„ÙˆØ²ÙŠØ±"),
        _row("nodate", date="31/02/2024"),
        _row("nohijri", date="30 رجب 1445 هـ"),
    ]
    (folder / "odd.jsonl").write_bytes(b"\n".join(rows))
    return {"deep", "windows", "nul", "lone", "mojibake", "nodate", "nohijri"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, set[str]]]:
    root = tmp_path_factory.mktemp("hostile")
    folder = root / "archive"
    folder.mkdir()
    _good(folder)
    _compressed(folder)
    _special(folder, root / "outside")
    _lines(folder)
    with socket.socket(socket.AF_UNIX) as server:
        before = Path.cwd()
        # The name of a socket may have 108 bytes at most.
        os.chdir(folder)
        server.bind("socket.jsonl")
        os.chdir(before)
        yield folder, _odd_but_good(folder)


def _index(folder: Path, at: Path, *options: str) -> tuple[subprocess.CompletedProcess[str], int]:
    """Run the command as any user but root, and return its peak of memory in bytes."""
    reader, writer = os.pipe()
    command = [sys.executable, "-c", _MEASURED, "index", str(folder), "--index", str(at), *options]

    def prepare() -> None:
        os.dup2(writer, 3)

    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        pass_fds=(3, writer) if writer != 3 else (3,),
        preexec_fn=prepare,
    )
    os.close(writer)
    with os.fdopen(reader) as told:
        return done, int(told.read() or 0) * 1024


_EXPECTED = {
    "bomb.txt.gz": "expands more than",
    "bomb.jsonl.xz": "expands more than",
    "bomb.csv.zst": "expands more than",
    "cut.txt.gz": "damaged or cut off",
    "notgzip.txt.gz": "damaged or cut off",
    "fifo.txt": "not a regular file",
    "device.csv": "out of the folder",
    "out.txt": "out of the folder",
    "outfolder": "out of the folder",
    "dangling.txt": "No such file",
    "self.txt": "Too many levels",
    "socket.jsonl": "not a regular file",
    "deep.jsonl:1": "nested too deep",
    "deep.jsonl:2": "nested too deep",
    "deep.jsonl:3": "nested too deep",
    "long.jsonl:1": "longer than",
    "long.csv:2": "longer than",
    "bytes.jsonl:1": "not valid UTF-8",
    "bytes.jsonl:2": "title is a number, not text",
    "nul.txt": "",
    "binary.html": "",
    "empty.txt": "empty",
    "tags.html": "tags are open",
    "table.csv:1": "must name columns",
}


@pytest.mark.timeout(60)
def test_the_good_are_indexed_and_the_bad_are_named(
    hostile: tuple[Path, set[str]], tmp_path: Path
) -> None:
    folder, odd = hostile
    quiet = tmp_path / "good"
    quiet.mkdir()
    _good(quiet)
    _, usual = _index(quiet, tmp_path / "usual", "--json")
    done, peak = _index(folder, tmp_path / "index", "--json")
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    named = {
        Path(item["path"]).name + (f":{item['line']}" if item["line"] else ""): item["reason"]
        for item in report["skipped"]
    }
    expected = dict(_EXPECTED)
    if os.geteuid() != 0:
        expected["unreadable.txt"] = "Permission denied"
    assert named.keys() == expected.keys()
    for name, reason in expected.items():
        assert reason in named[name], name
    assert report["articles"] == GOOD + len(odd) + (os.geteuid() == 0)
    assert [(item["line"], "no date" in item["reason"]) for item in report["warnings"]] == [
        (4, True),
        (5, True),
    ]
    assert usual > 0
    assert peak - usual < 300 * MIB, f"{peak / MIB:.0f} MiB against {usual / MIB:.0f}"


@pytest.mark.timeout(60)
def test_the_summary_for_people_tells(hostile: tuple[Path, set[str]], tmp_path: Path) -> None:
    folder, odd = hostile
    for name in ("long.jsonl", "long.csv"):
        (folder / name).unlink()
    for bomb in folder.glob("bomb.*"):
        bomb.unlink()
    at = ["--index", str(tmp_path / "index")]
    done = subprocess.run(
        [BAHITH, "--lang", "en", "index", str(folder), *at],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert f"skipped {folder / 'bytes.jsonl'}:2: title is a number, not text" in done.stderr
    assert f"{folder / 'odd.jsonl'}:4: '31/02/2024' is no date that exists" in done.stderr
    total = GOOD + len(odd) + (os.geteuid() == 0)
    assert f"in the index: {total} articles" in done.stderr


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(_row("1") + b"\n" + _row("2"))
    items = read(path)
    assert isinstance(next(items), Article)
    with path.open("ab") as out:
        out.write(b"\n" + _row("3"))
    *_, last = items
    assert last == Skipped(path, None, "changed while it was read; index it again", kept=True)


def test_a_file_that_changes_before_it_is_read(tmp_path: Path) -> None:
    """What was counted by its digest must be what was read."""
    from index.build import build
    from index.store import Store

    path = tmp_path / "a.jsonl"
    path.write_bytes(_row("1"))
    (tmp_path / "b.jsonl").write_bytes(_row("2"))

    class Meddler:
        def start(self, files: int) -> None:
            path.write_bytes(_row("1", title="تغير"))

        def article(self) -> None: ...
        def file(self) -> None: ...

    store = Store(tmp_path / "index")
    build([path, tmp_path / "b.jsonl"], store, progress=Meddler())
    report = build([path, tmp_path / "b.jsonl"], store)
    assert report.changed == 1
    snapshot = store.open()
    found = snapshot.article("1")
    snapshot.close()
    assert found is not None
    assert found.title == "تغير"

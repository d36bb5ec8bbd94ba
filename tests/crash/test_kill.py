"""Kill the indexer at random moments: readers see the old articles or the new, never a mixture."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from index.build import build
from index.store import Store
from search.request import Request
from search.service import Service

pytestmark = [pytest.mark.crash, pytest.mark.timeout(240)]

ARTICLES = 400
KILLS = int(os.environ.get("BAHITH_CRASH_KILLS", "10"))
BAHITH = str(Path(sys.executable).with_name("bahith"))


def write_archive(folder: Path, version: str) -> None:
    """Write every article anew, so that each file of the archive has changed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for part in range(4):
        rows = (
            {
                "id": f"{part}-{n}",
                "title": f"خبر {n}",
                "body": f"نسخة {version} " + "من الأرشيف " * 40,
            }
            for n in range(ARTICLES // 4)
        )
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{part}.jsonl").write_text(lines, "utf-8")


def versions_by_command(index: Path) -> dict[str, int]:
    found = {}
    for version in ("قديمة", "حديثة"):
        command = [BAHITH, "search", version, "--json", "--index", str(index)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert run.returncode in (0, 1) and run.stdout, run.stderr
        found[version] = json.loads(run.stdout)["total"]
    return found


class Reader(threading.Thread):
    """Ask as the page does, without a pause, and keep every answer and error."""

    def __init__(self, index: Path) -> None:
        super().__init__()
        self._service = Service(Store(index))
        self._stop_asking = threading.Event()
        self.totals: set[int] = set()
        self.errors: list[BaseException] = []

    def run(self) -> None:
        while not self._stop_asking.is_set():
            try:
                self.totals.add(self._service.search(Request("نسخة")).total)
                self.totals.add(self._service.search(Request("قديمة حديثة", limit=1)).total)
            except Exception as error:  # noqa: BLE001 - whatever a reader would have met
                self.errors.append(error)
            time.sleep(0.005)

    def finish(self) -> None:
        self._stop_asking.set()
        self.join()


def test_killed_reindex(tmp_path: Path) -> None:
    chance = random.Random(20240131)
    archive, index = tmp_path / "archive", tmp_path / "index"
    write_archive(archive, "قديمة")
    started = time.monotonic()
    build([archive], Store(index))
    # A little longer than a whole build takes, so that the last steps are hit as well.
    longest = (time.monotonic() - started) * 1.2 + 1.0
    whole = ({"قديمة": ARTICLES, "حديثة": 0}, {"قديمة": 0, "حديثة": ARTICLES})

    reader = Reader(index)
    reader.start()
    killed = 0
    try:
        for turn in range(KILLS):
            version = ("حديثة", "قديمة")[turn % 2]
            write_archive(archive, version)
            command = [BAHITH, "index", str(archive), "--index", str(index)]
            process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.1, longest))
            process.kill()
            killed += process.wait() != 0
            assert versions_by_command(index) in whole
            if turn % 3 == 2:
                subprocess.run(command, check=True, capture_output=True)
                assert versions_by_command(index) == whole[turn % 2 == 0]
    finally:
        reader.finish()
    assert killed >= KILLS // 3, "the kills came too late to prove anything"
    assert reader.errors == []
    # Half of each would be another total: every article has one of the two words, none has both.
    assert reader.totals == {ARTICLES}

    subprocess.run([BAHITH, "index", str(archive), "--index", str(index)], check=True)
    generations = [path.name for path in (index / "generations").iterdir()]
    assert len(generations) <= 2, "a killed writer's files are removed by the next one"

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from index.store import Store

BAHITH = str(Path(sys.executable).with_name("bahith"))


def children(number: int) -> set[int]:
    text = Path(f"/proc/{number}/task/{number}/children").read_text("ascii")
    return set(map(int, text.split()))


def wait_for(holds: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


@pytest.fixture
def server(seed_store: Store) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [BAHITH, "--lang", "en", "serve", "--port", "0", "--processes", "2"]
    process = subprocess.Popen(
        [*command, "--index", str(seed_store.directory)], stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stderr is not None
    found = re.search(r"http://\S+/", process.stderr.readline())
    assert found is not None
    yield process, found[0]
    process.kill()
    process.communicate()


def answers(url: str) -> bool:
    with urlopen(f"{url}api/search?q=%D8%A8%D8%A7%D9%8A%D8%AF%D9%86", timeout=20) as answer:
        return bool(json.load(answer)["hits"])


def test_several_processes_answer_and_end_together(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    process, url = server
    assert all(answers(url) for _ in range(8))
    before = children(process.pid)
    assert len(before) == 2
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=20)[1]
    assert process.returncode == 0
    assert said == ""
    assert not any(Path(f"/proc/{number}").exists() for number in before)


def test_a_process_that_dies_is_replaced(server: tuple[subprocess.Popen[str], str]) -> None:
    process, url = server
    wait_for(lambda: len(children(process.pid)) == 2)
    killed = children(process.pid).pop()
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: len(children(process.pid) - {killed}) == 2)
    assert all(answers(url) for _ in range(8))
    process.terminate()
    said = process.communicate(timeout=20)[1]
    assert "a process of the server ended with status -9" in said


def test_processes_end_with_their_parent(server: tuple[subprocess.Popen[str], str]) -> None:
    process, url = server
    assert answers(url)
    left = children(process.pid)
    process.kill()
    process.wait()
    wait_for(lambda: not any(Path(f"/proc/{number}").exists() for number in left))


_FAILS = """
from web.processes import ServerProcesses

def fail():
    raise RuntimeError("no such thing")

raise SystemExit(ServerProcesses(fail, "127.0.0.1", 0).run(1))
"""


def test_a_process_that_fails_says_why() -> None:
    command = [sys.executable, "-c", _FAILS]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 2
    assert "RuntimeError: no such thing" in done.stderr

"""Measure the server under load: searches at a steady rate, a reindex meanwhile, slow connections.

    python -m benchmarks.load CORPUS [CORPUS …]

Searches leave at their time, whether or not earlier ones were answered, each over a connection of
its own; so waiting shows in the figures (an open-loop load). Server, clients and reindex share
the machine.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from urllib.parse import urlencode

import numpy as np

from benchmarks.report import write_section
from index.article import Article
from index.readers import read

RATE = 100
SECONDS = 60
REINDEX = (15, 45)
"""From which second to which the same corpus is indexed anew."""

WARM_UP = 200
SLOW = 200
"""Connections that send one byte a second."""

SEED = 20240131
_TITLES = 4_000
_WORD = re.compile(r"[^\W\d_]{3,}")
_BAHITH = str(Path(sys.executable).with_name("bahith"))


class Answer(NamedTuple):
    """Hold how one search ended.

    Args:
        seconds: From the time that it was due to the last byte.
        status: The status; 0 where the connection broke.
    """

    seconds: float
    status: int


def paths(corpora: Sequence[Path]) -> list[str]:
    """Return addresses of searches as readers make them, in a fixed mix.

    Six in ten are two or three words of a headline, the others one word, a question, a phrase, and
    such with a filter, an order or another page; two in ten ask the API instead of the page.

    Args:
        corpora: Files that the readers take.
    """
    chance = random.Random(SEED)
    titles = [
        words
        for corpus in corpora
        for item in islice(read(corpus), _TITLES)
        if isinstance(item, Article) and len(words := _WORD.findall(item.title)) >= 3
    ]
    made = []
    for words in chance.sample(titles, min(len(titles), RATE * SECONDS + WARM_UP)):
        at = chance.randrange(len(words) - 2)
        two, three = " ".join(words[at : at + 2]), " ".join(words[at : at + 3])
        kinds: list[dict[str, str]] = [
            *({"q": two}, {"q": three}) * 3,
            {"q": words[at]},
            {"q": f"متى {three}؟"},
            {"q": f"«{two}»"},
            {
                "q": two,
                **chance.choice(({"sort": "newest"}, {"page": "2"}, {"from": "2015-06-01"})),
            },
        ]
        address = chance.choice(("/search",) * 4 + ("/api/search",))
        made.append(f"{address}?{urlencode(chance.choice(kinds))}")
    return made


async def ask(port: int, path: str, due: float) -> Answer:
    """Send one search at its time and read the whole answer.

    Args:
        port: Where the server listens.
        path: The address.
        due: When, by `time.perf_counter`.
    """
    await asyncio.sleep(max(0.0, due - time.perf_counter()))
    status = 0
    with suppress(OSError, ValueError, IndexError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        answer = await reader.read(-1)
        status = int(answer.split(b" ", 2)[1])
        writer.close()
    return Answer(time.perf_counter() - due, status)


async def steadily(port: int, addresses: Sequence[str]) -> list[Answer]:
    """Send searches at the rate and return how each ended.

    Args:
        port: Where the server listens.
        addresses: The searches.
    """
    start = time.perf_counter()
    asked = (ask(port, path, start + n / RATE) for n, path in enumerate(addresses))
    return list(await asyncio.gather(*asked))


async def reindex(directory: Path, corpora: Sequence[Path]) -> int:
    """Index everything anew, again and again until it is time to stop; return how often."""
    await asyncio.sleep(REINDEX[0])
    end = time.perf_counter() + REINDEX[1] - REINDEX[0]
    done = 0
    while (left := end - time.perf_counter()) > 0:
        command = [_BAHITH, "index", "--full", "--quiet", *map(str, corpora)]
        process = await asyncio.create_subprocess_exec(*command, "--index", str(directory))
        try:
            done += await asyncio.wait_for(process.wait(), left) == 0
        except TimeoutError:
            # The next generation is never published, and readers keep the one that they have.
            process.send_signal(signal.SIGINT)
            await process.wait()
    return done


async def beside_slow_connections(port: int, path: str) -> Answer:
    """Ask one search while many connections send a byte a second."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    writers = [(await asyncio.open_connection("127.0.0.1", port))[1] for _ in range(SLOW)]
    for byte in range(5):
        for writer in writers:
            writer.write(request[byte : byte + 1])
        await asyncio.sleep(1)
    answer = await ask(port, path, time.perf_counter())
    for writer in writers:
        writer.close()
    return answer


def stolen() -> tuple[int, int]:
    """Return how long the host let others run instead of this machine, and the time of all cores.

    Both count from the start of the machine, in the ticks of /proc/stat.
    """
    ticks = [int(part) for part in Path("/proc/stat").read_text("ascii").split()[1:9]]
    return ticks[7], sum(ticks)


def row(name: str, answers: Sequence[Answer]) -> str:
    """Return the row of the table for some answers."""
    milliseconds = np.array([answer.seconds for answer in answers]) * 1000
    p50, p95, p99 = np.percentile(milliseconds, [50, 95, 99])
    failed = Counter(answer.status for answer in answers if answer.status != 200)
    errors = ", ".join(f"{n} × {status}" for status, n in failed.items()) or "none"
    return (
        f"| {name} | {len(answers):,} | {p50:.0f} | {p95:.0f} | {p99:.0f} "
        f"| {milliseconds.max():.0f} | {errors} |"
    )


async def measure(port: int, directory: Path, corpora: Sequence[Path]) -> list[str]:
    """Put a server under load and return the table."""
    addresses = paths(corpora)
    await steadily(port, addresses[:WARM_UP])
    count = RATE * SECONDS
    load = (addresses[WARM_UP:] * (count // len(addresses[WARM_UP:]) + 1))[:count]
    before = stolen()
    answers, times = await asyncio.gather(steadily(port, load), reindex(directory, corpora))
    lost, ticks = (after - start for after, start in zip(stolen(), before, strict=True))
    first, last = REINDEX[0] * RATE, REINDEX[1] * RATE
    slow = await beside_slow_connections(port, addresses[0])
    return [
        f"{RATE} searches a second for {SECONDS} s; from second {REINDEX[0]} to {REINDEX[1]} the "
        f"corpus was indexed anew ({times} times to the end). The host took {lost / ticks:.1%} of "
        "the processors' time for others. Milliseconds from the time that a search was due:",
        "",
        "| | searches | p50 | p95 | p99 | most | errors |",
        "|---|---|---|---|---|---|---|",
        row("all", answers),
        row("during the reindex", answers[first:last]),
        row("without it", [*answers[:first], *answers[last:]]),
        "",
        f"Beside {SLOW} connections that send a byte a second, a search took "
        f"{slow.seconds * 1000:.0f} ms (status {slow.status}).",
    ]


def main() -> None:
    """Index the corpora named on the command line, serve them, and write the table."""
    corpora = [Path(name).resolve() for name in sys.argv[1:]]
    if not corpora:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "index"
        command = [_BAHITH, "index", "--quiet", *map(str, corpora), "--index", str(directory)]
        subprocess.run(command, check=True)
        server = subprocess.Popen(
            [_BAHITH, "--lang", "en", "serve", "--port", "0", "--index", str(directory)],
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        try:
            assert server.stderr is not None
            found = re.search(r"http://[^:]+:(\d+)/", server.stderr.readline())
            if found is None:
                sys.exit("the server did not start")
            # A pipe that nobody reads is full one day, and then the server waits for ever.
            Thread(target=deque, args=(server.stderr, 0), daemon=True).start()
            table = asyncio.run(measure(int(found[1]), directory, corpora))
        finally:
            server.terminate()
            server.wait()
    names = ", ".join(corpus.name for corpus in corpora)
    head = f"Measured {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores: {names}."
    write_section("load", [head, "", *table])
    print("\n".join(table))


if __name__ == "__main__":
    main()

"""Measure building an index: time, size and peak memory, beside reading and analysing alone.

    python -m benchmarks.indexing CORPUS [CORPUS …]

Each step runs in a process of its own, so that its peak memory is its own, and all in one run,
so that their ratios hold on a machine whose speed wanders.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from benchmarks.report import write_section

READ = """
import sys
from index.article import Article
from index.readers import read
from pathlib import Path
count = size = 0
for item in read(Path(sys.argv[1])):
    if isinstance(item, Article):
        count += 1
        size += len((item.title + item.lead + item.body).encode())
print(count, size)
"""

ANALYSE = """
import sys
from index.analysis import default_analyzer
from index.article import Article
from index.readers import read
from pathlib import Path
analyzer = default_analyzer()
tokens = 0
for item in read(Path(sys.argv[1])):
    if isinstance(item, Article):
        tokens += sum(len(analyzer.tokens(text)) for text in (item.title, item.lead, item.body))
print(tokens)
"""


class Run(NamedTuple):
    """Hold what one process took.

    Args:
        output: What it printed.
        seconds: Wall time.
        peak: Peak resident memory in bytes.
    """

    output: str
    seconds: float
    peak: int


def run(*command: str) -> Run:
    """Run a command and measure it.

    Args:
        command: Program and arguments.

    Raises:
        CalledProcessError: It failed.
    """
    with tempfile.TemporaryFile("w+") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        output.seek(0)
        return Run(output.read(), seconds, usage.ru_maxrss * 1024)


def measure(corpus: Path) -> list[str]:
    """Measure one corpus and return the rows of its table.

    Args:
        corpus: A file that the readers take.
    """
    read = run(sys.executable, "-c", READ, str(corpus))
    articles, size = map(int, read.output.split())
    analysed = run(sys.executable, "-c", ANALYSE, str(corpus))
    with tempfile.TemporaryDirectory() as folder:
        bahith = str(Path(sys.executable).with_name("bahith"))
        built = run(bahith, "index", str(corpus), "--json", "--index", f"{folder}/index")
        stats = run(bahith, "stats", "--json", "--index", f"{folder}/index")
    report = json.loads(built.output)
    if report["articles"] != articles:
        message = f"{corpus}: {articles} articles read, {report['articles']} indexed"
        raise RuntimeError(message)
    facts = json.loads(stats.output)
    rows = [
        f"**{corpus.name}**: {articles:,} articles, {size / 1e6:.1f} MB of text, "
        f"{int(analysed.output):,} words, {facts['terms']:,} distinct in bodies",
        "",
        "| step | seconds | × reading | articles/s | peak memory, MB |",
        "|---|---|---|---|---|",
    ]
    for name, step in (("read", read), ("read + analyse", analysed), ("`bahith index`", built)):
        rows.append(
            f"| {name} | {step.seconds:.1f} | {step.seconds / read.seconds:.1f} "
            f"| {articles / step.seconds:,.0f} | {step.peak / 1e6:,.0f} |"
        )
    share = facts["size"] / size
    return [*rows, "", f"Index: {facts['size'] / 1e6:.1f} MB, {share:.2f} bytes a byte of text."]


def main() -> None:
    """Measure the corpora named on the command line and write the table."""
    corpora = [Path(name) for name in sys.argv[1:]]
    if not corpora:
        sys.exit(__doc__)
    python = f"Python {platform.python_version()}, whoosh3 {version('whoosh3')}"
    lines = [
        f"Measured {datetime.now(UTC):%Y-%m-%d} with Bahith {version('bahith')}, {python}, "
        f"{os.cpu_count()} cores.",
    ]
    for corpus in corpora:
        print(f"measuring {corpus.name} …", file=sys.stderr)
        lines += ["", *measure(corpus)]
    write_section("indexing", lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()

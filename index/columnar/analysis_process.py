"""Analysis in a process of its own, beside the one that reads articles and counts their words.

    python -P -m index.columnar.analysis_process

Each line in and out is JSON: first the editors' dictionary, then lists of words, and for each the
four lists of their `ItemTerms`. The process ends where its input does, so none outlives the one
that started it, whichever way that ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

import index
from index.analysis import Analyzer
from index.analysis.analyzer import ItemTerms
from index.analysis.dictionary import Dictionary
from index.errors import StoreError

__all__ = ["WORTH_A_PROCESS", "AnalysisProcess", "cores"]

WORTH_A_PROCESS = 5_000
"""New words at once from which on a process is started, which takes a quarter of a second."""


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class AnalysisProcess:
    """Make the terms of words in another process.

    Args:
        dictionary: What the editors say of words.
    """

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._process: subprocess.Popen[bytes] | None = None
        # One thread writes and reads, so that answers come in the order of questions.
        self._thread: ThreadPoolExecutor | None = None

    @property
    def started(self) -> bool:
        """Return whether the process runs; the first question starts it."""
        return self._process is not None

    def terms(self, items: Sequence[str]) -> Future[ItemTerms]:
        """Ask for what `Analyzer.terms` returns.

        Args:
            items: What was written as one; nearly always a single word.

        Returns:
            The answer, when it comes. It raises `StoreError` where the process has died.
        """
        if self._process is None or self._thread is None:
            self._process = _start()
            self._thread = ThreadPoolExecutor(1)
            self._thread.submit(_write, self._process.stdin, self._dictionary.text)
        return self._thread.submit(_ask, self._process, items)

    def close(self) -> None:
        """End the process; answers that have not come will not come any more."""
        process, thread = self._process, self._thread
        if process is None or thread is None:
            return
        self._process = self._thread = None
        process.kill()
        thread.shutdown(cancel_futures=True)
        process.communicate()


def _start() -> subprocess.Popen[bytes]:
    # Modules of the directory that a person happens to be in must not be taken for ours.
    places = [str(Path(index.__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-P", "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))},
        # Ctrl-C is for the process that a person started; it ends this one.
        start_new_session=True,
    )


def _ask(process: subprocess.Popen[bytes], items: Sequence[str]) -> ItemTerms:
    try:
        _write(process.stdin, items)
        answer = process.stdout.readline() if process.stdout else b""
    except OSError:
        answer = b""
    if not answer.endswith(b"\n"):
        status = process.wait()
        said = process.stderr.read().decode(errors="replace") if process.stderr else ""
        raise StoreError(
            "the process that analyses words has ended with status {status} ({reason});"
            " nothing was changed: run the command again",
            status=status,
            # Of a traceback, the line that says what it was.
            reason=said.strip().rpartition("\n")[2] or "-",
        )
    return ItemTerms(*_read(answer))


def _write(pipe: IO[bytes] | None, value: object) -> None:
    if pipe is not None:
        line = json.dumps(value, ensure_ascii=False)
        # Nobody but a reader of files sees to it that there are no halves of pairs.
        pipe.write(line.encode("utf-8", "surrogatepass") + b"\n")
        pipe.flush()


def _read(line: bytes) -> Any:  # noqa: ANN401 - JSON
    return json.loads(line.decode("utf-8", "surrogatepass"))


def main() -> None:
    """Answer until there are no more questions."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    analyzer = Analyzer(Dictionary.parse(_read(questions.readline()), Path("dictionary")))
    for question in questions:
        _write(answers, analyzer.terms(_read(question)))


if __name__ == "__main__":
    main()

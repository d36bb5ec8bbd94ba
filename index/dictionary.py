"""The dictionary of an index: what its editors know of words, kept with every generation."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from index.analysis import Analyzer, default_analyzer
from index.analysis.dictionary import Dictionary
from index.durable import sync
from index.errors import IndexDamaged, ReadError
from index.generation import Generation
from index.message import told
from index.schema import fingerprint

__all__ = ["DICTIONARY", "is_outdated", "open_analyzer", "read_dictionary", "write_dictionary"]

DICTIONARY = "dictionary.txt"
"""The name of the file in the directory of a generation; without a dictionary there is none."""

_REMEMBERED = 4
"""Analyzers that a server keeps: the current generation's and those that are just let go."""


def is_outdated(generation: Generation) -> bool:
    """Tell whether another schema or analyzer made a generation; its files are not read.

    Args:
        generation: Any; its own dictionary is no other analyzer.
    """
    known = generation.files.get(DICTIONARY)
    return generation.fingerprint != fingerprint(known.digest if known else "")


def write_dictionary(directory: Path, dictionary: Dictionary) -> None:
    """Write a dictionary durably; one that says nothing gives no file.

    Args:
        directory: The directory of a generation that is being made.
        dictionary: What the editors say.
    """
    if dictionary.words:
        # The very bytes that the digest is of.
        (directory / DICTIONARY).write_bytes(dictionary.text.encode())
        sync(directory / DICTIONARY)


def read_dictionary(directory: Path, generation: Generation | None = None) -> Dictionary:
    """Read the dictionary of a generation, an empty one where it has none.

    Args:
        directory: Its directory.
        generation: What is known of its files; nothing where it is still being made.

    Raises:
        IndexDamaged: It is not what `write_dictionary` wrote.
    """
    path = directory / DICTIONARY
    known = generation.files.get(DICTIONARY) if generation else None
    if known is None and (generation or not path.exists()):
        return Dictionary()
    try:
        dictionary = Dictionary.load(path)
    except ReadError as error:
        raise IndexDamaged(told(error)) from error
    if known is not None and dictionary.digest != known.digest:
        raise IndexDamaged("{path}: the dictionary is not what was written", path=path)
    return dictionary


def open_analyzer(directory: Path) -> Analyzer:
    """Return the analyzer for documents and queries of a generation.

    Args:
        directory: Its directory.

    Raises:
        IndexDamaged: Its dictionary cannot be read.
    """
    dictionary = read_dictionary(directory)
    if not dictionary.words:
        return default_analyzer()
    return _analyzer(dictionary.text)


@lru_cache(maxsize=_REMEMBERED)
def _analyzer(text: str) -> Analyzer:
    return Analyzer(Dictionary.parse(text, Path(DICTIONARY)))

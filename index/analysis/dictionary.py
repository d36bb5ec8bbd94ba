"""The dictionary of an archive: what its editors know of words and no table can.

A text file in UTF-8, a row a line; empty lines and what follows `#` do not count. A row is a
keyword and words, with spaces between them:

    protect الجزيرة المستقبل        # names: a word keeps all its letters
    same    تويتر إكس تغريدات      # one stem for all of them, that of the first
    stem    مفكرون مفكر            # the stem of the first is the second, as it stands

Words are single words. They count in every spelling that folds to the same letters, and behind
clitics. What a row says goes before all that Bahith knows; no word may have two rows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from index.analysis.fold import fold
from index.errors import ReadError
from index.message import Message

__all__ = ["MAX_ROWS", "Dictionary"]

MAX_ROWS = 50_000
"""A dictionary has at most this many rows; each of them costs time when a process starts."""

_MAX_BYTES = 16 * 1024 * 1024
_KEYWORDS = ("protect", "same", "stem")


@dataclass(frozen=True)
class Dictionary:
    """Hold what editors say of words; all words are folded.

    Args:
        protected: Words that are their own stem.
        same: Groups of words with one stem, that of the first.
        stems: For each word the stem it has.
    """

    protected: frozenset[str] = frozenset()
    same: tuple[tuple[str, ...], ...] = ()
    stems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Dictionary:
        """Read a dictionary.

        Args:
            path: The file.

        Raises:
            ReadError: It cannot be read, or a row is wrong; the message names the line.
        """
        try:
            if path.stat().st_size > _MAX_BYTES:
                raise ReadError(
                    path, Message("a dictionary may have at most {limit} bytes", limit=_MAX_BYTES)
                )
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise ReadError(path, error.strerror or "cannot be read") from error
        except UnicodeDecodeError as error:
            raise ReadError(path, "is not UTF-8; please save it as UTF-8") from error
        return cls.parse(text, path)

    @classmethod
    def parse(cls, text: str, path: Path) -> Dictionary:
        """Read the text of a dictionary.

        Args:
            text: The rows.
            path: The file that errors name.

        Raises:
            ReadError: A row is wrong; the message names the line.
        """
        rows = _Rows(path)
        for number, line in enumerate(text.split("\n"), 1):
            if row := line.partition("#")[0].split():
                rows.add(number, row[0], row[1:])
        return cls(frozenset(rows.protected), tuple(rows.same), rows.stems)

    @property
    def words(self) -> frozenset[str]:
        """Return every word that a row is about."""
        return self.protected.union(self.stems, *self.same)

    @property
    def text(self) -> str:
        """Return the rows as `parse` reads them, folded and sorted, without comments."""
        rows = [
            *(f"protect {word}\n" for word in sorted(self.protected)),
            *(f"same {' '.join(group)}\n" for group in sorted(self.same)),
            *(f"stem {word} {stem}\n" for word, stem in sorted(self.stems.items())),
        ]
        return "".join(rows)

    @property
    def digest(self) -> str:
        """Return the BLAKE2b digest of `text`, 32 hex digits; "" when there are no rows."""
        if not self.words:
            return ""
        return hashlib.blake2b(self.text.encode(), digest_size=16).hexdigest()


class _Rows:
    def __init__(self, path: Path) -> None:
        self.protected: set[str] = set()
        self.same: list[tuple[str, ...]] = []
        self.stems: dict[str, str] = {}
        self._path = path
        self._count = 0
        self._lines: dict[str, int] = {}

    def add(self, line: int, keyword: str, written: list[str]) -> None:
        self._count += 1
        if self._count > MAX_ROWS:
            raise ReadError(
                self._path,
                Message("a dictionary may have at most {limit} rows", limit=MAX_ROWS),
                line,
            )
        if keyword not in _KEYWORDS:
            raise ReadError(
                self._path,
                Message(
                    "{keyword} is no keyword; please begin with one of {keywords}",
                    keyword=repr(keyword),
                    keywords=_KEYWORDS,
                ),
                line,
            )
        words = [self._word(word, line) for word in written]
        if keyword == "protect":
            self._claim(words, line, at_least=1)
            self.protected.update(words)
        elif keyword == "same":
            words = list(dict.fromkeys(words))
            self._claim(words, line, at_least=2)
            self.same.append(tuple(words))
        else:
            if len(words) != 2:
                raise ReadError(self._path, "'stem' needs a word and its stem, no more", line)
            self._claim(words[:1], line, at_least=1)
            self.stems[words[0]] = words[1]

    def _word(self, written: str, line: int) -> str:
        words = fold(written)
        if len(words) != 1:
            raise ReadError(
                self._path, Message("{written} is not one word", written=repr(written)), line
            )
        return words[0]

    def _claim(self, words: list[str], line: int, at_least: int) -> None:
        if len(words) < at_least:
            raise ReadError(
                self._path,
                Message("please name at least {at_least} different words", at_least=at_least),
                line,
            )
        for word in words:
            first = self._lines.setdefault(word, line)
            if first != line:
                raise ReadError(
                    self._path,
                    Message(
                        "{word} has a row already, in line {first}", word=repr(word), first=first
                    ),
                    line,
                )

"""Broken plurals: words whose plural changes the word inside, with their singulars."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from index.analysis.fold import compose, fold_hamza

__all__ = ["PLURALS_FILE", "BrokenPlurals", "Plural"]

PLURALS_FILE = Path(__file__).parent / "data" / "broken_plurals.tsv"
"""Lines of plural, singular and `=`; see `data/README.md`."""

_HAMZA_SEATS = "أإآ"
_ONLY_AS_WRITTEN = "="
_CLITICS = "وفبكلس"


class Plural(NamedTuple):
    """Hold one row of the table.

    Args:
        spelled: The plural as it is spelled.
        singular: Its singular, folded.
        strict: Whether only this spelling counts: أعداد are numbers, but إعداد is preparation,
            and اعداد may be either.
    """

    spelled: str
    singular: str
    strict: bool


class BrokenPlurals:
    """Know the singulars of broken plurals.

    Args:
        rows: For each folded plural its row.
    """

    def __init__(self, rows: Mapping[str, Plural]) -> None:
        self._rows = rows

    @classmethod
    def load(cls, path: Path = PLURALS_FILE) -> BrokenPlurals:
        """Read a file of rows.

        Args:
            path: The file.
        """
        rows: dict[str, Plural] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                spelled, singular, *strict = line.split("\t")
                row = Plural(spelled, fold_hamza(compose(singular)), strict == [_ONLY_AS_WRITTEN])
                rows[fold_hamza(spelled)] = row
        return cls(rows)

    @property
    def words(self) -> frozenset[str]:
        """Return the folded plurals."""
        return frozenset(self._rows)

    @property
    def plain(self) -> list[str]:
        """Return the folded plurals that no other word is written like."""
        return [plural for plural, row in self._rows.items() if not row.strict]

    @property
    def whole_singulars(self) -> list[str]:
        """Return the folded singulars whose first letter could be a clitic: باخرة, وليمة."""
        return [row.singular for row in self._rows.values() if row.singular[0] in _CLITICS]

    def singular(self, word: str, composed: str) -> str | None:
        """Return the singular of a broken plural.

        Args:
            word: A folded word without clitics.
            composed: The same letters with their hamzas as written; what follows them may stay.

        Returns:
            The folded singular; None where the word is not known as a plural.
        """
        row = self._rows.get(word)
        if row is None:
            return None
        if row.strict:
            return row.singular if composed.startswith(row.spelled) else None
        # Without its hamza ا can be any of them, but إ is not أ.
        if composed[:1] in _HAMZA_SEATS and composed[:1] != row.spelled[0]:
            return None
        return row.singular

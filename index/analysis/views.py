"""The views in which a word is indexed."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["View"]


class View(StrEnum):
    """Name the views: each gives a word one term, and their scores add up."""

    EXACT = "exact"
    """The folded word: one term for all spellings of the same letters."""

    STEM = "stem"
    """The folded word without clitics and endings."""

"""The views in which a word is indexed."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["View"]


class View(StrEnum):
    """Name the views of a word: their scores add up."""

    EXACT = "exact"
    """The folded word: one term for all spellings of the same letters."""

    STEM = "stem"
    """The folded word without clitics and endings."""

    GRAM = "gram"
    """The pieces of the folded word: it only ranks, and never decides what is found."""

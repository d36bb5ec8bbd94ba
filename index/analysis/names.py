"""Spelling variants: names and loan words that every writer spells as they sound to him."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from index.analysis.fold import compose, fold_hamza

__all__ = ["NAMES_FILE", "Names", "load_names", "skeleton"]

NAMES_FILE = Path(__file__).parent / "data" / "names.tsv"
"""Lines of spellings of one name; see `data/README.md`."""

_SHORTEST = 6
_KNOWN = 5
_SURE = 6
"""Consonants, the first letter counted: with fewer, تولوند would be تايلاند."""

_CLITICS = "وفبكل"
_ENDINGS = ("يا", "يه")

# What is left says which consonants were heard: g is ج in Cairo, غ in Beirut, ق in Riyadh and ك in
# Baghdad; th and t, s and its heavy twin are mixed up everywhere. Long vowels come and go.
_HEARD = str.maketrans("غقكثطصظ", "جججتتسز", "اويىءؤئآأإ")


def load_names(path: Path = NAMES_FILE) -> list[list[str]]:
    """Read a file of spellings.

    Args:
        path: The file.

    Returns:
        For each name its spellings, folded; the first is the one to keep.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        [fold_hamza(compose(spelling)) for spelling in line.split("\t")]
        for line in lines
        if not line.startswith("#")
    ]


def skeleton(word: str) -> str:
    """Return the consonants of a word in classes of letters that foreign sounds are written with.

    Args:
        word: A folded word.

    Returns:
        Its consonants after the first letter, which stays: vowels at the front are heard.
    """
    return word[0] + word[1:].translate(_HEARD)


class Names:
    """Give spellings of one name one stem.

    Args:
        rows: For each name its folded spellings.
        strip: Takes the endings off a word.
    """

    def __init__(self, rows: Iterable[Sequence[str]], strip: Callable[[str], str]) -> None:
        self.stems: dict[str, str] = {}
        self._heard: dict[str, str] = {}
        kept = [list(row) for row in rows]
        names = {row[0] for row in kept}
        for row in kept:
            # With such an ending the name has a nisba, which has to meet it: إنجلترا keeps its end.
            inflected = row[0].endswith(_ENDINGS) or row[0] + "ه" in names
            stem = strip(row[0]) if inflected else row[0]
            for spelling in row:
                self.stems[spelling] = stem
                if inflected:
                    self.stems.setdefault(strip(spelling), stem)
            if len(row[0]) >= _SHORTEST and len(heard := skeleton(row[0])) >= _KNOWN:
                self._heard[heard] = stem

    def guess(self, word: str) -> str | None:
        """Return the stem of a word that no lexicon knows.

        Long words of many consonants are hardly ever native: roots have three or four. So two
        that differ in their vowels alone are taken for one name; native words are not, because
        the lexicon has them.

        Args:
            word: A folded word without clitics.

        Returns:
            The stem of a name that sounds alike, else what is left of the word without its
            vowels; None where too little would be left.
        """
        if len(word) < _SHORTEST:
            return None
        heard = skeleton(word)
        if heard in self._heard:
            return self._heard[heard]
        if word[0] in _CLITICS and (name := self._heard.get(skeleton(word[1:]))):
            return name
        return heard if len(heard) >= _SURE else None

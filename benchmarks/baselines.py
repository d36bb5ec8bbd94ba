"""The rankings that Bahith is compared with: plain BM25 over three well-known Arabic analyses."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np

__all__ = ["BASELINES", "BM25", "Analysis", "light10", "snowball", "words"]

Analysis = Callable[[str], list[str]]
"""Makes the terms of a text, in order."""

_WORD = re.compile(r"\w+")

# Harakat and dagger alef belong to the word that they are written in, as in Unicode's word
# boundaries (UAX 29); `\w` alone would break a vowelled word into its letters.
_MARKED_WORD = re.compile(r"[\w\u064B-\u065F\u0670]+")

# Lucene's ArabicNormalizer: alef seats to bare alef, alef maqsura to yeh, teh marbuta to heh;
# tatweel and the marks from fathatan to sukun are dropped. Arabic and Persian digits become
# ASCII digits, as by its DecimalDigitFilter.
_NORMALISED = str.maketrans(
    {"آ": "ا", "أ": "ا", "إ": "ا", "ى": "ي", "ة": "ه", "ـ": None}
    | {chr(mark): None for mark in range(0x064B, 0x0653)}
    | {chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}
)

# Larkey, Ballesteros and Connell, Light Stemming for Arabic Information Retrieval, 2007: of the
# prefixes the first that fits is taken off once; of the suffixes each in turn, from longest.
_PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")
_LEFT_BY_WAW = 3
_LEFT_BY_OTHERS = 2

# Lucene's analyzer drops function words, and its rankings gain by it. This list is of the same
# kinds, written normalised; each also counts with the conjunctions و and ف before it.
_FUNCTION_WORDS = {
    word
    for kind in (
        # prepositions, alone and with pronouns
        "من منها منه منهم في فيها فيه فيهم علي عليها عليه الي اليها اليه عن عنها عنه مع معها معه",
        "ب بها به ل لها له لهم لك عند عندما لدي بين بينما منذ خلال ضمن نحو حتي قبل بعد",
        # conjunctions and particles
        "و ف ثم او ام اما لكن ان انها انه انهم بان اذا اذ لا الا لم لن قد كما ايضا حيث",
        # pronouns, demonstratives, relatives, quantities
        "هو هي هم انت انا هذا هذه ذلك تلك هناك هنا الذي التي الذين ما كل بعض غير جميع اي",
        # to be, now
        "كان كانت يكون تكون الان",
    )
    for word in kind.split()
}


def words(text: str) -> list[str]:
    r"""Return the lower-cased `\w+` words: no Arabic analysis at all.

    Args:
        text: The text.
    """
    return _WORD.findall(text.lower())


def light10(text: str) -> list[str]:
    """Return what Lucene's ArabicAnalyzer makes of a text; function words are dropped.

    Args:
        text: The text.
    """
    normalised = _MARKED_WORD.findall(text.lower().translate(_NORMALISED))
    return [_light10(word) for word in normalised if not _is_function_word(word)]


def _is_function_word(word: str) -> bool:
    return word in _FUNCTION_WORDS or (word[0] in "وف" and word[1:] in _FUNCTION_WORDS)


@lru_cache(1 << 18)
def _light10(word: str) -> str:
    for prefix in _PREFIXES:
        left = _LEFT_BY_WAW if prefix == "و" else _LEFT_BY_OTHERS
        if word.startswith(prefix) and len(word) - len(prefix) >= left:
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _LEFT_BY_OTHERS:
            word = word[: -len(suffix)]
    return word


def snowball(text: str) -> list[str]:
    """Return the stems of Snowball's Arabic stemmer, which does its own normalising.

    Args:
        text: The text.
    """
    # A C extension that only this baseline needs.
    from Stemmer import Stemmer  # type: ignore[import-not-found]

    stems: list[str] = Stemmer("arabic").stemWords(_MARKED_WORD.findall(text.lower()))
    return stems


BASELINES: Mapping[str, Analysis] = {
    "no analysis": words,
    "light10 (Lucene)": light10,
    "Snowball": snowball,
}
"""Every baseline by the name that its row bears."""


class BM25:
    """Rank texts by Okapi BM25 over one field, in Lucene's form, where the idf is never negative.

    Source: Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009.

    Args:
        texts: Text by id.
        analysis: Makes terms of texts and queries.
        k1: How soon repeating a term stops counting.
        b: How much a long text is held against it.
    """

    def __init__(
        self, texts: Mapping[str, str], analysis: Analysis, k1: float = 1.2, b: float = 0.75
    ) -> None:
        self._ids = list(texts)
        self._analysis = analysis
        postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        lengths = np.zeros(len(texts))
        for number, text in enumerate(texts.values()):
            terms = Counter(analysis(text))
            lengths[number] = terms.total()
            for term, count in terms.items():
                postings[term].append((number, count))
        norms = k1 * (1 - b + b * lengths / max(lengths.mean(), 1.0))
        self._weights: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        for term, entries in postings.items():
            numbers, counts = np.array(entries).T
            idf = np.log1p((len(texts) - len(numbers) + 0.5) / (len(numbers) + 0.5))
            self._weights[term] = numbers, idf * counts * (k1 + 1) / (counts + norms[numbers])

    def rank(self, query: str, depth: int) -> Sequence[str]:
        """Return the ids of the best texts that have a term of the query, best first.

        Args:
            query: What is asked; a term that stands in it twice counts twice.
            depth: How many at most.
        """
        scores = np.zeros(len(self._ids))
        for term in self._analysis(query):
            if term in self._weights:
                numbers, weights = self._weights[term]
                scores[numbers] += weights
        order = np.argsort(-scores, kind="stable")[:depth]
        return [self._ids[number] for number in order if scores[number] > 0]

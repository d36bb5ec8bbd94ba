"""Telling words: which words of a long query are searched."""

from __future__ import annotations

from dataclasses import replace

from search.clauses import Clause, ParsedQuery
from search.vocabulary import Vocabulary

__all__ = ["left_out", "most_telling"]


def most_telling(parsed: ParsedQuery, vocabulary: Vocabulary, most: int) -> ParsedQuery:
    """Return a query with the words that say most, where it has more than may be searched.

    A pasted sentence asks for what it is about: its rare words tell that, and each further word
    costs time. Words that no article has tell nothing.

    Args:
        parsed: The query.
        vocabulary: Tells how many articles have a word.
        most: How many words may be searched.

    Returns:
        The query; where it was too long, with its phrases and its rarest words, in their order.
    """
    searched = parsed.searched
    if parsed.strict or sum(len(clause.words) for clause in searched) <= most:
        return parsed

    def worth(clause: Clause) -> tuple[bool, bool, int, int]:
        frequency = vocabulary.clause_frequency(clause)
        return not clause.quoted, not frequency, frequency, clause.words[0].start

    kept: set[Clause] = set()
    room = most
    for clause in sorted(searched, key=worth):
        room -= len(clause.words)
        if room < 0:
            break
        kept.add(clause)
    return replace(parsed, clauses=tuple(clause for clause in searched if clause in kept))


def left_out(parsed: ParsedQuery, told: ParsedQuery) -> tuple[str, ...]:
    """Return the words that a query lost on the way to its telling ones, as typed, each once.

    Args:
        parsed: The query.
        told: What `most_telling` made of it.
    """
    kept = {clause.written for clause in told.searched}
    written = (clause.written for clause in parsed.searched)
    return tuple(dict.fromkeys(word for word in written if word not in kept))

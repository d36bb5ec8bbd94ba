"""The memory of rules: what they made of each word, for as many words as it holds."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Memory"]

_MOST = 1 << 17
"""Words that one memory holds at most: nearly all that 30,000 articles of news give without
clitics."""


class Memory(dict[str, str]):
    """Remember what rules made of each word.

    To look a word up that is known costs no call of Python. When it is full, it forgets all.

    Args:
        rules: What is asked about a word that is not known.
    """

    def __init__(self, rules: Callable[[str], str]) -> None:
        super().__init__()
        self._rules = rules

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST:
            self.clear()
        self[word] = found = self._rules(word)
        return found

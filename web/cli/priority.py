"""The priority of commands that work long beside a server."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final

__all__ = ["give_way"]

_NICENESS: Final = 19
"""The lowest there is: where all cores are busy, a seventieth of what a server gets."""


def give_way() -> None:
    """Let readers go first: from here on this process takes only time that nobody else wants."""
    # Not every system has these, and some forbid them: then indexing is as urgent as reading.
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, 0, _NICENESS)
    # Beside niceness, this has a server that wakes up run at once, not after the current slice.
    with suppress(AttributeError, OSError):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))

"""The priority of commands that work long beside a server."""

from __future__ import annotations

import os
from typing import Final

__all__ = ["give_way"]

_NICENESS: Final = 19
"""Where all cores are busy, a seventieth of what a server gets; an idle core is all its own."""


def give_way() -> None:
    """Let readers go first: what is left of this process takes only time that nobody else wants."""
    # Not every system has priorities, and none lets a process raise its own again.
    if hasattr(os, "setpriority"):
        now = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, 0, max(now, _NICENESS))

"""From files to articles: `find` lists what can be read, `read` streams what is in it."""

from __future__ import annotations

from index.readers.dispatch import read
from index.readers.files import Listing, find
from index.readers.limits import ReaderLimits
from index.readers.skipped import Cause, Skipped

__all__ = ["Cause", "Listing", "ReaderLimits", "Skipped", "find", "read"]

"""The columnar index: segments of flat arrays, how they are written, merged and read.

Once this is imported, `whoosh.index.open_dir` opens the directory of a generation.
"""

from __future__ import annotations

from index.columnar.toc import register

register()

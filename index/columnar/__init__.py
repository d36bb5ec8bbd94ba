"""The columnar index: segments of flat arrays, how they are written, merged and read."""

"""Source documents: the bytes of a file in, clean numbered blocks and pictures out. No I/O."""

from sources.errors import UnreadableSource
from sources.reading import ReadSource, read_file, read_source

__all__ = ["ReadSource", "UnreadableSource", "read_file", "read_source"]

"""What a process of its own runs to read an uploaded file, so that the API holds none of its bytes."""

from pathlib import Path

from learning.source import SourceDocument
from sources import read_source


def read_stored(path: str, filename: str) -> SourceDocument:
    """Raises `UnreadableSource`."""
    return read_source(Path(path).read_bytes(), filename)

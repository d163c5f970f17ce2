"""Source documents: bytes of a PDF, DOCX, HTML, Markdown or text file in, clean numbered blocks out. No I/O."""

from sources.errors import UnreadableSource
from sources.reading import read_source

__all__ = ["UnreadableSource", "read_source"]

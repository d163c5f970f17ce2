"""PDF files to a `SourceDocument`."""

from sources.pdf.reading import read_pdf

__all__ = ["read_pdf"]

"""PDF files to drafts."""

from sources.pdf.reading import PDF

__all__ = ["PDF"]

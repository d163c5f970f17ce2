"""What a section's diagram shows: the relations that its text states, whoever wrote it."""

from providers.diagrams.request import diagram_request

__all__ = ["diagram_request"]

"""What a section's diagram shows: what its text states, whoever wrote it."""

from providers.diagrams.request import diagram_request, visual_of

__all__ = ["diagram_request", "visual_of"]

"""What a generation can be doing: the values that tables, messages and answers of the API agree on."""

from typing import Literal, get_args

GenerationStatus = Literal[
    "queued",
    "structuring",
    "awaiting_review",
    "generating",
    "saving",
    "completed",
    "needs_attention",
    "failed",
    "cancelled",
]
GenerationPhase = Literal["structure", "content", "media", "persistence", "analytics"]

STATUSES: tuple[GenerationStatus, ...] = get_args(GenerationStatus)
PHASES: tuple[GenerationPhase, ...] = get_args(GenerationPhase)
TERMINAL_STATUSES: tuple[GenerationStatus, ...] = ("completed", "failed", "cancelled")

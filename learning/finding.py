"""What a reviewer has to say about a draft: data that people read, providers get as feedback, and scores come from."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Severity = Literal["error", "warning", "note"]


class Finding(BaseModel):
    """One remark. `code` is stable and snake_case; `pointer` is a JSON pointer into the draft; `detail` a sentence."""

    model_config = ConfigDict(frozen=True)

    code: str
    severity: Severity
    pointer: str = ""
    detail: str


def error(code: str, pointer: str, detail: str) -> Finding:
    """A finding that keeps a draft from being acceptable."""
    return Finding(code=code, severity="error", pointer=pointer, detail=detail)


def warning(code: str, pointer: str, detail: str) -> Finding:
    """A finding that should be mended and lowers the quality score; the draft is acceptable with it."""
    return Finding(code=code, severity="warning", pointer=pointer, detail=detail)


def note(code: str, pointer: str, detail: str) -> Finding:
    """A finding that people read and no writer is asked to mend; it costs the least of the quality score."""
    return Finding(code=code, severity="note", pointer=pointer, detail=detail)

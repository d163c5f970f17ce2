"""What a reviewer has to say about a draft: data that people read, providers get as feedback, and scores come from."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from learning.sentence import Sentence

Severity = Literal["error", "warning", "note"]


class Finding(BaseModel):
    """One remark. `code` is stable and snake_case; `pointer` is a JSON pointer into the draft; `detail` is English.

    `sentence` is what `detail` was put together from, null in findings of older releases.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    severity: Severity
    pointer: str = ""
    detail: str
    sentence: Sentence | None = None


def error(code: str, pointer: str, sentence: Sentence) -> Finding:
    """A finding that keeps a draft from being acceptable."""
    return _finding(code, "error", pointer, sentence)


def warning(code: str, pointer: str, sentence: Sentence) -> Finding:
    """A finding that should be mended and lowers the quality score; the draft is acceptable with it."""
    return _finding(code, "warning", pointer, sentence)


def note(code: str, pointer: str, sentence: Sentence) -> Finding:
    """A finding that people read and no writer is asked to mend; it costs the least of the quality score."""
    return _finding(code, "note", pointer, sentence)


def _finding(code: str, severity: Severity, pointer: str, sentence: Sentence) -> Finding:
    return Finding(code=code, severity=severity, pointer=pointer, detail=str(sentence), sentence=sentence)

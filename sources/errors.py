"""Why a file could not be read, in a form that the API can answer with and a person can act on."""

from __future__ import annotations

from typing import Literal

FailureKind = Literal[
    "too_large", "unsupported_type", "encrypted", "empty", "broken", "no_text", "bomb", "encoding", "too_deep"
]

_STATUS: dict[FailureKind, int] = {"too_large": 413, "unsupported_type": 415}
_UNPROCESSABLE = 422

_SENTENCES: dict[FailureKind, str] = {
    "too_large": "This file is larger than we read; split it into parts and upload them one by one.",
    "unsupported_type": "This is no document of a kind that we read; save it as PDF or plain text and try again.",
    "encrypted": "This file is protected by a password; remove the password and upload it again.",
    "empty": "This file has no content; check that you chose the right one and upload it again.",
    "broken": "This file is damaged or incomplete; open it, save a new copy and upload that.",
    "no_text": "This file holds pictures of pages and no text; run text recognition (OCR) on it and upload the result.",
    "bomb": "This file unpacks to far more than a document needs; save its text as a new document and upload that.",
    "too_deep": "This document is nested deeper than we read; save its text as a new document and upload that.",
    "encoding": "We cannot tell which letters this file is written in; save it as UTF-8 and upload it again.",
}


class UnreadableSource(Exception):
    """A file that `read_source` refuses.

    `kind` is stable and meant for code, `sentence` tells a person what to do next, `status` is the HTTP status that
    fits: 413 too large, 415 not a type that is read, 422 everything else.
    """

    def __init__(self, kind: FailureKind, sentence: str = "") -> None:
        self.kind: FailureKind = kind
        self.sentence = sentence or _SENTENCES[kind]
        self.status = _STATUS.get(kind, _UNPROCESSABLE)
        super().__init__(f"{kind}: {self.sentence}")

    def __reduce__(self) -> tuple[type[UnreadableSource], tuple[FailureKind, str]]:
        return UnreadableSource, (self.kind, self.sentence)

"""The built-in writer in a process of its own: frames of JSON in, frames of JSON out, until its input ends.

It is asked by `providers.offline.processes`. A frame is eight bytes of length and as many of JSON. Sources come once
and are kept, since the sections of a course share them.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
import traceback
from typing import Any, BinaryIO

from learning.source import SourceDocument
from providers.errors import ProviderProblem
from providers.offline.provider import OfflineText
from providers.text import OutlineRequest, SectionRequest
from providers.urgency import be_less_urgent

KEPT_DOCUMENTS = 64
LENGTH = struct.Struct(">Q")
MEGABYTE = 1024 * 1024
Json = dict[str, Any]


class Scribe:
    """Answers one request after another. `{"lacks": [ids]}` asks for sources; they come as `{"documents": {id: …}}`."""

    def __init__(self) -> None:
        self._writer = OfflineText()
        self._documents: dict[str, SourceDocument] = {}

    def answer(self, asked: Json) -> Json:
        """The answer to one frame: `{"raw": JSON of the outline or section}`, or `lacks`, `problem` or `fault`.

        `asked` has `what` ("outline" or "section"), `request`, the ids of `sources` in order, and maybe `documents`. A
        fault tells the type and the frames, not the message, which may quote a source. MemoryError passes.
        """
        wanted: list[str] = asked["sources"]
        self._keep(asked.get("documents", {}), wanted)
        if lacking := [name for name in wanted if name not in self._documents]:
            return {"lacks": lacking}
        try:
            return {"raw": self._written(asked, tuple(self._documents[name] for name in wanted))}
        except ProviderProblem as problem:
            return {"problem": {"kind": problem.kind, "sentence": problem.sentence}}
        except MemoryError:
            raise
        except Exception as error:
            return {"fault": type(error).__name__, "frames": "".join(traceback.format_tb(error.__traceback__))}

    def _keep(self, documents: Json, wanted: list[str]) -> None:
        if len(self._documents) + len(documents) > KEPT_DOCUMENTS:
            self._documents = {name: kept for name, kept in self._documents.items() if name in wanted}
        for name, document in documents.items():
            self._documents[name] = SourceDocument.model_validate(document)

    def _written(self, asked: Json, sources: tuple[SourceDocument, ...]) -> str:
        if asked["what"] == "outline":
            outline = OutlineRequest.model_validate(asked["request"]).model_copy(update={"sources": sources})
            return self._writer.write_outline(outline)
        section = SectionRequest.model_validate(asked["request"]).model_copy(update={"sources": sources})
        return self._writer.write_section(section)


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None where the stream ends, also in the middle of one."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    frame = stream.read(length)
    return frame if len(frame) == length else None


def serve(stream: BinaryIO, answers: BinaryIO) -> None:
    """Answer the frames of `stream` one by one on `answers`, until the stream ends."""
    scribe = Scribe()
    while (frame := read_frame(stream)) is not None:
        answer = json.dumps(scribe.answer(json.loads(frame))).encode()
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def main() -> None:
    """`python -m providers.offline.process <megabytes>`: serve with at most so much memory."""
    most = int(sys.argv[1]) * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    be_less_urgent()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()

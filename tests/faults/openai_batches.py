"""Files and batches of OpenAI's API, kept in memory: uploaded, created, worked at for a while, read as JSON lines."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

Json = dict[str, Any]
Result = Callable[[Json], Json]


@dataclass
class Batch:
    """One batch. `lines` are there from the start, and can be read once it has ended."""

    input_file: str
    metadata: Json
    lines: list[Json]
    polls_left: int
    ready_at: float
    id: str = field(default_factory=lambda: f"batch_{uuid4().hex}")
    created_at: int = field(default_factory=lambda: int(time.time()))

    @property
    def has_ended(self) -> bool:
        return not self.polls_left and time.monotonic() >= self.ready_at

    def as_json(self) -> Json:
        done = self.has_ended
        failed = sum(line["error"] is not None for line in self.lines)
        return {
            "id": self.id,
            "object": "batch",
            "endpoint": "/v1/chat/completions",
            "completion_window": "24h",
            "created_at": self.created_at,
            "input_file_id": self.input_file,
            "metadata": self.metadata,
            "status": "completed" if done else "in_progress",
            "output_file_id": f"out_{self.id}" if done and failed < len(self.lines) else None,
            "error_file_id": f"err_{self.id}" if done and failed else None,
            "request_counts": {"total": len(self.lines), "completed": len(self.lines) - failed, "failed": failed},
        }


class Batches:
    """The files and batches of one stub. A batch ends after `polls` readings and not before `seconds`."""

    def __init__(self, polls: int = 1, seconds: float = 0.0) -> None:
        self.polls, self.seconds = polls, seconds
        self.kept: list[Batch] = []
        self.files: dict[str, bytes] = {}

    def upload(self, form: bytes) -> Json:
        """A multipart form's one file: everything between the blank line of its part and the last boundary."""
        boundary = form.split(b"\r\n", 1)[0]
        parts = [part.split(b"\r\n\r\n", 1) for part in form.split(boundary) if b"\r\n\r\n" in part]
        [content] = [body for head, body in parts if b"filename=" in head]
        name = f"file_{uuid4().hex}"
        self.files[name] = content.removesuffix(b"\r\n")
        size = len(self.files[name])
        return {
            "id": name,
            "object": "file",
            "bytes": size,
            "purpose": "batch",
            "filename": "batch.jsonl",
            "created_at": int(time.time()),
            "status": "processed",
        }

    def create(self, body: Json, result: Result) -> Json | None:
        """None where the file is not there."""
        content = self.files.get(str(body.get("input_file_id")))
        if content is None:
            return None
        asked = [json.loads(line) for line in content.splitlines() if line.strip()]
        lines = [{"id": f"req_{uuid4().hex}", "custom_id": one["custom_id"], **result(one["body"])} for one in asked]
        ready_at = time.monotonic() + self.seconds
        self.kept.append(Batch(body["input_file_id"], body.get("metadata") or {}, lines, self.polls, ready_at))
        return self.kept[-1].as_json()

    def poll(self, batch_id: str) -> Json | None:
        batch = next((one for one in self.kept if one.id == batch_id), None)
        if batch is None:
            return None
        batch.polls_left = max(0, batch.polls_left - 1)
        return batch.as_json()

    def page(self) -> Json:
        """All of them, the newest first."""
        rows = [batch.as_json() for batch in reversed(self.kept)]
        return {"object": "list", "data": rows, "has_more": False}

    def content(self, file_id: str) -> bytes | None:
        """What a file holds: what was uploaded, or the lines of a batch that went well or did not."""
        if file_id in self.files:
            return self.files[file_id]
        kind, _, batch_id = file_id.partition("_")
        batch = next((one for one in self.kept if one.id == batch_id), None)
        if batch is None:
            return None
        lines = [line for line in batch.lines if (line["error"] is not None) == (kind == "err")]
        return b"".join(json.dumps(line).encode() + b"\n" for line in reversed(lines))

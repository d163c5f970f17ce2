"""Message batches of Anthropic's API, kept in memory: created, worked at for a while, ended, read as JSON lines."""

import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

Json = dict[str, Any]
CUSTOM_ID = re.compile(r"^[a-zA-Z0-9_-]{1,64}$")
TYPES = ("succeeded", "errored", "canceled", "expired")
LIFE = timedelta(hours=24)
PAGE = 20


@dataclass
class Batch:
    """One batch. `results` are there from the start, and shown once it has ended."""

    results: list[Json]
    polls_left: int
    ready_at: float
    id: str = field(default_factory=lambda: f"msgbatch_{uuid4().hex}")
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    cancelled_at: datetime | None = None
    ended_at: datetime | None = None

    def advance(self, polls: int) -> None:
        self.polls_left = max(0, self.polls_left - polls)
        if self.ended_at is None and not self.polls_left and time.monotonic() >= self.ready_at:
            self.ended_at = datetime.now(UTC)

    def cancel(self) -> None:
        """Nothing more is worked at: every request ends canceled at the next poll."""
        if self.ended_at is None and self.cancelled_at is None:
            self.cancelled_at = datetime.now(UTC)
            self.polls_left, self.ready_at = 1, 0.0
            self.results = [{**item, "result": {"type": "canceled"}} for item in self.results]

    def as_json(self, origin: str) -> Json:
        return {
            "id": self.id,
            "type": "message_batch",
            "processing_status": self._status(),
            "request_counts": self._counts(),
            "created_at": _stamp(self.created_at),
            "expires_at": _stamp(self.created_at + LIFE),
            "ended_at": _stamp(self.ended_at),
            "cancel_initiated_at": _stamp(self.cancelled_at),
            "archived_at": None,
            "results_url": f"{origin}/v1/messages/batches/{self.id}/results" if self.ended_at else None,
        }

    def lines(self) -> bytes:
        """JSON lines, not in the order of the requests: the API promises none."""
        return b"".join(json.dumps(item).encode() + b"\n" for item in reversed(self.results))

    def _status(self) -> str:
        if self.ended_at:
            return "ended"
        return "canceling" if self.cancelled_at else "in_progress"

    def _counts(self) -> dict[str, int]:
        done = Counter(item["result"]["type"] for item in self.results) if self.ended_at else Counter[str]()
        return {"processing": len(self.results) - done.total(), **{name: done[name] for name in TYPES}}


class Batches:
    """The batches of one stub. One ends after `polls` readings of it and not before `seconds`, whichever is later."""

    def __init__(self, polls: int = 1, seconds: float = 0.0) -> None:
        self.polls, self.seconds = polls, seconds
        self.kept: list[Batch] = []

    def create(self, requests: list[Json], result: Callable[[Json], Json]) -> Batch:
        results = [{"custom_id": item["custom_id"], "result": result(item["params"])} for item in requests]
        self.kept.append(Batch(results, self.polls, time.monotonic() + self.seconds))
        return self.kept[-1]

    def find(self, batch_id: str) -> Batch | None:
        return next((batch for batch in self.kept if batch.id == batch_id), None)

    def page(self, origin: str, after_id: str | None, before_id: str | None, limit: int) -> Json:
        """Newest first: at most `limit` (1 to 1000) after one id, or just before one, or from the newest."""
        rows = [batch.as_json(origin) for batch in reversed(self.kept)]
        ids = [row["id"] for row in rows]
        if before_id in ids:
            before = rows[: ids.index(before_id)]
            return _page(before[-limit:], len(before) > limit)
        after = rows[ids.index(after_id) + 1 :] if after_id in ids else rows
        return _page(after[:limit], len(after) > limit)


def create_mistake(body: Any) -> str | None:
    """Why a batch cannot be created, or None."""
    requests = body.get("requests") if isinstance(body, dict) else None
    if not requests or not all(isinstance(item.get("params"), dict) for item in requests):
        return "requests: at least one request with params is required"
    ids = [str(item.get("custom_id")) for item in requests]
    if len(set(ids)) < len(ids):
        return "requests: custom_id must be unique"
    return None if all(map(CUSTOM_ID.match, ids)) else f"requests: custom_id must match {CUSTOM_ID.pattern}"


def _page(rows: list[Json], more: bool) -> Json:
    first, last = (rows[0]["id"], rows[-1]["id"]) if rows else (None, None)
    return {"data": rows, "has_more": more, "first_id": first, "last_id": last}


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None

"""The API's client of the demo: it knows no more than anybody who reads the API's documentation."""

import mimetypes
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

Json = dict[str, Any]

SETTLED = frozenset({"completed", "failed", "cancelled", "needs_attention"})
"""Statuses in which nothing moves any more without somebody's doing."""
GIVE_UP_SECONDS = 120.0
"""How long the API may stay away while a course is under way."""
BETWEEN_TRIES_SECONDS = 0.5


class Refused(RuntimeError):
    """The API has said no. The message is its own explanation."""


def as_instructor(api_url: str, token: str, timeout: float) -> httpx.Client:
    """A client that asks as whose token this is: API_TOKEN of stack.env for the local instructor."""
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.Client(base_url=api_url, headers=headers, timeout=timeout, trust_env=False)


class CourseClient:
    """Sends sources and briefs, and follows what becomes of them. To be used in a `with` statement."""

    def __init__(self, api_url: str, token: str) -> None:
        self._http = as_instructor(api_url, token, timeout=120)

    def __enter__(self) -> "CourseClient":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def upload(self, path: Path) -> Json:
        """Sends one document. Raises Refused when it is none that a course can be made from."""
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        with path.open("rb") as content:
            return _answer(self._http.post("/api/sources", files={"file": (path.name, content, kind)}))

    def generate(self, brief: Json, idempotency_key: str) -> Json:
        """Starts a generation; the same key again answers the same one. Raises Refused."""
        return _answer(
            self._http.post("/api/courses/generate", json=brief, headers={"Idempotency-Key": idempotency_key})
        )

    def course(self, course_id: str) -> Json:
        """The course as it stands. Raises Refused where the API does not show it."""
        return _answer(self._http.get(f"/api/courses/{course_id}"))

    def follow(self, generation_id: str) -> Iterator[Json]:
        """The generation now and after each of its events, until it is settled; goes on where it was after a break.

        Raises httpx.TransportError when the API stays away for more than GIVE_UP_SECONDS.
        """
        last_event, heard_at = "0", time.monotonic()
        while True:
            try:
                for event, generation in self._changes(generation_id, last_event):
                    last_event, heard_at = event, time.monotonic()
                    yield generation
                    if generation["status"] in SETTLED:
                        return
            except (httpx.TransportError, httpx.HTTPStatusError):
                if time.monotonic() - heard_at > GIVE_UP_SECONDS:
                    raise
            time.sleep(BETWEEN_TRIES_SECONDS)

    def _changes(self, generation_id: str, last_event: str) -> Iterator[tuple[str, Json]]:
        yield last_event, self._generation(generation_id)
        for event in self._event_ids(generation_id, last_event):
            yield event, self._generation(generation_id)

    def _generation(self, generation_id: str) -> Json:
        return _answer(self._http.get(f"/api/generations/{generation_id}"))

    def _event_ids(self, generation_id: str, after: str) -> Iterator[str]:
        url, headers = f"/api/generations/{generation_id}/events", {"Last-Event-ID": after}
        with self._http.stream("GET", url, headers=headers) as response:
            response.raise_for_status()
            for line in response.iter_lines():
                if line.startswith("id:"):
                    yield line.partition(":")[2].strip()


def _answer(response: httpx.Response) -> Json:
    """The body. Raises Refused for a 4xx, httpx.HTTPStatusError for a 5xx, which may pass."""
    if response.is_client_error:
        raise Refused(_explanation(response))
    response.raise_for_status()
    body: Json = response.json()
    return body


def _explanation(response: httpx.Response) -> str:
    try:
        problem: Json = response.json()
    except ValueError:
        return f"status {response.status_code}"
    places = [f"{error.get('pointer')}: {error.get('detail')}" for error in problem.get("errors") or []]
    return " ".join(str(part) for part in (problem.get("title"), problem.get("detail"), *places) if part)

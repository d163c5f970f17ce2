"""Three simulated learners who take the new course through the API, so that the dashboards have something to show."""

import secrets
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import httpx

from stack.course_client import as_instructor

Json = dict[str, Any]
ENOUGH, HASTE = 0.4, 0.02
"""Shares of a section's minutes: what a diligent learner takes, and an impatient one."""


class Part(NamedTuple):
    """A section with its right and wrong answers."""

    id: str
    seconds: int
    right: Mapping[str, str]
    wrong: Mapping[str, str]


class Learner:
    """Somebody with an account, enrolled in the course."""

    def __init__(self, api_url: str, name: str, course_id: str) -> None:
        email, password = f"{name}.{uuid.uuid4().hex[:8]}@learners.example", secrets.token_urlsafe(18)
        self._http = httpx.Client(base_url=api_url, timeout=60, trust_env=False)
        self._course_id = course_id
        self.name = name
        _told(self._http.post("/api/auth/register", json={"email": email, "password": password, "full_name": name}))
        form = {"username": email, "password": password}
        token = _told(self._http.post("/api/auth/token", data=form))["access_token"]
        self._http.headers["Authorization"] = f"Bearer {token}"
        _told(self._http.post(f"/api/courses/{course_id}/enroll"))

    def study(self, part: Part, share: float, answers: Mapping[str, str], at: datetime) -> None:
        """Report one sitting, of `share` of the section's time, with answers by the id of their check.

        Raises httpx.HTTPStatusError where the API refuses it.
        """
        _told(self._http.post(f"/api/sections/{part.id}/interactions", json=_sitting(part, share, answers, at)))

    def sync(self, events: list[Json]) -> None:
        """Send events of a device that was offline, in one batch; their order does not matter.

        Raises httpx.HTTPStatusError where the API refuses the batch.
        """
        batch = {"device_id": self.name, "events": events}
        _told(self._http.post(f"/api/courses/{self._course_id}/sync", json=batch))

    def standing(self) -> str:
        """A line: how far, what was earned, what is next."""
        progress = _told(self._http.get(f"/api/courses/{self._course_id}/progress"))["course"]["percent"]
        earned = [one["title"] for one in _told(self._http.get("/api/me/achievements"))["items"] if one["earned_at"]]
        step = _told(self._http.get(f"/api/courses/{self._course_id}/next"))
        shown = "nothing to complete" if progress is None else f"{progress:.2f} %"
        return f"{shown}; earned: {', '.join(earned) or 'nothing yet'}; next: {step['reason']}"

    def close(self) -> None:
        """Close the connections to the API; nothing can be asked after it."""
        self._http.close()


def take_course(api_url: str, token: str, course: Json, say: Callable[[str], None]) -> None:
    """Publish the course, whose owner's token this is, and let the three take it.

    Raises httpx.HTTPError where the API does not let them.
    """
    with as_instructor(api_url, token, timeout=60) as owner:
        _told(owner.post(f"/api/courses/{course['id']}/publish"))
        sections = [section["id"] for lesson in course["lessons"] for section in lesson["sections"]]
        parts = [_part(_told(owner.get(f"/api/sections/{section_id}"))) for section_id in sections]
    say("\nThree learners take it:")
    for name, takes in (("diligent", _diligent), ("impatient", _impatient), ("offline", _offline)):
        learner = Learner(api_url, name, course["id"])
        takes(learner, parts)
        say(f"  {name:<10} {learner.standing()}")
        learner.close()


def _diligent(learner: Learner, parts: list[Part]) -> None:
    """Takes the time, answers right, goes in order, a day for every few sections."""
    began = datetime.now(UTC) - timedelta(days=len(parts))
    for number, part in enumerate(parts):
        learner.study(part, ENOUGH, part.right, began + timedelta(days=number * 0.9))


def _impatient(learner: Learner, parts: list[Part]) -> None:
    """Rushes ahead, is told why not, and does what is asked for the first third."""
    now = datetime.now(UTC) - timedelta(hours=5)
    for number, part in enumerate(parts):
        learner.study(part, HASTE, part.wrong, now + timedelta(minutes=number))
    for number, part in enumerate(parts[: max(1, len(parts) // 3)]):
        learner.study(part, ENOUGH, part.right, now + timedelta(hours=1, minutes=number))


def _offline(learner: Learner, parts: list[Part]) -> None:
    """Studies half of it on a train and sends it all at once afterwards, the last first, some of it twice."""
    began = datetime.now(UTC) - timedelta(hours=3)
    half = parts[: max(1, len(parts) // 2)]
    events = [
        _sitting(part, ENOUGH, part.right, began + timedelta(minutes=10 * number)) | {"section_id": part.id}
        for number, part in enumerate(half)
    ]
    learner.sync([*reversed(events), events[0]])


def _sitting(part: Part, share: float, answers: Mapping[str, str], at: datetime) -> Json:
    return {
        "event_id": str(uuid.uuid4()),
        "time_spent_seconds": round(part.seconds * share),
        "answers": dict(answers),
        "interactions": {"scrolled": 3},
        "occurred_at": at.isoformat(),
    }


def _part(section: Json) -> Part:
    checks = section["content"]["checks"]
    return Part(
        id=section["id"],
        seconds=section["estimated_duration"] * 60,
        right={check["id"]: check["answer"] for check in checks},
        wrong={check["id"]: "none of these" for check in checks},
    )


def _told(answer: httpx.Response) -> Any:
    answer.raise_for_status()
    return answer.json()

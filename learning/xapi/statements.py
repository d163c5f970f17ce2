"""Statements of xAPI 1.0.3 about one learner in one course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from learning.progression.events import Answer, Event
from learning.xapi.activities import Activities
from learning.xapi.sayings import CHECK, COURSE, LESSON, Saying, voiding_id
from learning.xapi.vocabulary import PLATFORM, VERB_OF_OUTCOME, Verb, verb

Json = dict[str, Any]


@dataclass(frozen=True)
class Speaker:
    """Makes statements about a learner in a course. `home` is the public address of this service, without a slash at
    its end; people are known by their id there, never by an address. `release` is the number of the release."""

    home: str
    learner: UUID
    registration: UUID
    release: int
    language: str
    activities: Activities

    def say(self, id_: UUID, saying: Saying, event: Event, answers: Mapping[str, Answer]) -> Json:
        """The statement that says it; `answers` of the learner are by the id of the check, none where nobody knows."""
        if saying.part.startswith(CHECK):
            return self._answered(id_, saying, event, answers)
        if saying.part == COURSE:
            return self._completed(id_, event, self.activities.course(), None)
        if saying.part.startswith(LESSON):
            lesson = self.activities.lesson(UUID(saying.part.removeprefix(LESSON)))
            return self._completed(id_, event, lesson, self.activities.course())
        return self._studied(id_, saying, event)

    def void(self, voided: UUID, at: datetime) -> Json:
        """The statement that takes another one back."""
        return {
            "id": str(voiding_id(voided)),
            "actor": account(self.home, PLATFORM.lower()),
            "verb": verb("voided"),
            "object": {"objectType": "StatementRef", "id": str(voided)},
            "timestamp": at.isoformat(),
        }

    def _studied(self, id_: UUID, saying: Saying, event: Event) -> Json:
        is_complete = saying.outcome == "section_completed"
        result: Json = {
            "completion": is_complete,
            "duration": f"PT{event.time_spent_seconds}S",
            "extensions": {f"{self.home}/xapi/outcome": saying.outcome},
        }
        if event.score is not None:
            scaled = round(event.score / 100, 4)
            result["score"] = {"scaled": scaled, "raw": event.score, "min": 0, "max": 100}
            if is_complete or saying.outcome == "mastery_not_achieved":
                result["success"] = is_complete
        doing = VERB_OF_OUTCOME[saying.outcome]
        section, lesson = self.activities.section(event.section_id), self.activities.lesson_of(event.section_id)
        return self._statement(id_, event, doing, section, result, lesson)

    def _answered(self, id_: UUID, saying: Saying, event: Event, answers: Mapping[str, Answer]) -> Json:
        check_id = saying.part.removeprefix(CHECK)
        result: Json = {"success": saying.outcome == "right"}
        if given := _as_text(answers.get(check_id)):
            result["response"] = given
        check = self.activities.check(event.section_id, check_id)
        return self._statement(id_, event, "answered", check, result, self.activities.assessment(event.section_id))

    def _completed(self, id_: UUID, event: Event, what: Json, parent: Json | None) -> Json:
        return self._statement(id_, event, "completed", what, {"completion": True}, parent)

    def _statement(self, id_: UUID, event: Event, doing: Verb, what: Json, result: Json, parent: Json | None) -> Json:
        around: Json = {"grouping": [self.activities.course()]}
        if parent is not None:
            around["parent"] = [parent]
        return {
            "id": str(id_),
            "actor": account(self.home, str(self.learner)),
            "verb": verb(doing),
            "object": what,
            "result": result,
            "context": {
                "registration": str(self.registration),
                "contextActivities": around,
                "revision": str(self.release),
                "platform": PLATFORM,
                "language": self.language,
            },
            "timestamp": event.occurred_at.isoformat(),
        }


def account(home: str, name: str) -> Json:
    """Somebody by their account here."""
    return {"objectType": "Agent", "account": {"homePage": home, "name": name}}


def _as_text(given: Answer) -> str:
    """As it was judged; "" for none."""
    if given is None:
        return ""
    return str(given).lower() if isinstance(given, bool) else str(given).strip()

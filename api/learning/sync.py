"""A batch of interactions: what of it can be recorded, and the answer to each of its events."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from api.http.problems import readable
from api.learning.schemas import EventProblem, Sync, SyncedInteraction, SyncResult
from api.learning.workflow_client import NOT_RECORDED
from enrollments import inbox
from learning.progression.answering import InteractionAnswer, Rejection
from learning.progression.device_clock import Calendar
from temporal.errors import TemporalUnavailable

REUSED = Rejection(slug="event-id-reused", detail="Another interaction was sent with this event id.")


@dataclass
class Parsed:
    """The events that can be recorded, by id; why others cannot, by place; the ids by place."""

    wanted: dict[UUID, inbox.Sending] = field(default_factory=dict)
    rejected: dict[int, Rejection] = field(default_factory=dict)
    ids: dict[int, UUID] = field(default_factory=dict)


def parse(batch: Sync, sections: set[UUID], calendar: Calendar) -> Parsed:
    """`sections` and `calendar` are those of the course."""
    parsed = Parsed()
    for place, raw in enumerate(batch.events):
        try:
            event = SyncedInteraction.model_validate(raw)
        except ValidationError as error:
            parsed.rejected[place] = _invalid(error)
            continue
        parsed.ids[place] = event.event_id
        if event.occurred_at is None:
            detail = "An interaction in a batch needs its occurred_at."
            parsed.rejected[place] = Rejection(slug="invalid-input", detail=detail)
        elif fault := calendar.fault(event.occurred_at):
            parsed.rejected[place] = Rejection(slug="invalid-input", detail=f"occurred_at: {fault}")
        elif event.section_id not in sections:
            parsed.rejected[place] = Rejection(slug="section-unknown", detail="This course has no such section.")
        elif (first := parsed.wanted.get(event.event_id)) is None:
            interaction = event.of_section(event.section_id, calendar.now)
            parsed.wanted[event.event_id] = inbox.Sending(interaction, event.preferred_path)
        elif first.interaction != event.of_section(event.section_id, calendar.now):
            parsed.rejected[place] = REUSED
    return parsed


def _invalid(error: ValidationError) -> Rejection:
    faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:3]]
    return Rejection(slug="invalid-input", detail="; ".join(faults))


def synced(
    batch: Sync,
    parsed: Parsed,
    sent: Mapping[UUID, inbox.Sent],
    answers: Mapping[UUID, inbox.Answer],
    progress: bytes,
) -> bytes:
    """`Synced` as JSON, of answers and progress that are JSON already.

    Raises TemporalUnavailable where an event has no answer: then it was not recorded, and may be sent again.
    """
    results = ",".join(_results(batch, parsed, sent, answers))
    return b'{"results":[%b],"progress":%b}' % (results.encode(), progress)


def _results(
    batch: Sync, parsed: Parsed, sent: Mapping[UUID, inbox.Sent], answers: Mapping[UUID, inbox.Answer]
) -> Iterator[str]:
    """One result an event, in the order in which they were sent; the second of the same id is a duplicate."""
    seen: set[UUID] = set()
    for place, raw in enumerate(batch.events):
        id_ = parsed.ids.get(place)
        stored = answers.get(id_) if id_ else None
        problem = parsed.rejected.get(place) or _refusal(id_, sent, stored)
        if problem is not None:
            yield _rejected(raw, problem)
            continue
        if id_ is None or stored is None:
            raise TemporalUnavailable(NOT_RECORDED)
        if id_ in seen or stored.is_known or (id_ in sent and sent[id_].is_answered):
            yield _duplicate(id_, stored)
        else:
            yield f'{{"event_id":"{id_}","status":"applied","answer":{stored.body},"problem":null}}'
        seen.add(id_)


def _refusal(id_: UUID | None, sent: Mapping[UUID, inbox.Sent], stored: inbox.Answer | None) -> Rejection | None:
    if id_ is not None and id_ in sent and not sent[id_].is_same:
        return REUSED
    if stored is not None and stored.rejected is not None:
        return Rejection.model_validate(stored.rejected)
    return None


def _duplicate(id_: UUID, stored: inbox.Answer) -> str:
    answer = InteractionAnswer.model_validate(json.loads(stored.body) | {"duplicate": True})
    return SyncResult(event_id=id_, status="duplicate", answer=answer).model_dump_json()


def _rejected(raw: Any, problem: Rejection) -> str:
    event_id = raw.get("event_id") if isinstance(raw, dict) else None
    shown = EventProblem(type=f"/problems/{problem.slug}", detail=readable(problem.detail))
    named = None if event_id is None else readable(str(event_id))[:100]
    return SyncResult(event_id=named, status="rejected", problem=shown).model_dump_json()

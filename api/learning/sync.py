"""A batch of interactions: what of it can be recorded, and the answer to each of its events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from api.http.problems import readable
from api.learning.schemas import EventProblem, Sync, SyncedInteraction, SyncResult
from api.learning.workflow_client import NOT_RECORDED
from enrollments import inbox
from learning.progression.answering import REUSED, InteractionAnswer, Rejection
from learning.progression.device_clock import Calendar
from learning.progression.events import Interaction
from temporal.errors import TemporalUnavailable


@dataclass
class Parsed:
    """The events that can be recorded, by id; why others cannot, by place; the ids by place."""

    wanted: dict[UUID, Interaction] = field(default_factory=dict)
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
        else:
            interaction = event.of_section(event.section_id, calendar.now)
            if parsed.wanted.setdefault(event.event_id, interaction) != interaction:
                parsed.rejected[place] = REUSED
    return parsed


def _invalid(error: ValidationError) -> Rejection:
    faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:3]]
    return Rejection(slug="invalid-input", detail="; ".join(faults))


def results_of(
    batch: Sync, parsed: Parsed, sent: Mapping[UUID, inbox.Sent], answers: Mapping[UUID, inbox.Answer]
) -> list[SyncResult]:
    """One result an event, in the order in which they were sent; the second of the same id is a duplicate.

    Raises TemporalUnavailable where an event has no answer: then it was not recorded, and may be sent again.
    """
    results, seen = list[SyncResult](), set[UUID]()
    for place, raw in enumerate(batch.events):
        id_ = parsed.ids.get(place)
        before = sent.get(id_) if id_ else None
        given = REUSED if before and not before.is_same else answers.get(id_) if id_ else None
        answer = parsed.rejected.get(place) or given
        if isinstance(answer, Rejection):
            results.append(_rejected(raw, answer))
        elif id_ is None or answer is None:
            raise TemporalUnavailable(NOT_RECORDED)
        else:
            is_known = id_ in seen or answer.duplicate or (before is not None and before.is_answered)
            results.append(_taken(id_, answer, is_known))
            seen.add(id_)
    return results


def _taken(id_: UUID, answer: InteractionAnswer, is_known: bool) -> SyncResult:
    if not is_known:
        return SyncResult.model_construct(event_id=id_, status="applied", answer=answer)
    again = answer.model_copy(update={"duplicate": True})
    return SyncResult.model_construct(event_id=id_, status="duplicate", answer=again)


def _rejected(raw: Any, problem: Rejection) -> SyncResult:
    event_id = raw.get("event_id") if isinstance(raw, dict) else None
    shown = EventProblem(type=f"/problems/{problem.slug}", detail=readable(problem.detail))
    named = None if event_id is None else readable(str(event_id))[:100]
    return SyncResult(event_id=named, status="rejected", problem=shown)

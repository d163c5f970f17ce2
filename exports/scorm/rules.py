"""What the player judges by: the plan of a release, and checks with their keys, as plain data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from exports.course import ExportedCourse, working_checks
from learning.checks import KINDS, Check
from learning.course_draft import CourseDraft
from learning.policy import ProgressionPolicy
from learning.progression.numbers import exact
from learning.progression.release import Gate, Plan, Release, ReleasedLesson, ReleasedSection, plan

Json = dict[str, Any]


def rules_of(course: ExportedCourse) -> Json:
    """The rules of a course, with a `fingerprint` that differs where a record of it means something else."""
    told = rules(plan(release_of(course.draft), course.draft.progression_policy))
    shape = json.dumps([told, [placed.section.title for placed in course.sections()]], sort_keys=True)
    return told | {"fingerprint": hashlib.sha256(shape.encode()).hexdigest()[:8]}


def rules(planned: Plan) -> Json:
    """Parts by their place, from 0; `needs` and gates name them as [kind, place]; a percentage is [top, bottom]."""
    sections, lessons = list(planned.sections), list(planned.lessons)
    places = {id_: ["section", place] for place, id_ in enumerate(sections)}
    places |= {id_: ["lesson", place] for place, id_ in enumerate(lessons)}
    return {
        "policy": planned.policy.model_dump(
            mode="json", include={"min_interactions", "idle_cap_seconds", "mastery", "sequential"}
        ),
        "lessons": [
            {
                "title": lesson.lesson.title,
                "is_required": lesson.lesson.is_required,
                "required": [sections.index(id_) for id_ in lesson.required],
                "checked": [sections.index(id_) for id_ in lesson.checked],
            }
            for lesson in planned.lessons.values()
        ],
        "sections": [
            {
                "title": section.section.title,
                "lesson": lessons.index(section.lesson_id),
                "needs": [places[id_] for id_ in section.needs],
                "gate": _gate(section.gate, places),
                "least_seconds": section.least_seconds,
                "checks": len(section.section.checks),
                "is_required": section.required,
            }
            for section in planned.sections.values()
        ],
    }


def release_of(draft: CourseDraft) -> Release:
    """The draft as what publishing it would freeze, with the checks that work, and ids that stand for places."""
    ids = {str(number): UUID(int=number << 16) for number, _ in enumerate(draft.lessons, 1)}
    for number, lesson in enumerate(draft.lessons, 1):
        ids |= {f"{number}.{place}": UUID(int=(number << 16) + place) for place, _ in enumerate(lesson.sections, 1)}
    lessons = []
    for number, lesson in enumerate(draft.lessons, 1):
        sections = [
            ReleasedSection(
                id=ids[f"{number}.{place}"],
                title=section.title,
                is_required=section.is_required,
                estimated_duration=section.estimated_duration,
                checks=tuple(working_checks(section)),
                prerequisites=tuple(ids[key] for key in section.prerequisites if key in ids),
                gate=Gate(
                    requires=ids[section.gate.requires],
                    min_score=section.gate.min_score,
                    min_completion=section.gate.min_completion,
                )
                if section.gate and section.gate.requires in ids
                else None,
            )
            for place, section in enumerate(lesson.sections, 1)
        ]
        part = ReleasedLesson(
            id=ids[str(number)], title=lesson.title, is_required=lesson.is_required, sections=tuple(sections)
        )
        lessons.append(part)
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    return Release(id=UUID(int=1), course_id=UUID(int=2), published_at=moment, lessons=tuple(lessons))


def key_of(check: Check) -> Json:
    """What an answer is judged by."""
    asked = KINDS[check.kind].exported(check)
    correct = [text.strip() for text in asked.correct] if asked.interaction == "true-false" else list(asked.correct)
    return {"id": check.id, "interaction": asked.interaction, "correct": correct}


def longest_record(policy: ProgressionPolicy, sections: Sequence[Json]) -> int:
    """How many characters the record of a learner takes at most who is in the midst of every section."""
    recent = policy.mastery.n if policy.mastery and policy.mastery.type == "m_of_n" else 0
    of_a_section = 2 + 3 + 2 + 1 + 1 + -(-recent // 7)
    return 9 + -(-len(sections) * of_a_section * 4 // 3)


def _gate(gate: Gate | None, places: dict[UUID, list[Any]]) -> Json | None:
    if gate is None:
        return None
    return {
        "requires": places[gate.requires],
        "min_completion": _asked(gate.min_completion),
        "min_score": _asked(gate.min_score),
    }


def _asked(percent: float) -> list[str] | None:
    value = exact(percent)
    return [str(value.numerator), str(value.denominator)] if value else None

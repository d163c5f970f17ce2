"""What must not be published, and since when a retake is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from learning.finding import Finding, error
from learning.policy import ProgressionPolicy
from learning.prerequisites import find_cycle, name_cycle
from learning.progression.reachability import review_reachability
from learning.progression.release import Release, ReleasedLesson, ReleasedSection, plan
from learning.sentence import say


def review_release(
    release: Release, policy: ProgressionPolicy, engaging: Collection[UUID] | None = None
) -> list[Finding]:
    """Errors that would stop learners for ever: ids used twice, unknown prerequisites, cycles, and what not even a
    learner can reach who does everything right, each by name. `engaging` are the sections with something to do."""
    broken = [*_repeated(release), *_unknown(release), *_cycles(release, policy)]
    return [*broken, *review_reachability(release, policy, engaging)]


def published(release: Release, before: Release | None) -> Release:
    """The release with `retake_since` set where a section requires a retake: from this publication on where the mark
    is new, from the earlier one where it stood before. Without the mark older completions count."""
    marks = {section.id: section for section in before.sections()} if before else {}
    lessons = tuple(_marked_lesson(lesson, marks, release) for lesson in release.lessons)
    return release.model_copy(update={"lessons": lessons})


def _marked_lesson(lesson: ReleasedLesson, marks: dict[UUID, ReleasedSection], release: Release) -> ReleasedLesson:
    sections = tuple(_marked(section, marks.get(section.id), release) for section in lesson.sections)
    return lesson.model_copy(update={"sections": sections})


def _marked(section: ReleasedSection, before: ReleasedSection | None, release: Release) -> ReleasedSection:
    since = None
    if section.requires_retake:
        since = before.retake_since if before and before.requires_retake else None
        since = since or release.published_at
    return section.model_copy(update={"retake_since": since})


def _titles(release: Release) -> dict[UUID, str]:
    titles = {lesson.id: lesson.title for lesson in release.lessons}
    return titles | {section.id: section.title for section in release.sections()}


def _placed(release: Release) -> Iterator[tuple[str, ReleasedSection]]:
    for number, lesson in enumerate(release.lessons):
        for place, section in enumerate(lesson.sections):
            yield f"/lessons/{number}/sections/{place}", section


def _repeated(release: Release) -> Iterator[Finding]:
    seen: set[UUID] = set()
    parts = [(f"/lessons/{number}", lesson.id) for number, lesson in enumerate(release.lessons)]
    for pointer, part in [*parts, *((pointer, section.id) for pointer, section in _placed(release))]:
        if part in seen:
            yield error("id_repeated", f"{pointer}/id", say("This id is used for another part of the course."))
        seen.add(part)


def _unknown(release: Release) -> Iterator[Finding]:
    known = _titles(release)
    for pointer, section in _placed(release):
        for index, needed in enumerate(section.prerequisites):
            if needed not in known:
                detail = say("“{title}” needs a part that this course does not have.", title=section.title)
                yield error("prerequisite_unknown", f"{pointer}/prerequisites/{index}", detail)
        if section.gate and section.gate.requires not in known:
            detail = say("The gate of “{title}” asks for a part that this course does not have.", title=section.title)
            yield error("gate_unknown", f"{pointer}/gate/requires", detail)


def _cycles(release: Release, policy: ProgressionPolicy) -> Iterator[Finding]:
    """One cycle: of what the parts ask for themselves, else one that only the order of the course closes."""
    if cycle := find_cycle(_needs(release, policy.model_copy(update={"sequential": False}))):
        why = say(
            "These need each other, so that nobody can begin: {parts}. Take one of them out.",
            parts=_named(release, cycle),
        )
        yield error("prerequisite_cycle", "/lessons", why)
    elif cycle := find_cycle(_needs(release, policy)):
        why = say(
            "In a sequential course nobody can begin these, since each needs the other: {parts}. Take out the "
            "prerequisite or gate that points forward, or move its part behind.",
            parts=_named(release, cycle),
        )
        yield error("prerequisite_against_order", "/lessons", why)


def _named(release: Release, cycle: list[str]) -> str:
    titles = {str(part): f"“{title}”" for part, title in _titles(release).items()}
    return name_cycle([titles[part] for part in cycle], {})


def _needs(release: Release, policy: ProgressionPolicy) -> dict[str, list[str]]:
    """A lesson needs its required sections, a section what it names, its gate, and who is before it."""
    planned = plan(release, policy)
    needs = {str(id_): [str(section) for section in lesson.required] for id_, lesson in planned.lessons.items()}
    for id_, section in planned.sections.items():
        gates = [section.gate.requires] if section.gate else []
        needs[str(id_)] = [str(part) for part in (*section.needs, *gates)]
    return needs

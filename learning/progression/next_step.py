"""What to do next, by the path that a learner prefers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal
from uuid import UUID

from learning.policy import ProgressionPolicy
from learning.progression.completion import CompletionView
from learning.progression.gate import missing_prerequisites
from learning.progression.progress import Outcome, Progress
from learning.progression.release import Message, Plan, Release, SectionPlan, plan

Path = Literal["sequential", "adaptive", "exploratory", "fast_track"]


class NextStep(Message):
    """`section_id` is where to go; null when the course is complete."""

    kind: Literal["section", "review", "remediate", "course_complete"]
    section_id: UUID | None = None
    reason: str


def next_step(
    release: Release,
    policy: ProgressionPolicy,
    progress: Progress,
    path: Path = "sequential",
    reviews_due: Sequence[UUID] = (),
    after: Outcome | None = None,
) -> NextStep:
    """After a refusal what mends it, else what the path says.

    `after` is the outcome to answer, by default that of the latest event; `reviews_due` are the sections to review,
    the most urgent first. Where all that is left is locked, the step is what opens the first of it.
    """
    planned = plan(release, policy)
    refused = after or (progress.outcomes.get(progress.latest.event_id) if progress.latest else None)
    return (
        _remedy(refused)
        or _PATHS[path](planned, progress, [due for due in reviews_due if due in planned.sections])
        or _key(planned, progress)
        or NextStep(kind="course_complete", reason="Everything that this course requires is complete.")
    )


def _remedy(refused: Outcome | None) -> NextStep | None:
    if refused is None or refused.success:
        return None
    actions = [action for action in refused.required_actions if action.section_id]
    return NextStep(kind="remediate", section_id=actions[0].section_id, reason=actions[0].detail) if actions else None


def _sequential(planned: Plan, progress: Progress, due: Sequence[UUID]) -> NextStep | None:
    return _section(_open(planned, progress, required=True), "“{}” is the next required section.")


def _adaptive(planned: Plan, progress: Progress, due: Sequence[UUID]) -> NextStep | None:
    if due:
        title = planned.sections[due[0]].section.title
        return NextStep(kind="review", section_id=due[0], reason=f"A review of “{title}” is due.")
    weak = _section(_weakest(planned, progress), "“{}” is in the lesson with the weakest scores.")
    return weak or _sequential(planned, progress, due)


def _weakest(planned: Plan, progress: Progress) -> Iterator[SectionPlan]:
    """What is open of the lessons where something was scored, the weakest first; in ties, the order of the course."""
    by_lesson: dict[UUID, list[SectionPlan]] = {}
    for section in _open(planned, progress, required=True):
        by_lesson.setdefault(section.lesson_id, []).append(section)
    view = CompletionView(planned, progress.sections)
    lessons = [planned.lessons[lesson_id] for lesson_id in by_lesson]
    scored = [lesson for lesson in lessons if any(_is_scored(section_id, progress) for section_id in lesson.checked)]
    for lesson in sorted(scored, key=lambda lesson: view.score(lesson) or 0):
        yield from by_lesson[lesson.lesson.id]


def _is_scored(section_id: UUID, progress: Progress) -> bool:
    return progress.sections[section_id].best_score is not None


def _exploratory(planned: Plan, progress: Progress, due: Sequence[UUID]) -> NextStep | None:
    optional = _section(_open(planned, progress, required=False), "“{}” is open to explore.")
    return optional or _sequential(planned, progress, due)


def _fast_track(planned: Plan, progress: Progress, due: Sequence[UUID]) -> NextStep | None:
    shortest = sorted(_open(planned, progress, required=True), key=lambda plan: plan.section.estimated_duration)
    return _section(shortest, "“{}” is the shortest required section that is open.")


_PATHS: dict[Path, Callable[[Plan, Progress, Sequence[UUID]], NextStep | None]] = {
    "sequential": _sequential,
    "adaptive": _adaptive,
    "exploratory": _exploratory,
    "fast_track": _fast_track,
}


def _open(planned: Plan, progress: Progress, required: bool) -> Iterator[SectionPlan]:
    """Unlocked and incomplete, in the order of the course."""
    for section_id, section in planned.sections.items():
        record = progress.sections[section_id]
        if section.required == required and record.unlocked and record.status != "completed":
            yield section


def _section(sections: Iterable[SectionPlan], reason: str) -> NextStep | None:
    first = next(iter(sections), None)
    if first is None:
        return None
    return NextStep(kind="section", section_id=first.section.id, reason=reason.format(first.section.title))


def _key(planned: Plan, progress: Progress) -> NextStep | None:
    """What opens the first required section, where none is open."""
    view = CompletionView(planned, progress.sections)
    for section_id, section in planned.sections.items():
        if section.required and progress.sections[section_id].status != "completed":
            actions = missing_prerequisites(section, view)
            place = next((action.section_id for action in actions if action.section_id), section_id)
            detail = actions[0].detail if actions else f"“{section.section.title}” is required."
            return NextStep(kind="remediate", section_id=place, reason=detail)
    return None

"""The three gates before completion: prerequisites, engagement, mastery. The first that fails names what to do."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from uuid import UUID

from learning.policy import MOfNMastery, ScoreMastery
from learning.progression import required_actions as to
from learning.progression.completion import CompletionView
from learning.progression.events import Event
from learning.progression.numbers import exact, percent
from learning.progression.progress import RequiredAction, SectionProgress
from learning.progression.release import Gate, SectionPlan

Actions = tuple[RequiredAction, ...]


def is_open(planned: SectionPlan, view: CompletionView) -> bool:
    """Whether every prerequisite is complete and the section's gate is met."""
    return next(_incomplete(planned, view), None) is None and is_met(planned.gate, view)


def is_met(gate: Gate | None, view: CompletionView) -> bool:
    """Far enough and well enough; 0 asks for nothing."""
    return gate is None or (_is_far_enough(gate, view) and _is_good_enough(gate, view))


def missing_prerequisites(planned: SectionPlan, view: CompletionView) -> Actions:
    """An action for each thing that the first gate misses, in the order of the course; none where it is open."""
    incomplete = list(_incomplete(planned, view))
    actions = [to.complete(part, view) for part in incomplete]
    if gate := planned.gate:
        if gate.requires not in incomplete and not _is_far_enough(gate, view):
            actions.append(to.reach_completion(gate, completion(gate.requires, view), view))
        if not _is_good_enough(gate, view):
            actions.append(to.reach_score(gate, score(gate.requires, view), view))
    return tuple(actions)


def missing_engagement(planned: SectionPlan, reached: SectionProgress, least_interactions: int) -> Actions:
    """What is missing of time and interactions."""
    section, effort = planned.section, reached.effort
    actions = []
    if effort.seconds < planned.least_seconds:
        actions.append(to.spend_time(section, planned.least_seconds, effort.seconds))
    if effort.interactions < least_interactions:
        actions.append(to.interact(section, least_interactions, effort.interactions))
    return tuple(actions)


def missing_mastery(planned: SectionPlan, reached: SectionProgress, event: Event) -> Actions:
    """What to go over again; none where the learner's criterion is met, or where there is nothing to master."""
    criterion = reached.criterion.mastery if reached.criterion else None
    if criterion is None or not planned.section.checks:
        return ()
    if isinstance(criterion, MOfNMastery):
        return _missing_right_answers(planned, reached, event, criterion)
    return _missing_score(planned, reached, event, criterion)


def completion(part: UUID, view: CompletionView) -> Fraction:
    """In percent: of a section all or nothing, of a lesson its share, of one without required sections 100."""
    if lesson := view.plan.lessons.get(part):
        share = percent(view.completed(lesson.required), len(lesson.required))
        return Fraction(100) if share is None else share
    return Fraction(100 if view.is_complete(part) else 0)


def score(part: UUID, view: CompletionView) -> Fraction:
    """In percent: of a section its best score, of a lesson the mean of those with checks; 0 where there is none."""
    if lesson := view.plan.lessons.get(part):
        return view.score(lesson) or Fraction(0)
    return exact(view.sections[part].best_score or 0)


def _incomplete(planned: SectionPlan, view: CompletionView) -> Iterator[UUID]:
    for part in planned.needs:
        lesson = view.plan.lessons.get(part)
        if not (all(map(view.is_complete, lesson.required)) if lesson else view.is_complete(part)):
            yield part


def _is_far_enough(gate: Gate, view: CompletionView) -> bool:
    return not gate.min_completion or completion(gate.requires, view) >= exact(gate.min_completion)


def _is_good_enough(gate: Gate, view: CompletionView) -> bool:
    return not gate.min_score or score(gate.requires, view) >= exact(gate.min_score)


def _missing_right_answers(
    planned: SectionPlan, reached: SectionProgress, event: Event, criterion: MOfNMastery
) -> Actions:
    """An unanswered check is no item, so it is not wrong either."""
    right = sum(reached.effort.recent[-criterion.n :])
    if right >= criterion.m:
        return ()
    wrong = {item.check_id for item in event.items if not item.right}
    checks = [check for check in planned.section.checks if check.id in wrong]
    return (*to.review(planned.section, checks), to.answer_right(planned.section, criterion, right))


def _missing_score(planned: SectionPlan, reached: SectionProgress, event: Event, criterion: ScoreMastery) -> Actions:
    """Whatever was not answered right was wrong, as in the score."""
    best = reached.effort.best_score
    if best is not None and best >= criterion.threshold:
        return ()
    right = {item.check_id for item in event.items if item.right}
    checks = [check for check in planned.section.checks if check.id not in right]
    return to.review(planned.section, checks) or (to.score(planned.section, criterion.threshold, best),)

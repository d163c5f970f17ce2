"""Whether a learner who does everything right can get through a release: what nobody can reach is named."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterator
from uuid import UUID

from learning.finding import Finding, error
from learning.policy import ProgressionPolicy
from learning.progression.completion import CompletionView
from learning.progression.events import Moment
from learning.progression.gate import completion, is_open, score
from learning.progression.numbers import exact, shown
from learning.progression.progress import SectionProgress
from learning.progression.release import Gate, Plan, Release, SectionPlan, plan
from learning.sentence import Sentence, say


def review_reachability(
    release: Release, policy: ProgressionPolicy, engaging: Collection[UUID] | None = None
) -> list[Finding]:
    """Errors on gates that stay closed for ever, and on sections where nothing can be done that a policy asks for.

    `engaging` are the sections that offer something to do, all of them unless they are given. Cycles are left to
    `learning.progression.publishing`: what waits for another part that nobody reaches is not named again here.
    """
    planned = plan(release, policy)
    return [*_closed_gates(planned, _after_everything(planned)), *_idle_sections(planned, engaging)]


def _after_everything(planned: Plan) -> CompletionView:
    """Where a learner stands who has done all that can be done: every check right, every section as soon as it opens.

    A section is looked at again whenever something that it waits for is done, so that the order does not matter.
    """
    records = {id_: SectionProgress(section_id=id_) for id_ in planned.sections}
    view = CompletionView(planned, records)
    waiting = _waiting(planned)
    to_try = deque(planned.sections)
    while to_try:
        id_ = to_try.popleft()
        section = planned.sections[id_]
        if records[id_].current is None and is_open(section, view):
            records[id_] = _done(planned, section)
            to_try.extend([*waiting[id_], *waiting[section.lesson_id]])
    return view


def _waiting(planned: Plan) -> defaultdict[UUID, list[UUID]]:
    """For each part the sections that may open when it changes."""
    waiting: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for id_, section in planned.sections.items():
        for part in (*section.needs, *([section.gate.requires] if section.gate else [])):
            waiting[part].append(id_)
    return waiting


def _done(planned: Plan, section: SectionPlan) -> SectionProgress:
    id_ = section.section.id
    moment = Moment(planned.release.published_at, id_)
    best = 100.0 if section.section.checks else None
    return SectionProgress(section_id=id_, status="completed", best_score=best, first=moment, current=moment)


def _closed_gates(planned: Plan, view: CompletionView) -> Iterator[Finding]:
    places = _places(planned)
    for id_, section in planned.sections.items():
        gate = section.gate
        if gate is None or view.is_complete(id_):
            continue
        if all(_is_done(part, view) for part in (*section.needs, gate.requires)):
            yield error("gate_unreachable", f"{places[id_]}/gate", _why_closed(section, gate, view))


def _is_done(part: UUID, view: CompletionView) -> bool:
    lesson = view.plan.lessons.get(part)
    return all(map(view.is_complete, lesson.required)) if lesson else view.is_complete(part)


def _why_closed(section: SectionPlan, gate: Gate, view: CompletionView) -> Sentence:
    lesson = view.plan.lessons.get(gate.requires)
    needed = lesson.lesson.title if lesson else view.plan.sections[gate.requires].section.title
    title = section.section.title
    best = score(gate.requires, view)
    if not gate.min_score or best >= exact(gate.min_score):
        far = completion(gate.requires, view)
        return say(
            "Nobody can open “{title}”: its gate asks for {asked} % of “{needed}”, of which {reached} % can be reached "
            "before. Ask for less, or for another part.",
            title=title,
            asked=gate.min_completion,
            needed=needed,
            reached=shown(far, far == 100) or 0,
        )
    if lesson.checked if lesson else view.plan.sections[gate.requires].section.checks:
        return say(
            "Nobody can open “{title}”: its gate asks for a score of {asked} % in “{needed}”, of which {reached} % can "
            "be reached before. Ask for less, or for another part.",
            title=title,
            asked=gate.min_score,
            needed=needed,
            reached=shown(best, best == 100) or 0,
        )
    return say(
        "Nobody can open “{title}”: its gate asks for a score of {asked} % in “{needed}”, {why}. Add a check there, or "
        "ask for completion instead of a score.",
        title=title,
        asked=gate.min_score,
        needed=needed,
        why=say("none of whose sections has checks") if lesson else say("which has no checks"),
    )


def _idle_sections(planned: Plan, engaging: Collection[UUID] | None) -> Iterator[Finding]:
    asked = planned.policy.min_interactions
    if not asked or engaging is None:
        return
    places = _places(planned)
    for id_, section in planned.sections.items():
        if id_ not in engaging:
            detail = say(
                "The policy asks for {asked} interactions in each section, but “{title}” has nothing to interact "
                "with. Add a check or an exercise there, or set min_interactions to 0.",
                asked=asked,
                title=section.section.title,
            )
            yield error("interactions_unreachable", places[id_], detail)


def _places(planned: Plan) -> dict[UUID, str]:
    return {
        section.id: f"/lessons/{number}/sections/{place}"
        for number, lesson in enumerate(planned.release.lessons)
        for place, section in enumerate(lesson.sections)
    }

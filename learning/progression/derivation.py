"""How the state of a learner follows from the events: all at once, from the state before, and event by event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from learning.policy import MOfNMastery, ProgressionPolicy
from learning.progression.completion import CompletionView, completion, roll_up_course, roll_up_lesson
from learning.progression.events import Event, Moment
from learning.progression.gate import is_open, missing_engagement, missing_mastery, missing_prerequisites
from learning.progression.progress import (
    Criterion,
    Earned,
    EarnedSection,
    Effort,
    LessonProgress,
    Outcome,
    OutcomeKind,
    Progress,
    RequiredAction,
    SectionProgress,
)
from learning.progression.release import Plan, Release, SectionPlan, plan


class EventsMissing(LookupError):
    """The state cannot be advanced without the events it was derived from."""


def derive(
    release: Release, policy: ProgressionPolicy, events: Iterable[Event], earlier: Earned | None = None
) -> Progress:
    """One learner's state in one course, from all recorded events in any order.

    Of events with the same id the first given counts. `earlier` is what `carried` returned for the release before, and
    must stay the same for as long as the release does: what one release derives depends on nothing but the events.
    """
    reducer = EventReducer.of(plan(release, policy), earlier or Earned())
    for event in _in_order(events):
        reducer.take(event)
    return reducer.whole()


def advance(
    progress: Progress,
    release: Release,
    policy: ProgressionPolicy,
    events: Iterable[Event],
    recorded: Iterable[Event] | None = None,
) -> Progress:
    """The state after more events: equal to deriving it anew, and fast where they come in order.

    Events that are known already change nothing. Where `needs_record` says so, `recorded` has to hold the events
    that `progress` was derived from (others too), else EventsMissing is raised. A new release or policy carries over
    what was earned under the one before.
    """
    new = [event for event in events if event.event_id not in progress.outcomes]
    if needs_record(progress, release, policy, new):
        known = list(recorded or ())
        if not progress.outcomes.keys() <= {event.event_id for event in known}:
            raise EventsMissing("An event came late: the recorded events are needed to derive the state anew.")
        earlier = progress.earlier if _is_same(progress, release, policy) else carried(progress)
        return derive(release, policy, [*known, *new], earlier)
    if not new:
        return progress
    reducer = EventReducer.after(plan(release, policy), progress)
    for event in _in_order(new):
        reducer.take(event)
    return reducer.changed(progress)


def needs_record(progress: Progress, release: Release, policy: ProgressionPolicy, events: Sequence[Event]) -> bool:
    """Whether `advance` has to derive anew: an unknown event is older than the latest, or the rules have changed."""
    if not _is_same(progress, release, policy):
        return True
    new = (event.moment for event in events if event.event_id not in progress.outcomes)
    return progress.latest is not None and any(moment < progress.latest for moment in new)


def carried(progress: Progress) -> Earned:
    """What to hand to `derive` as `earlier` under the next release."""
    earlier = progress.earlier
    sections = {id_: _earned(record, earlier.sections.get(id_)) for id_, record in progress.sections.items()}
    lessons = {id_: state.completed for id_, state in progress.lessons.items() if state.completed}
    criteria = {id_: record.criterion for id_, record in progress.sections.items() if record.criterion}
    counted = {outcome.event_id for outcome in progress.outcomes.values() if outcome.counted}
    return Earned(
        sections=earlier.sections | {id_: earned for id_, earned in sections.items() if earned},
        lessons=earlier.lessons | lessons,
        course=progress.course.completed,
        criteria=earlier.criteria | criteria,
        counted=tuple(sorted(counted.union(earlier.counted))),
    )


def _earned(record: SectionProgress, before: EarnedSection | None) -> EarnedSection | None:
    if record.first is None:
        return None
    moments = [record.first, record.current, before.latest if before else None]
    return EarnedSection(first=record.first, latest=max(moment for moment in moments if moment))


def _is_same(progress: Progress, release: Release, policy: ProgressionPolicy) -> bool:
    return progress.release_id == release.id and progress.policy == policy


def _in_order(events: Iterable[Event]) -> list[Event]:
    distinct: dict[UUID, Event] = {}
    for event in events:
        distinct.setdefault(event.event_id, event)
    return sorted(distinct.values(), key=lambda event: event.moment)


@dataclass
class EventReducer:
    """A state in the making. `counted` are the events that counted under an earlier release: they count for ever.

    `touched` are the sections of the events taken; `opens` says that one of them got so far as to open others.
    """

    plan: Plan
    earlier: Earned
    sections: dict[UUID, SectionProgress]
    outcomes: dict[UUID, Outcome] = field(default_factory=dict)
    latest: Moment | None = None
    touched: set[UUID] = field(default_factory=set)
    opens: bool = False
    counted: frozenset[UUID] = frozenset()

    @classmethod
    def of(cls, plan: Plan, earlier: Earned) -> EventReducer:
        """Before the first event."""
        ids = dict.fromkeys([*plan.sections, *earlier.sections, *earlier.criteria])
        sections = {section_id: _begun(section_id, plan.sections.get(section_id), earlier) for section_id in ids}
        return cls(plan, earlier, sections, counted=frozenset(earlier.counted))

    @classmethod
    def after(cls, plan: Plan, progress: Progress) -> EventReducer:
        """After the events that a state was derived from."""
        reducer = cls(plan, progress.earlier, dict(progress.sections), dict(progress.outcomes), progress.latest)
        reducer.counted = frozenset(progress.earlier.counted)
        return reducer

    def take(self, event: Event) -> None:
        """Judges one event, later than all before, and records what counts of it."""
        section_id, planned = event.section_id, self.plan.sections.get(event.section_id)
        before = self.sections.get(section_id) or _begun(section_id, planned, self.earlier)
        record, outcome = self._judged(before, planned, event)
        self.sections[section_id] = record._replace(last_outcome=outcome)
        self.outcomes[event.event_id] = outcome
        self.latest = event.moment
        self.touched.add(section_id)
        self.opens |= (record.current, record.best_score) != (before.current, before.best_score)

    def whole(self) -> Progress:
        """The state of every part."""
        self._unlock()
        view = CompletionView(self.plan, self.sections)
        lessons = {id_: roll_up_lesson(lesson, view, self.earlier) for id_, lesson in self.plan.lessons.items()}
        return self._progress(lessons)

    def changed(self, progress: Progress) -> Progress:
        """The state of every part, where only those of the sections touched can differ from `progress`."""
        if self.opens:
            self._unlock()
        view = CompletionView(self.plan, self.sections)
        touched = {self.plan.sections[id_].lesson_id for id_ in self.touched if id_ in self.plan.sections}
        lessons = {id_: roll_up_lesson(self.plan.lessons[id_], view, self.earlier) for id_ in touched}
        return self._progress(progress.lessons | lessons)

    def _judged(
        self, record: SectionProgress, planned: SectionPlan | None, event: Event
    ) -> tuple[SectionProgress, Outcome]:
        """A section that was completed, or an event that once counted, is not stopped by what was added since."""
        is_done = completion(record, planned, event.moment) is not None
        if not is_done and event.event_id not in self.counted:
            if planned is None:
                return record, _outcome(event, "section_removed", counted=False)
            if missing := missing_prerequisites(planned, CompletionView(self.plan, self.sections, event.moment)):
                return record, _outcome(event, "progression_blocked", missing, counted=False)
        record = _recorded(record, planned, event, self.plan.policy)
        if is_done:
            return record, _passed(event, record)
        if planned is None:
            return record, _outcome(event, "section_removed")
        if missing := missing_engagement(planned, record, self.plan.policy.min_interactions):
            return record, _outcome(event, "insufficient_engagement", missing)
        if missing := missing_mastery(planned, record, event):
            return record, _outcome(event, "mastery_not_achieved", missing)
        return _completed(record, planned, event.moment), _passed(event, record)

    def _unlock(self) -> None:
        """Opens what can be opened now; what is open stays open for as long as the release stands."""
        view = CompletionView(self.plan, self.sections)
        for section_id, planned in self.plan.sections.items():
            record = self.sections[section_id]
            if not record.unlocked and (record.current or is_open(planned, view)):
                self.sections[section_id] = record._replace(unlocked=True)

    def _progress(self, lessons: dict[UUID, LessonProgress]) -> Progress:
        return Progress(
            release_id=self.plan.release.id,
            policy=self.plan.policy,
            earlier=self.earlier,
            sections=self.sections,
            lessons=lessons,
            course=roll_up_course(self.plan, lessons, self.sections, self.earlier),
            outcomes=self.outcomes,
            latest=self.latest,
        )


def _begun(section_id: UUID, planned: SectionPlan | None, earlier: Earned) -> SectionProgress:
    """A section before its first event: with what was earned under earlier releases."""
    criterion, earned = earlier.criteria.get(section_id), earlier.sections.get(section_id)
    if earned is None:
        return SectionProgress(section_id=section_id, criterion=criterion)
    since = planned.retake_since if planned else None
    current = earned.first if since is None else earned.latest
    is_current = since is None or current.occurred_at >= since
    return SectionProgress(
        section_id=section_id,
        status="completed" if is_current else "in_progress",
        first=earned.first,
        current=current if is_current else None,
        past=earned.first if since is not None and earned.first.occurred_at < since else None,
        criterion=criterion,
    )


def _recorded(
    record: SectionProgress, planned: SectionPlan | None, event: Event, policy: ProgressionPolicy
) -> SectionProgress:
    """One attempt more: its time capped, its score, and the mastery criterion if it is the first."""
    seconds = min(event.time_spent_seconds, policy.idle_cap_seconds)
    criterion = record.criterion or Criterion(mastery=policy.mastery)
    return record._replace(
        status="completed" if record.current else "in_progress",
        attempts=record.attempts + 1,
        best_score=_best(record.best_score, event.score),
        last_score=record.last_score if event.score is None else event.score,
        time_spent_seconds=record.time_spent_seconds + seconds,
        interactions=record.interactions + event.interactions,
        criterion=criterion,
        effort=_added(_effort(record, planned, event), event, seconds, criterion),
    )


def _effort(record: SectionProgress, planned: SectionPlan | None, event: Event) -> Effort:
    """Begun anew with the first event after a retake was asked for."""
    since = planned.retake_since if planned else None
    is_new = since is not None and record.effort.since is None and event.occurred_at >= since
    return Effort(since=since) if is_new else record.effort


def _added(effort: Effort, event: Event, seconds: int, criterion: Criterion) -> Effort:
    kept = criterion.mastery.n if isinstance(criterion.mastery, MOfNMastery) else 0
    return effort._replace(
        seconds=effort.seconds + seconds,
        interactions=effort.interactions + event.interactions,
        best_score=_best(effort.best_score, event.score),
        recent=(*effort.recent, *(item.right for item in event.items))[-kept:] if kept else (),
    )


def _best(score: float | None, other: float | None) -> float | None:
    return max((known for known in (score, other) if known is not None), default=None)


def _completed(record: SectionProgress, planned: SectionPlan, moment: Moment) -> SectionProgress:
    first = record.first or moment
    if planned.retake_since is not None and moment.occurred_at < planned.retake_since:
        return record._replace(first=first, past=moment)
    return record._replace(status="completed", first=first, current=moment)


def _passed(event: Event, record: SectionProgress) -> Outcome:
    quality = 1.0 if record.best_score is None else min(1.0, record.best_score / 100)
    return _outcome(event, "section_completed", quality=quality)


def _outcome(
    event: Event,
    kind: OutcomeKind,
    missing: tuple[RequiredAction, ...] = (),
    counted: bool = True,
    quality: float | None = None,
) -> Outcome:
    return Outcome(
        event_id=event.event_id,
        section_id=event.section_id,
        kind=kind,
        counted=counted,
        required_actions=missing,
        progress_quality=quality,
    )

"""How the state of a learner follows from the events: all at once, or from the state before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from learning.policy import ProgressionPolicy
from learning.progression.event_reducer import EventReducer
from learning.progression.events import Event
from learning.progression.plan import plan
from learning.progression.progress import Earned, EarnedSection, Progress, SectionProgress
from learning.progression.release import Release


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

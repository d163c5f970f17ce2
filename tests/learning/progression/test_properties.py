from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.policy import MOfNMastery, ProgressionPolicy
from learning.progression.derivation import advance, carried, derive
from learning.progression.events import Event
from learning.progression.progress import Earned, Progress
from learning.progression.publishing import published
from learning.progression.release import Release
from tests.learning.progression.reference import Reference, state_of
from tests.learning.progression.strategies import batches, events, policies, releases

randomly = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@given(releases(), policies, events())
@randomly
def test_equals_the_reference(release: Release, policy: ProgressionPolicy, recorded: list[Event]) -> None:
    assert state_of(derive(release, policy, recorded)) == Reference(release, policy, recorded).state()


@given(releases(), policies, events(), st.data())
@randomly
def test_any_order_any_repeats_any_batches_end_in_the_same_state(
    release: Release, policy: ProgressionPolicy, recorded: list[Event], data: st.DataObject
) -> None:
    whole = derive(release, policy, recorded)
    progress, arrived = derive(release, policy, []), list[Event]()
    for batch in data.draw(batches(recorded)):
        progress = advance(progress, release, policy, batch, arrived)
        arrived += batch
        assert progress == derive(release, policy, arrived)
    assert progress == whole == derive(release, policy, list(reversed(arrived)))


@given(releases(), policies, events())
@randomly
def test_in_order_nothing_recorded_is_needed(
    release: Release, policy: ProgressionPolicy, recorded: list[Event]
) -> None:
    progress = derive(release, policy, [])
    for event in sorted(recorded, key=lambda event: event.moment):
        before, progress = progress, advance(progress, release, policy, [event])
        assert_nothing_lost(before, progress)
    assert progress == derive(release, policy, recorded)


def assert_nothing_lost(before: Progress, after: Progress) -> None:
    for id_, record in before.sections.items():
        now = after.sections[id_]
        assert not record.unlocked or now.unlocked
        assert record.status in ("not_started", now.status) or now.status == "completed"
        assert (record.best_score or 0) <= (now.best_score or 0)
        assert record.time_spent_seconds <= now.time_spent_seconds
        assert record.first is None or record.first == now.first
    assert (before.course.percent or 0) <= (after.course.percent or 0)


@given(releases(), policies, events())
@randomly
def test_percentages(release: Release, policy: ProgressionPolicy, recorded: list[Event]) -> None:
    progress = derive(release, policy, recorded)
    required = [
        section.id
        for lesson in release.lessons
        for section in lesson.sections
        if section.is_required and lesson.is_required
    ]
    done = [progress.sections[id_].status == "completed" for id_ in required]
    percent = progress.course.percent
    assert (percent is None) == (not required)
    assert percent is None or 0 <= percent <= 100
    assert (percent == 100) == (bool(required) and all(done))
    assert (progress.course.completed is not None) == (percent == 100)


@given(releases(), policies.filter(lambda policy: not isinstance(policy.mastery, MOfNMastery)), events(), st.data())
@randomly
def test_a_late_event_takes_nothing_away(
    release: Release, policy: ProgressionPolicy, recorded: list[Event], data: st.DataObject
) -> None:
    some = [event for event in recorded if data.draw(st.booleans())]
    before, after = derive(release, policy, some), derive(release, policy, recorded)
    for id_, record in before.sections.items():
        assert record.current is None or (after.sections[id_].current or record.current) <= record.current
        assert record.current is None or after.sections[id_].status == "completed"
        assert record.attempts <= after.sections[id_].attempts


@st.composite
def editions(draw: st.DrawFn) -> list[Release]:
    """A course published up to three times; retakes are asked for from a publication on."""
    drawn: list[Release] = []
    for number in range(draw(st.integers(2, 3))):
        edited = draw(releases(number=201 + number, at=4 * number))
        drawn.append(published(edited, drawn[-1] if drawn else None))
    return drawn


@given(editions(), st.lists(policies, min_size=3, max_size=3), events(), st.data())
@randomly
def test_publishing_revokes_nothing_earned(
    releases: list[Release], policies: list[ProgressionPolicy], recorded: list[Event], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(recorded))
    cuts = [0, *sorted(data.draw(st.integers(0, len(shuffled))) for _ in releases)]
    progress, arrived, earlier = derive(releases[0], policies[0], []), list[Event](), Earned()
    for number, (release, policy) in enumerate(zip(releases, policies, strict=False)):
        if number:
            before, earlier = progress, carried(progress)
            progress = advance(progress, release, policy, [], arrived)
            assert_earned_stays(release, before, progress)
        batch = shuffled[cuts[number] : cuts[number + 1]]
        progress, arrived = advance(progress, release, policy, batch, arrived), arrived + batch
        assert progress == derive(release, policy, arrived, earlier)
        assert state_of(progress) == Reference(release, policy, arrived, earlier).state()
        assert_kept(earlier, carried(progress))


def assert_earned_stays(release: Release, before: Progress, after: Progress) -> None:
    retaken = {section.id for section in release.sections() if section.requires_retake}
    for id_, record in before.sections.items():
        if id_ not in after.sections:
            assert record.attempts == 0
            assert record.first is None
            continue
        now = after.sections[id_]
        assert now.first == (record.first or now.first)
        assert now.attempts >= record.attempts
        assert (now.best_score or 0) >= (record.best_score or 0)
        assert record.status != "completed" or now.status == "completed" or id_ in retaken
        assert record.status == "not_started" or now.status != "not_started"
    assert after.course.completed == (before.course.completed or after.course.completed)


def assert_kept(before: Earned, after: Earned) -> None:
    assert {id_: earned.first for id_, earned in before.sections.items()}.items() <= {
        id_: earned.first for id_, earned in after.sections.items()
    }.items()
    assert before.lessons.items() <= after.lessons.items()
    assert before.course in (None, after.course)
    assert {id_: str(criterion) for id_, criterion in before.criteria.items()}.items() <= {
        id_: str(criterion) for id_, criterion in after.criteria.items()
    }.items()
    assert set(before.counted) <= set(after.counted)


@given(releases(), policies, events())
@randomly
def test_what_is_stored_is_read_again(release: Release, policy: ProgressionPolicy, recorded: list[Event]) -> None:
    earned = carried(derive(release, policy, recorded))
    assert Earned.model_validate_json(earned.model_dump_json()) == earned
    assert Release.model_validate_json(release.model_dump_json()) == release

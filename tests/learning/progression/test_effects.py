"""What follows from a change of a record: cards, figures of checks, and events of the stream."""

import pytest

from learning.progression.derivation import derive
from learning.progression.effects import (
    Studied,
    accomplishments_of,
    cards_to_withdraw,
    check_figures,
    new_cards,
    stream_events,
)
from learning.progression.events import Event
from learning.reviews import AGAIN, GOOD, CheckGone, judged
from tests.learning.progression.courses import CHECKS, FREE, answered, event, lesson, release, section, uid

COURSE = release(lesson(101, section(1, checks=CHECKS), section(2)))


def studied(*events: Event) -> Studied:
    return Studied(COURSE, derive(COURSE, FREE, events), {one.event_id: one for one in events})


def test_each_check_of_a_section_that_was_completed_gets_a_card_once() -> None:
    nothing, done = studied(), studied(event(1, 1, **answered("++++")))
    made = new_cards(nothing.progress, done)
    assert [(card.section_id, card.check_id) for card in made] == [(uid(1), check.id) for check in CHECKS]
    assert new_cards(done.progress, done) == []


def test_an_earlier_completion_that_comes_late_makes_the_cards_anew() -> None:
    late, early = event(5, 1, **answered("++++")), event(1, 1, **answered("++++"))
    before, after = studied(late), studied(early, late)
    assert len(new_cards(before.progress, after)) == len(CHECKS)
    assert cards_to_withdraw(before.progress, after.progress) == []
    assert cards_to_withdraw(before.progress, studied().progress) == [uid(1)]


def test_the_first_scored_attempt_counts_and_one_that_comes_late_replaces_it() -> None:
    late, early = event(5, 1, **answered("++--")), event(1, 1, **answered("++++"))
    first = check_figures(studied(), studied(late))
    assert [(one.score_sum, one.score_square_sum) for one in first.to_count] == [(0.5, 0.25)] * len(CHECKS)
    assert first.to_take_out == []
    replaced = check_figures(studied(late), studied(early, late))
    assert {one.score_sum for one in replaced.to_count} == {1.0}
    assert replaced.to_take_out == first.to_count
    assert check_figures(studied(early), studied(early, late)) == ([], [])


def test_the_stream_tells_what_changed_and_the_version() -> None:
    before, after = studied(), studied(event(1, 2, time_spent_seconds=60))
    [(kind, data)] = stream_events(COURSE.course_id, 7, before.progress, after.progress, ())
    assert (kind, data["version"]) == ("progress", 7)
    assert [one["section_id"] for one in data["sections"]] == [str(uid(2))]


def test_what_was_done_in_several_courses_is_joined() -> None:
    done = studied(event(1, 2, time_spent_seconds=60))
    assert accomplishments_of([done, done]) == accomplishments_of([done]) * 2


def test_a_review_is_judged_by_the_answer_unless_the_learner_rates_it() -> None:
    check = CHECKS[0]
    assert judged(check, None, check.answer) == (True, GOOD)
    assert judged(check, None, "nonsense") == (False, AGAIN)
    assert judged(None, 4, None) == (None, 4)
    with pytest.raises(CheckGone):
        judged(None, None, "a")

"""What a learner sends (an interaction), and what is recorded of it (an event): answers are judged here, and
nowhere but on the server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, JsonValue, StringConstraints

from learning.checks import KINDS
from learning.progression.numbers import shown
from learning.progression.release import Message, ReleasedSection
from learning.section import Check

Answer = (
    Annotated[str, StringConstraints(max_length=4_000)] | bool | Annotated[int, Field(ge=-(10**15), le=10**15)] | float
) | None


def _two_decimals(score: float) -> float:
    """Rounded half up, but 100 only for 100."""
    rounded = float(Decimal(str(score)).quantize(Decimal("0.01"), ROUND_HALF_UP))
    return rounded if score == 100 else min(rounded, 99.99)


Score = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False, strict=True), AfterValidator(_two_decimals)]


class Moment(NamedTuple):
    """The place of an event among all events of a learner: by time, then by id."""

    occurred_at: AwareDatetime
    event_id: UUID


class Interaction(Message):
    """What a learner's device reports of one sitting with a section.

    `answers` are by the id of the check; `score` (percent) is the device's own and only heard where the section has
    no checks; `interactions` names what was done, each a count, a list, a mark or a nest of those; `path` is in which
    manner the learner wants to go on, null for the one that they prefer.
    """

    event_id: UUID
    section_id: UUID
    occurred_at: AwareDatetime
    time_spent_seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0
    score: Score | None = None
    answers: dict[str, Answer] = {}
    interactions: dict[str, JsonValue] = {}
    path: str | None = None


class Item(NamedTuple):
    """One answered check, as it was judged when the event was recorded."""

    check_id: str
    right: bool


@lru_cache(maxsize=4_096)
def item(check_id: str, right: bool) -> Item:
    """Shared by all events that hold it, of all learners whose records are kept."""
    return Item(check_id, right)


class Event(NamedTuple):
    """An interaction as recorded: judged once, by the release it met, so that a later edit of a key rewrites no score.

    `score` is in percent with two decimals, null where nothing was scored; `items` are the answered checks in the
    order of the section; `interactions` counts single things done. A tuple, like `Item`, since a record is made of
    hundreds: what is in it was validated as an `Interaction`.
    """

    event_id: UUID
    section_id: UUID
    occurred_at: datetime
    time_spent_seconds: int = 0
    score: float | None = None
    items: tuple[Item, ...] = ()
    interactions: int = 0

    @property
    def moment(self) -> Moment:
        """Its place among the learner's events; of events at one time the smaller id comes first."""
        return Moment(self.occurred_at, self.event_id)


MOST_SECONDS = 86_400
MOST_INTERACTIONS = 100_000


class UnknownChecks(ValueError):
    """Answers to checks that the section does not have."""

    def __init__(self, check_ids: Iterable[str]) -> None:
        self.check_ids = tuple(check_ids)
        super().__init__(f"The section has no check with the id {', '.join(self.check_ids)}.")


class Scored(NamedTuple):
    """`score` is right ÷ all checks of the section in percent with two decimals, null where no answers were sent."""

    score: float | None = None
    items: tuple[Item, ...] = ()


def record(interaction: Interaction, section: ReleasedSection) -> Event:
    """The event to keep of an interaction with that section as it is released now. Raises UnknownChecks.

    A score of the device's own counts only where the section has no checks. Time is in whole seconds, at most a day.
    """
    scored = score_answers(section.checks, interaction.answers)
    return Event(
        event_id=interaction.event_id,
        section_id=interaction.section_id,
        occurred_at=interaction.occurred_at.astimezone(UTC),
        time_spent_seconds=int(min(interaction.time_spent_seconds, MOST_SECONDS)),
        score=scored.score if section.checks else interaction.score,
        items=scored.items,
        interactions=count_interactions(interaction.interactions),
    )


def score_answers(checks: Sequence[Check], answers: Mapping[str, Answer]) -> Scored:
    """Judges answers by the id of their check; an unanswered or empty one counts as wrong. Raises UnknownChecks."""
    known = {check.id for check in checks}
    if unknown := [check_id for check_id in answers if check_id not in known]:
        raise UnknownChecks(unknown)
    if not answers:
        return Scored()
    answered = [(check, _text(answers[check.id])) for check in checks if check.id in answers]
    items = tuple([item(check.id, is_right(check, text)) for check, text in answered if text])
    right = sum(item.right for item in items)
    return Scored(score=shown(Fraction(100 * right, len(checks)), right == len(checks)), items=items)


def is_right(check: Check, answer: Answer) -> bool:
    """Whether the answer is right by the rule of the check's kind; booleans and numbers count as their text."""
    given = _text(answer)
    return KINDS[check.kind].is_right(check, given)


def count_interactions(done: JsonValue) -> int:
    """How many single things a learner did: numbers are counts, lists and mappings are summed, any mark is one."""
    return min(_count(done), MOST_INTERACTIONS)


def _count(done: JsonValue) -> int:
    if isinstance(done, dict):
        return sum(map(_count, done.values()))
    if isinstance(done, list):
        return sum(max(1, _count(item)) if isinstance(item, dict | list) else 1 for item in done)
    if isinstance(done, bool | str) or done is None:
        return int(bool(done))
    return max(0, int(min(done, MOST_INTERACTIONS)))


def _text(answer: Answer) -> str:
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "true" if answer else "false"
    return str(answer).strip()

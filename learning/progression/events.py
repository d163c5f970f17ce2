"""What a learner sends (an interaction), and what is recorded of it (an event)."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, JsonValue, StringConstraints

from learning.progression.release import Message

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
    no checks; `interactions` names what was done, each a count, a list, a mark or a nest of those.
    """

    event_id: UUID
    section_id: UUID
    occurred_at: AwareDatetime
    time_spent_seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0
    score: Score | None = None
    answers: dict[str, Answer] = {}
    interactions: dict[str, JsonValue] = {}


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

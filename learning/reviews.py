"""Spaced review of the checks of completed sections: when each is due, by FSRS (Ye et al., A Stochastic Shortest Path
Algorithm for Optimizing Spaced Repetition Scheduling, 2022; package `fsrs`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from fsrs import Card, Rating, Scheduler

from learning.progression.events import Answer, is_right
from learning.section import Check

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
# Days instead of minutes, since nobody sits waiting for the next card; and no chance, so that the same answers in any
# order of arrival give the same dates.
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


class Reviewed(NamedTuple):
    """A review of one card. They count in the order of (occurred_at, event_id)."""

    occurred_at: datetime
    event_id: UUID
    rating: int


def first_memory(at: datetime, right: bool) -> dict[str, Any]:
    """The memory of a check on completing its section: as of a first review, good if it was answered right."""
    card, _ = _SCHEDULER.review_card(Card(card_id=1, due=at), Rating(GOOD if right else AGAIN), at)
    return dict(card.to_dict())


def remembered(first: dict[str, Any], reviews: Iterable[Reviewed]) -> dict[str, Any]:
    """The memory after these reviews. One dated before the memory began counts as of its beginning."""
    card = _card(first)
    began = card.last_review
    for review in sorted(reviews):
        at = max(review.occurred_at, began) if began else review.occurred_at
        card, _ = _SCHEDULER.review_card(card, Rating(review.rating), at)
    return dict(card.to_dict())


def due_at(memory: dict[str, Any]) -> datetime:
    """When the check is to be reviewed next."""
    return _card(memory).due


def rating_of(right: bool) -> int:
    """What an answer says about the memory where the learner does not say it: good, or again."""
    return GOOD if right else AGAIN


class CheckGone(LookupError):
    """The check was taken out of the course, so that an answer to it cannot be judged."""


def judged(check: Check | None, rating: int | None, answer: Answer | None) -> tuple[bool | None, int]:
    """Whether a review was answered right, null where only a rating was given, and the rating that counts.

    `check` is that of the learner's release, null where it was taken out. Raises CheckGone for an answer to such a one.
    """
    if answer is None:
        return None, rating or AGAIN
    if check is None:
        raise CheckGone
    right = is_right(check, answer)
    return right, rating or rating_of(right)


def _card(memory: dict[str, Any]) -> Card:
    return Card.from_dict(cast(Any, memory))  # what `to_dict` of it made

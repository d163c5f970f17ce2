"""What differs between two states of a course: the one that was published, and the one that its owner edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

Part = Literal["course", "lesson", "section"]


class PartState(NamedTuple):
    """A course, lesson or section at one moment. `place` counts from 1 among its siblings; `under` is its lesson's id
    or ""; `facts` are all that is shown of it, by name."""

    part: Part
    id: str
    under: str
    place: int
    title: str
    facts: Mapping[str, Any]


class PartChange(NamedTuple):
    """`fields` names what differs of a part that was changed; a part that was added or removed has none."""

    part: Part
    id: str
    title: str
    change: Literal["added", "removed", "changed"]
    fields: tuple[str, ...] = ()


def changes(before: Sequence[PartState], after: Sequence[PartState]) -> list[PartChange]:
    """What was changed or added, in the order of `after`, then what was removed, in the order of `before`."""
    was, now = {state.id: state for state in before}, {state.id for state in after}
    found = [change for state in after if (change := _change(was.get(state.id), state))]
    return found + [PartChange(gone.part, gone.id, gone.title, "removed") for gone in before if gone.id not in now]


def _change(was: PartState | None, now: PartState) -> PartChange | None:
    if was is None:
        return PartChange(now.part, now.id, now.title, "added")
    fields = [name for name in sorted({*was.facts, *now.facts}) if was.facts.get(name) != now.facts.get(name)]
    fields += ["position"] if (was.under, was.place) != (now.under, now.place) else []
    return PartChange(now.part, now.id, now.title, "changed", tuple(fields)) if fields else None

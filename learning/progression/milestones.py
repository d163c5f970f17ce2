"""The shares of a course that are worth a message, each once."""

from __future__ import annotations

from collections.abc import Collection

MILESTONES = (25, 50, 75, 100)


def milestones(percent: float | None, notified: Collection[int] = ()) -> tuple[int, ...]:
    """Those that the shown course percentage has reached, without those that were notified before."""
    return tuple(step for step in MILESTONES if percent is not None and percent >= step and step not in notified)
